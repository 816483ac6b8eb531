"""Writing, ordering and taking away rules. Whoever a rule had touched and no longer does goes back to where they would have waited."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from inbox.models import Conversation, Rule, Tag, User, Workspace
from inbox.services.lifecycle import judge_again
from triage.rules import read_conditions


def _touched(rule: Rule) -> Any:
    """Those who wait and whom a rule may have moved."""
    return Conversation.objects.filter(rule_matches__rule=rule, is_waiting=True)


@transaction.atomic
def save_rule(
    rule: Rule,
    *,
    tags: Collection[str],
    user: User,
    now: datetime,
    and_now: Collection[int] = (),
) -> int:
    """Keep a rule as it stands, and have triage look again at whom it had touched, and at the conversations in `and_now`.

    Raises triage.rules.BadRule. Returns how many are looked at again.
    """
    read_conditions(rule.conditions)
    # Rules of one workspace are written one after the other, so that no two have one place.
    Workspace.objects.select_for_update(no_key=True).get(pk=rule.workspace_id)
    is_new = rule.pk is None
    if is_new:
        last = Rule.objects.filter(workspace=rule.workspace_id).aggregate(last=Max("position"))["last"]
        rule.position = (last or 0) + 1
    rule.author, rule.changed_at = user, now
    rule.save()
    rule.tags.set(ensure_tags(rule.workspace_id, tags))
    again = 0 if is_new else judge_again(_touched(rule))
    if and_now and rule.is_active:
        again += judge_again(Conversation.objects.filter(pk__in=and_now, workspace=rule.workspace_id, is_waiting=True))
    return again


def ensure_tags(workspace_id: int, names: Collection[str]) -> list[Tag]:
    """The tags of these names; capitals make no difference, and those that are new are made."""
    found = []
    for name in dict.fromkeys(names):
        tag = Tag.objects.filter(workspace=workspace_id, name__iexact=name).first()
        found.append(tag or Tag.objects.create(workspace_id=workspace_id, name=name))
    return found


@transaction.atomic
def delete_rule(rule: Rule) -> int:
    """Take a rule away. Whom it had moved triage looks at again; returns how many they are."""
    again = judge_again(_touched(rule))
    rule.delete()
    return again


@transaction.atomic
def switch_rule(rule: Rule, *, is_active: bool, user: User, now: datetime) -> int:
    """Let a rule rest, or work again from now on. Returns how many triage looks at again."""
    Rule.objects.filter(pk=rule.pk).update(is_active=is_active, author=user, changed_at=now)
    return judge_again(_touched(rule))


@transaction.atomic
def move_rule(rule: Rule, *, is_up: bool) -> None:
    """Change places with the rule before it, or after it."""
    rules = list(Rule.objects.select_for_update().filter(workspace=rule.workspace_id))
    places = {entry.pk: place for place, entry in enumerate(rules)}
    here = places[rule.pk]
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(rules):
        return
    rules[here], rules[there] = rules[there], rules[here]
    for place, entry in enumerate(rules, start=1):
        entry.position = place
    Rule.objects.bulk_update(rules, ["position"])
