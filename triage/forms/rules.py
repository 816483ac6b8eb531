"""The rule a lead writes: conditions on one side, what is done on the other."""

from typing import Any

from django import forms

from inbox.access import accounts_for
from inbox.models import Membership, Rule, User
from inbox.models.choices import RULE_LANES
from triage.rule_words import KINDS, LANGUAGES, MOODS, SIGNALS, WEEKDAYS
from triage.rules import BadRule, read_conditions

SHIFTS = [
    (360, "6 hours earlier"),
    (180, "3 hours earlier"),
    (60, "1 hour earlier"),
    (0, "As it is"),
    (-60, "1 hour later"),
    (-180, "3 hours later"),
    (-360, "6 hours later"),
]
# Form field, what the condition looks at, and how it must stand to the values.
_CONDITIONS = [
    ("words", "words", "any"),
    ("without_words", "words", "none"),
    ("signals", "signal", "any"),
    ("without_signals", "signal", "none"),
    ("accounts", "account", "any"),
    ("kinds", "kind", "any"),
    ("languages", "language", "any"),
    ("moods", "mood", "any"),
    ("weekdays", "weekday", "any"),
]
_LISTS = ("words", "without_words")


def _choose(label: str, choices: Any, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def _lines(label: str, help_text: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "class": "input"})
    return forms.CharField(label=label, required=False, max_length=20_000, help_text=help_text, widget=widget)


class RuleForm(forms.Form):
    """A rule as a lead writes it; `fill` puts it into one, unsaved."""

    name = forms.CharField(max_length=120, label="Name", help_text="Agents read it where the rule moved somebody.")
    words = _lines(
        "Words, one a line",
        "Any of these, as whole words: refund, lost bag. An asterisk stands for the rest of a word: cancel*.",
    )
    without_words = _lines("But none of these", "One a line, in the same way.")
    signals = _choose("Shows", SIGNALS.items(), "Any of these, as triage reads it.")
    without_signals = _choose("But does not show", SIGNALS.items())
    accounts = _choose("Accounts", ())
    kinds = _choose("Kinds", [(kind.value, label) for kind, label in KINDS.items()])
    languages = forms.MultipleChoiceField(
        label="Languages",
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.SelectMultiple(attrs={"size": 6, "class": "input"}),
        help_text="Hold Ctrl, or ⌘, to choose several.",
    )
    moods = _choose("Mood", MOODS.items())
    weekdays = _choose("Written on", WEEKDAYS.items())
    hours_from = forms.TimeField(required=False, label="Between", widget=forms.TimeInput(attrs={"type": "time"}))
    hours_until = forms.TimeField(required=False, label="and", widget=forms.TimeInput(attrs={"type": "time"}))

    tags = forms.CharField(
        required=False,
        max_length=500,
        label="Tag them",
        help_text="With commas between: refund, baggage.",
        widget=forms.TextInput(attrs={"class": "input", "list": "known-tags"}),
    )
    assignee = forms.ModelChoiceField(User.objects.none(), required=False, label="Give them to", empty_label="Nobody")
    shift_minutes = forms.TypedChoiceField(choices=SHIFTS, coerce=int, initial=0, label="Their turn comes")
    lane = forms.ChoiceField(
        required=False,
        label="They wait in",
        choices=[("", "The queue"), *((lane.value, lane.label) for lane in RULE_LANES)],
        help_text="Whoever may be in danger, asks again, or was put back by a person stays in the queue whatever a rule says.",
    )
    is_active = forms.BooleanField(required=False, initial=True, label="The rule is at work")
    applies_now = forms.BooleanField(required=False, label="Apply it to those who wait now as well")

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        fields: dict[str, Any] = self.fields
        accounts = accounts_for(member).order_by("platform", "handle")
        fields["accounts"].choices = [(str(account.pk), str(account)) for account in accounts]
        people = User.objects.filter(membership__workspace=member.workspace, is_active=True)
        fields["assignee"].queryset = people.order_by("name")

    def clean_tags(self) -> list[str]:
        names = [" ".join(name.split()) for name in self.cleaned_data["tags"].split(",")]
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError("A tag has up to 60 letters.")
        return list(dict.fromkeys(name for name in names if name))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("hours_from")) != bool(cleaned.get("hours_until")):
            self.add_error("hours_until", "Give both times, or neither.")
        if self.errors:
            return cleaned
        cleaned["conditions"] = self._conditions(cleaned)
        try:
            read_conditions(cleaned["conditions"])
        except BadRule as error:
            self.add_error(None, str(error))
        if not any(cleaned[name] for name in ("tags", "assignee", "shift_minutes", "lane")):
            self.add_error(
                None, "This rule does nothing yet. Let it tag, assign, move a turn or choose where they wait."
            )
        if cleaned["assignee"] and cleaned["lane"]:
            self.add_error("lane", "Whom somebody looks after waits among theirs. Choose one of the two.")
        same = Rule.objects.standing().filter(workspace=self.member.workspace, name=cleaned["name"])
        if same.exclude(pk=self.initial.get("pk") or 0).exists():
            self.add_error("name", "Another rule is called that.")
        return cleaned

    def _conditions(self, cleaned: dict[str, Any]) -> list[dict[str, Any]]:
        found = []
        for name, what, relation in _CONDITIONS:
            values = cleaned[name]
            values = [line.strip() for line in values.splitlines() if line.strip()] if name in _LISTS else values
            if values:
                found.append({"field": what, "relation": relation, "values": list(values)})
        if cleaned["hours_from"]:
            span = f"{cleaned['hours_from']:%H:%M}-{cleaned['hours_until']:%H:%M}"
            found.append({"field": "hours", "relation": "any", "values": [span]})
        return found

    def fill(self, rule: Rule) -> Rule:
        """The rule with what the form says, unsaved."""
        for name in ("name", "conditions", "assignee", "shift_minutes", "lane", "is_active"):
            setattr(rule, name, self.cleaned_data[name])
        rule.workspace = self.member.workspace
        return rule


def initial_of(rule: Rule) -> dict[str, Any]:
    """A stored rule as the form shows it."""
    shown: dict[str, Any] = {name: getattr(rule, name) for name in ("pk", "name", "shift_minutes", "lane", "is_active")}
    shown |= {"assignee": rule.assignee_id, "tags": ", ".join(tag.name for tag in rule.tags.order_by("name"))}
    for condition in rule.conditions:
        if condition["field"] == "hours":
            shown["hours_from"], shown["hours_until"] = condition["values"][0].split("-")
            continue
        for name, what, relation in _CONDITIONS:
            if (what, relation) == (condition["field"], condition["relation"]):
                values = condition["values"]
                shown[name] = "\n".join(values) if name in _LISTS else values
    return shown
