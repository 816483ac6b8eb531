"""A rule's conditions as people read them."""

from collections.abc import Sequence

from django.conf.locale import LANG_INFO

from connectors.capabilities import Kind
from inbox.access import accounts_for
from inbox.models import Membership, Rule
from triage.turns import LABELS as URGENCIES

KINDS = {
    Kind.MENTION: "Mention",
    Kind.COMMENT: "Comment",
    Kind.VISITOR_POST: "Visitor post",
    Kind.DIRECT_MESSAGE: "Direct message",
    Kind.REVIEW: "Review",
    Kind.MAIL: "Mail",
}
MOODS = {"neg": "Negative", "neu": "Neutral", "pos": "Positive"}
SIGNALS = {
    "question": "A question",
    "complaint": "A complaint",
    "asked_again": "Asking again",
    "gratitude": "Thanks",
    "warm_word": "Kind words that ask for nothing",
    "share": "A share with nothing added",
    "moment:want_to_know": "Wants to know",
    "moment:want_to_go": "Wants to go",
    "moment:want_to_do": "Wants to do",
    "moment:want_to_buy": "Wants to buy",
    **{f"urgency:{name}": label.capitalize() for name, label in URGENCIES.items()},
}
WEEKDAYS = {
    "1": "Monday",
    "2": "Tuesday",
    "3": "Wednesday",
    "4": "Thursday",
    "5": "Friday",
    "6": "Saturday",
    "7": "Sunday",
}
LANGUAGES: dict[str, str] = dict(
    sorted(
        ((code, str(info["name"])) for code, info in LANG_INFO.items() if len(code) == 2 and "name" in info),
        key=lambda entry: entry[1],
    )
)
# What is said before the values, where any of them is meant and where none is.
_SAYINGS = {
    "words": ("it says", "it does not say"),
    "signal": ("it shows", "it does not show"),
    "account": ("it came to", "it did not come to"),
    "platform": ("it came on", "it did not come on"),
    "kind": ("it is a", "it is no"),
    "language": ("it is in", "it is not in"),
    "mood": ("its mood is", "its mood is not"),
    "weekday": ("it came on a", "it did not come on a"),
    "hours": ("it came between", "it did not come between"),
}
_LOWERED = ("signal", "kind", "mood")


def value_names(member: Membership) -> dict[str, str]:
    """What conditions' values are called on screen, by "field:value"."""
    named = {f"account:{account.pk}": str(account) for account in accounts_for(member)}
    for what, names in (
        ("kind", {kind.value: label for kind, label in KINDS.items()}),
        ("language", LANGUAGES),
        ("mood", MOODS),
        ("signal", SIGNALS),
        ("weekday", WEEKDAYS),
    ):
        named |= {f"{what}:{value}": label for value, label in names.items()}
    return named


def describe(rule: Rule, names: dict[str, str]) -> list[str]:
    """Its conditions, a phrase each. `names`: as of `value_names`."""
    return [_phrase(entry["field"], entry["relation"], entry["values"], names) for entry in rule.conditions]


def _phrase(what: str, relation: str, values: Sequence[str], names: dict[str, str]) -> str:
    said = [names.get(f"{what}:{value}", value) for value in values]
    if what == "words":
        said = [f"“{value}”" for value in said]
    elif what == "hours":
        said = [value.replace("-", " and ") for value in said]
    elif what in _LOWERED:
        said = [value[:1].lower() + value[1:] for value in said]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
    return f"{_SAYINGS[what][relation == 'none']} {listed}"
