"""What people fill in on the agents' and admins' pages."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from connectors.capabilities import Capabilities
from inbox.models import Outcome

# What an agent may choose; "gone" is a fact the platform tells, and which kind of answered it was the messages know.
CLOSING = [Outcome.ANSWERED, Outcome.ACKNOWLEDGED, Outcome.NO_REPLY_NEEDED]
SNOOZES = [("1", "In an hour"), ("4", "In four hours"), ("24", "Tomorrow, this time"), ("72", "In three days")]


class ReplyForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, strip=True, max_length=20_000)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_through = forms.DateTimeField(required=False)
    is_private = forms.BooleanField(required=False)
    # Whether the page said that an answer in place is private or public; empty: it did not say.
    shown_as = forms.ChoiceField(choices=[("", ""), ("private", ""), ("public", "")], required=False)


class GapForm(forms.Form):
    text = forms.CharField(strip=True, max_length=500)


class WindowForm(forms.Form):
    since = forms.DateTimeField()
    until = forms.DateTimeField()


class NoteForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, strip=True, max_length=20_000)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in CLOSING])
    reason = forms.CharField(required=False, max_length=200)
    seen = forms.IntegerField(required=False)
    seen_through = forms.DateTimeField(required=False)


class SnoozeForm(forms.Form):
    hours = forms.TypedChoiceField(choices=SNOOZES, coerce=int)


def refuse_server(url: str) -> str:
    """Why Heard does not speak to a server that an admin names, or nothing. Plain http gives the token to everybody on the way; an
    address of the own network would let an admin of Heard reach what only Heard's machine can."""
    if settings.SANDBOX_URL or settings.ALLOW_PRIVATE_SERVERS:
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "This is no address."
    if parts.scheme != "https" or not host:
        return "The address should begin with https://."
    if any(not address.is_global for address in _addresses_of(host, port or 443)):
        return f"{host} is in a private network. Where that is meant, set ALLOW_PRIVATE_SERVERS."
    return ""


def _addresses_of(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Empty where the name is not known: then it cannot be reached either, and trying it says so."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    return [getattr(address, "ipv4_mapped", None) or address for address in addresses]


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
        asked = {}
        for spec in capabilities.fields:
            kind = forms.PasswordInput if spec.is_secret else forms.TextInput
            widget = kind(attrs={"autocomplete": "off"})
            asked[spec.name] = forms.CharField(
                label=spec.label, help_text=spec.help, required=spec.required, widget=widget
            )
        self.fields = {**asked, **self.fields}
        self.asked = list(asked)
        if capabilities.server_label:
            server = self.fields.pop("base_url")
            server.label, server.required, server.help_text = capabilities.server_label, True, "As in a browser."
            self.fields = {"base_url": server, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in list(cleaned):
            if name.endswith("_url") and cleaned[name] and (refusal := refuse_server(cleaned[name])):
                self.add_error(name, refusal)
        return cleaned

    def secrets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.asked}
