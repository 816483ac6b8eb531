"""Rules and exits in words."""

from datetime import timedelta

from django import template

from inbox.models import Lane, Rule, SlaPolicy
from inbox.models.conversation import EXIT_LANES
from triage.turns import LABELS as URGENCIES

register = template.Library()


@register.filter
def deeds(rule: Rule) -> list[str]:
    """What a rule does, a phrase each."""
    said = []
    if names := [tag.name for tag in rule.tags.all()]:
        said.append(f"tag {', '.join(sorted(names))}")
    if rule.assignee:
        said.append(f"give to {rule.assignee}")
    if rule.shift_minutes:
        amount = in_hours(abs(rule.shift_minutes))
        said.append(f"their turn comes {amount} {'earlier' if rule.shift_minutes > 0 else 'later'}")
    if rule.lane:
        said.append(
            "set aside, for leads to look into"
            if rule.lane == Lane.SET_ASIDE
            else "put with what is to be acknowledged"
        )
    return said


@register.filter
def exit_of(rule: Rule) -> str:
    """The page of the audit on which what it moved is listed."""
    return EXIT_LANES[rule.lane]


@register.filter
def in_hours(minutes: int | None) -> str:
    """Minutes as a person says them: "45 min", "1 h 30 min", "2 d".

    >>> in_hours(90)
    '1 h 30 min'
    >>> in_hours(2 * 24 * 60)
    '2 d'
    """
    if minutes is None:
        return ""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", f"{left} min" if left else ""]
    return " ".join(part for part in parts if part) or "0 min"


@register.filter
def open_time(length: timedelta | None) -> str:
    return in_hours(round(length.total_seconds() / 60)) if length is not None else ""


@register.filter
def holds_for(policy: SlaPolicy) -> str:
    """Whom a policy is for."""
    parts = [URGENCIES[policy.urgency].capitalize() if policy.urgency in URGENCIES else "Everybody"]
    parts += [f"at {policy.account}"] if policy.account else []
    parts += [f"of {policy.team}"] if policy.team else []
    return ", ".join(parts)
