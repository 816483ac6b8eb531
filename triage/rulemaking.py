"""Writing, ordering and taking away rules. Whoever a rule had moved and no longer does goes back to where they would have waited."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from inbox.models import Rule, RuleMatch, Tag, User, Workspace
from inbox.services.lifecycle import judge_again
from triage.rechecks import recheck_waiting
from triage.rules import read_conditions


def _lock_rules(workspace_id: int) -> QuerySet[Rule]:
    """The rules of a workspace, for one writer at a time."""
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace_id)
    return Rule.objects.standing().filter(workspace=workspace_id)


@transaction.atomic
def save_rule(
    rule: Rule,
    *,
    tags: Collection[str],
    user: User,
    now: datetime,
    and_now: Collection[int] = (),
) -> None:
    """Keep a rule as it stands. What it was before is undone; the conversations in `and_now` it is for at once, whatever people undid of it.

    Raises triage.rules.BadRule.
    """
    read_conditions(rule.conditions)
    others = _lock_rules(rule.workspace_id)
    is_new = rule.pk is None
    if is_new:
        rule.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    rule.author, rule.changed_at = user, now
    rule.save()
    rule.tags.set(ensure_tags(rule.workspace_id, tags))
    if not is_new:
        RuleMatch.objects.filter(rule=rule, conversation__in=and_now).delete()
        recheck_waiting(rule.workspace_id, now=now)
    elif and_now and rule.is_active:
        judge_again(and_now, now=now)


def ensure_tags(workspace_id: int, names: Collection[str]) -> list[Tag]:
    """The tags of these names; capitals make no difference, and those that are new are made."""
    found = []
    for name in dict.fromkeys(names):
        tag = Tag.objects.filter(workspace=workspace_id, name__iexact=name).first()
        found.append(tag or Tag.objects.create(workspace_id=workspace_id, name=name))
    return found


@transaction.atomic
def delete_rule(rule: Rule, *, now: datetime) -> None:
    """Take a rule away; whom it had moved triage looks at again. What it did stays on record."""
    _lock_rules(rule.workspace_id).filter(pk=rule.pk).update(deleted_at=now, is_active=False)
    recheck_waiting(rule.workspace_id, now=now)


@transaction.atomic
def switch_rule(rule: Rule, *, is_active: bool, user: User, now: datetime) -> None:
    """Let a rule rest, or work again."""
    _lock_rules(rule.workspace_id).filter(pk=rule.pk).update(is_active=is_active, author=user, changed_at=now)
    recheck_waiting(rule.workspace_id, now=now)


@transaction.atomic
def move_rule(rule: Rule, *, is_up: bool, now: datetime) -> None:
    """Change places with the rule before it, or after it."""
    rules = list(_lock_rules(rule.workspace_id))
    here = next((place for place, entry in enumerate(rules) if entry.pk == rule.pk), None)
    if here is None:
        return
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(rules):
        return
    rules[here], rules[there] = rules[there], rules[here]
    for place, entry in enumerate(rules, start=1):
        entry.position = place
    Rule.objects.bulk_update(rules, ["position"])
    recheck_waiting(rule.workspace_id, now=now)
