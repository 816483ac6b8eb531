"""What a lead's rules do to conversations beside moving them: tags, an assignment, a line of history. Each once."""

from collections.abc import Collection
from datetime import datetime

from inbox.access import conversations_for
from inbox.models import Conversation, ConversationEvent, ConversationTag, EventKind, Lane, Rule, RuleMatch, User
from inbox.services import history
from inbox.services.lifecycle import take_up
from inbox.verdict import Verdict


def apply_rules(pairs: Collection[tuple[Conversation, Verdict]], *, now: datetime) -> None:
    """For conversations the caller has locked. What a person undid since a rule first met a conversation stays undone."""
    met = {(conversation.pk, rule_id) for conversation, verdict in pairs for rule_id in verdict.rule_ids}
    if not met:
        return
    ids = {conversation_id for conversation_id, _rule_id in met}
    known = set(RuleMatch.objects.filter(conversation__in=ids).values_list("conversation_id", "rule_id"))
    names = dict(Rule.objects.filter(pk__in={rule_id for _key, rule_id in met - known}).values_list("pk", "name"))
    # A rule may have been deleted since the batch was read; then it does nothing more.
    fresh = {(key, rule_id) for key, rule_id in met - known if rule_id in names}
    matches = [RuleMatch(conversation_id=key, rule_id=rule_id, matched_at=now) for key, rule_id in sorted(fresh)]
    RuleMatch.objects.bulk_create(matches, ignore_conflicts=True)
    taggings, events = [], []
    for conversation, verdict in pairs:
        mine = {rule_id for key, rule_id in fresh if key == conversation.pk}
        taggings += [
            ConversationTag(conversation=conversation, tag_id=tag_id, rule_id=rule_id, tagged_at=now)
            for tag_id, rule_id in verdict.tags
            if rule_id in mine
        ]
        events += [
            history.build_event(conversation, EventKind.RULED, now, text=f"The rule “{names[rule_id]}” applied")
            for rule_id in sorted(mine)
        ]
        if verdict.assignment and verdict.assignment[1] in mine and _is_free(conversation):
            events.append(_assign(conversation, *verdict.assignment, names=names, now=now))
    ConversationTag.objects.bulk_create(taggings, ignore_conflicts=True)
    history.record_all(events)


def _is_free(conversation: Conversation) -> bool:
    """What is left from before an account came here is not pulled into today's work by a rule."""
    return conversation.assignee_id is None and conversation.lane != Lane.BACKLOG


def _assign(
    conversation: Conversation, user_id: int, rule_id: int, *, names: dict[int, str], now: datetime
) -> ConversationEvent:
    rule, user = f"The rule “{names[rule_id]}”", User.objects.select_related("membership").get(pk=user_id)
    member = getattr(user, "membership", None)
    may_see = member and user.is_active and conversations_for(member).filter(pk=conversation.pk).exists()
    if not may_see:
        # Whoever does not see it would let it lie.
        text = f"{rule} would give it to {user}, who does not see this account"
        return history.build_event(conversation, EventKind.RULED, now, text=text)
    take_up(conversation, user)
    return history.build_event(conversation, EventKind.ASSIGNED, now, text=f"{rule} gave it to {user}")
