"""What a lead promises about answering, and when a team is there."""

import re
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings

from inbox.access import accounts_for
from inbox.models import Membership, SlaPolicy, Team, TeamHours
from inbox.models.sla import LONGEST_TARGET_MINUTES
from triage.holidays import calendars
from triage.hours import HoursError
from triage.hours_plain import WEEKDAYS, read_hours
from triage.templatetags.triage import in_hours
from triage.turns import LABELS as URGENCIES

_LENGTH = re.compile(
    r"(?:(?P<days>\d{1,3})\s*d(?:ays?)?)?\s*(?:(?P<hours>\d{1,4})\s*h(?:ours?)?)?\s*(?:(?P<minutes>\d{1,6})\s*m(?:in(?:utes?)?)?)?",
    re.IGNORECASE,
)
# A working week, where a team has said nothing yet.
USUAL_WEEK = {day: ["09:00-17:00"] for day in WEEKDAYS[:5]}


class LengthField(forms.CharField):
    """A length of time as people write it, in minutes: "30 min", "1 h 30 min", "4 h", "2 d"."""

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "").strip()
        if not text:
            return None
        found = _LENGTH.fullmatch(text)
        if not found:
            raise forms.ValidationError("Write it like 30 min, 4 h or 1 h 30 min.")
        given = {unit: int(amount) for unit, amount in found.groupdict().items() if amount}
        minutes = round(timedelta(**given).total_seconds() / 60)
        if not 1 <= minutes <= LONGEST_TARGET_MINUTES:
            raise forms.ValidationError("Between a minute and 90 days.")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return in_hours(value) if isinstance(value, int) else value


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """An SLA policy."""

    first_minutes = LengthField(
        required=False, label="First answer within", help_text="30 min, 4 h, 1 h 30 min. Empty promises nothing."
    )
    next_minutes = LengthField(
        required=False, label="Every answer after that within", help_text="When they write again after an answer."
    )
    urgency = forms.ChoiceField(
        required=False,
        label="For whom",
        choices=[("", "Everybody"), *((name, label.capitalize()) for name, label in URGENCIES.items())],
    )

    class Meta:
        model = SlaPolicy
        fields = [
            "name",
            "first_minutes",
            "next_minutes",
            "urgency",
            "account",
            "team",
            "in_business_hours",
            "warn_percent",
        ]
        labels = {
            "in_business_hours": "The clock runs in business hours only",
            "warn_percent": "Warn after so much of the time, in percent",
        }

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.workspace = member.workspace
        fields: dict[str, Any] = self.fields
        fields["account"].queryset = accounts_for(member).order_by("platform", "handle")
        fields["account"].empty_label = "Every account"
        fields["team"].queryset = Team.objects.filter(workspace=member.workspace).order_by("name")
        fields["team"].empty_label = "Every team"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and cleaned["first_minutes"] is None and cleaned["next_minutes"] is None:
            self.add_error("first_minutes", "Promise at least one of the two.")
        same = SlaPolicy.objects.standing().filter(workspace=self.instance.workspace, name=cleaned.get("name", ""))
        if same.exclude(pk=self.instance.pk or 0).exists():
            self.add_error("name", "Another policy is called that.")
        return cleaned


def _spans(label: str) -> forms.CharField:
    return forms.CharField(
        required=False, label=label, max_length=200, widget=forms.TextInput(attrs={"placeholder": "closed"})
    )


class HoursForm(forms.Form):
    """When a team is there."""

    zone = forms.CharField(
        max_length=64,
        label="Time zone",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    monday = _spans("Monday")
    tuesday = _spans("Tuesday")
    wednesday = _spans("Wednesday")
    thursday = _spans("Thursday")
    friday = _spans("Friday")
    saturday = _spans("Saturday")
    sunday = _spans("Sunday")
    holidays = forms.CharField(
        required=False,
        max_length=12,
        label="Closed on the public holidays of",
        help_text="A country, or a part of one: DE, GB-ENG, US-CA. Empty: of none.",
        widget=forms.TextInput(attrs={"list": "calendars", "autocomplete": "off"}),
    )
    closed = forms.CharField(
        required=False,
        max_length=20_000,
        label="Closed as well on, a date a line",
        help_text="2026-12-24",
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )
    special = forms.CharField(
        required=False,
        max_length=20_000,
        label="Open at other times on, a day a line",
        help_text="2026-12-31 09:00-12:00. It wins over a public holiday.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError("There is no such time zone; they are called like Europe/Lisbon.")
        return zone

    def clean_holidays(self) -> str:
        calendar: str = self.cleaned_data["holidays"].strip().upper()
        if calendar and calendar not in calendars():
            raise forms.ValidationError(f"There is no holiday calendar “{calendar}”.")
        return calendar

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        special: dict[str, list[str]] = {}
        for line in _lines(cleaned["special"]):
            day, _space, spans = line.partition(" ")
            special[day] = _listed(spans)
        cleaned["plain"] = {
            "zone": cleaned["zone"],
            "week": {day: _listed(cleaned[day]) for day in WEEKDAYS if _listed(cleaned[day])},
            "closed": _lines(cleaned["closed"]),
            "special": special,
        }
        try:
            read_hours(cleaned["plain"])
        except HoursError as error:
            self.add_error(None, str(error))
        return cleaned


def initial_hours(stored: TeamHours | None) -> dict[str, Any]:
    """Business hours as the form shows them; a usual week where nothing was said yet."""
    if stored is None:
        return {"zone": settings.TIME_ZONE, **{day: ", ".join(spans) for day, spans in USUAL_WEEK.items()}}
    plain = stored.plain
    shown = {"zone": plain["zone"], "holidays": stored.holidays, "closed": "\n".join(plain["closed"])}
    shown |= {day: ", ".join(spans) for day, spans in plain["week"].items()}
    return shown | {"special": "\n".join(f"{day} {', '.join(spans)}" for day, spans in plain["special"].items())}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _listed(spans: str) -> list[str]:
    return [span.strip() for span in spans.replace(";", ",").split(",") if span.strip()]
