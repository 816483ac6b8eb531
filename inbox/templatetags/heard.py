"""How times, people and platforms are written on the pages."""

import re
from base64 import b64decode
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_mini

import connectors
from connectors.capabilities import Action
from connectors.registry import PLATFORMS

register = template.Library()


def in_words(seconds: float) -> str:
    """A span of time in its largest one or two units: "3 d 4 h", "12 min", "just now".

    >>> in_words(3 * 86400 + 4 * 3600 + 59)
    '3 d 4 h'
    """
    minutes = int(max(0, seconds) // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes and hours < 6 else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours and days < 7 else f"{days} d"


MEDIA_ICONS = {"image": "photo", "video": "film", "audio": "speaker-wave"}
MEDIA_NAMES = {"image": "Picture", "video": "Film", "audio": "Sound"}


@register.simple_tag
def media_icon(kind: str) -> SafeString:
    icon: SafeString = heroicon_mini(MEDIA_ICONS.get(kind, "paper-clip"), size=16)
    return icon


@register.simple_tag
def media_name(media: dict[str, Any]) -> str:
    """What to call a picture or file: its own name or description, else what it is; with its size where known."""
    name = media.get("name") or media.get("text") or MEDIA_NAMES.get(media.get("kind", ""), "File")
    size = media.get("size")
    return f"{name} ({filesizeformat(size)})" if size else str(name)


@register.filter
def web_address(url: str | None) -> str:
    """An address of strangers where it leads to the web and nowhere else; else nothing."""
    return url if url and url.lower().startswith(("https://", "http://")) else ""


BASE64 = re.compile(r'(?<=")[A-Za-z0-9+/]{40,}={0,2}(?="|$)')


@register.filter
def readable(raw: str) -> str:
    """A raw item, or its beginning, with the texts in it that were packed as Base64 (pushes, mails) unpacked."""
    return BASE64.sub(_unpack, raw)


def _unpack(found: re.Match[str]) -> str:
    packed = found[0].rstrip("=")
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    text = b64decode(packed + "=" * (-len(packed) % 4)).decode(errors="replace")
    odd = sum(not (letter.isprintable() or letter.isspace()) or letter == "\ufffd" for letter in text)
    return text if odd <= len(text) // 100 + 1 else found[0]


ACTION_LABELS = {
    Action.LIKE: "Like",
    Action.UNLIKE: "Take back the like",
    Action.HIDE: "Hide",
    Action.UNHIDE: "Show again",
    Action.APPROVE: "Approve",
    Action.SPAM: "Mark as spam",
    Action.DELETE: "Delete",
}


@register.filter
def action_label(action: str) -> str:
    return ACTION_LABELS[Action(action)]


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


@register.filter
def span(moment: datetime | None) -> str:
    """How long ago, without the "ago"."""
    return in_words((timezone.now() - moment).total_seconds()) if moment else "never"


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, as a person says it."""
    words = span(moment)
    return words if words in ("just now", "never") else f"{words} ago"


_MOMENT = re.compile(r"\{(\d{4}-\d\d-\d\dT[^{}]{8,32})\}")


@register.filter
def evidence(text: str) -> SafeString:
    """Triage's evidence, its moments as "3 h ago" with the exact time behind each."""
    pieces = _MOMENT.split(text)
    moments = [_moment(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
    return format_html_join("", "{}", ((piece,) for piece in moments))


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return f"{{{text}}}"
    exact = timezone.localtime(at).strftime("%d %b %H:%M")
    return format_html('<time datetime="{}" title="{}">{}</time>', text, exact, ago(at))


@register.filter
def until(moment: datetime | None) -> str:
    """How long from now."""
    if moment is None or moment <= timezone.now():
        return "now"
    words = in_words((moment - timezone.now()).total_seconds())
    return "in under a minute" if words == "just now" else f"in {words}"


@register.filter
def wait_level(moment: datetime) -> str:
    """How pressing a wait looks: fresh, long (over 4 hours), very-long (over a day)."""
    hours = (timezone.now() - moment).total_seconds() / 3600
    return "fresh" if hours < 4 else "long" if hours < 24 else "very-long"


@register.filter
def is_past(moment: datetime | None) -> bool:
    return moment is None or moment <= timezone.now()


@register.filter
def due_level(due_at: datetime, warn_at: datetime) -> str:
    """How a promised answer stands: over, soon (somebody is warned), or nothing to tell yet."""
    now = timezone.now()
    return "over" if now >= due_at else "soon" if now >= warn_at else ""


@register.filter
def get(mapping: dict[str, int], key: str) -> int:
    """A value of a dict by its key, 0 where there is none."""
    return mapping.get(key, 0)


@register.filter
def capped(count: int) -> str:
    return f"{count - 1}+" if count > 999 else str(count)


@lru_cache
def _icon(platform: str) -> SafeString:
    path = Path(connectors.__file__).parent / platform / "icon.svg"
    return mark_safe(path.read_text().strip())  # noqa: S308 — a drawing of ours


@register.simple_tag
def platform_icon(platform: str) -> SafeString:
    """The platform's mark, from its connector's folder, with its name for screen readers."""
    label = PLATFORMS[platform].capabilities.label if platform in PLATFORMS else platform
    return format_html(
        '<span class="platform platform-{}" title="{}">{}<span class="visually-hidden">{}</span></span>',
        platform,
        label,
        _icon(platform) if platform in PLATFORMS else "",
        label,
    )
