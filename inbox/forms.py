"""What people fill in on the agents' and admins' pages."""

from typing import Any

from django import forms

from connectors.contract import Capabilities
from inbox.models import Outcome

# What an agent may choose; "gone" is a fact the platform tells, and which kind of answered it was the messages know.
CLOSING = [Outcome.ANSWERED, Outcome.ACKNOWLEDGED, Outcome.NO_REPLY_NEEDED]
SNOOZES = [("1", "In an hour"), ("4", "In four hours"), ("24", "Tomorrow, this time"), ("72", "In three days")]


class ReplyForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, strip=True, max_length=20_000)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_through = forms.DateTimeField(required=False)


class NoteForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, strip=True, max_length=20_000)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in CLOSING])
    reason = forms.CharField(required=False, max_length=200)
    seen = forms.IntegerField(required=False)
    seen_through = forms.DateTimeField(required=False)


class SnoozeForm(forms.Form):
    hours = forms.TypedChoiceField(choices=SNOOZES, coerce=int)


class ConnectForm(forms.Form):
    """The credentials one platform asks for, as its connector declares them."""

    base_url = forms.URLField(
        label="Base address",
        required=False,
        assume_scheme="https",
        help_text="Leave empty for the platform itself. The sandbox and private servers have an address of their own.",
    )

    def __init__(self, capabilities: Capabilities, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for secret in reversed(capabilities.secrets):
            widget = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False)
            field = forms.CharField(label=secret.label, help_text=secret.help, required=secret.required, widget=widget)
            self.fields = {secret.name: field, **self.fields}
        self.secret_names = [secret.name for secret in capabilities.secrets]

    def secrets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.secret_names}
