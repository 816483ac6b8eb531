"""How times, people and platforms are written on the pages."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

import connectors
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


@register.filter
def span(moment: datetime | None) -> str:
    """How long ago, without the "ago"."""
    return in_words((timezone.now() - moment).total_seconds()) if moment else "never"


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, as a person says it."""
    words = span(moment)
    return words if words in ("just now", "never") else f"{words} ago"


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
