"""Public holidays of a country or a part of it, by the package `holidays` (docs/decisions/0027-holidays.md)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays as package

# Clocks look back over what is open and forward over the longest target.
YEARS_BACK, YEARS_AHEAD = 3, 3


class NoSuchCalendar(ValueError):
    """No calendar bears this name; the text says so to the person who chose it."""


@lru_cache(64)
def holidays_of(calendar: str, year: int) -> Mapping[date, str]:
    """The public holidays of "DE" or "US-CA", with their names, some years around `year`. Raises NoSuchCalendar."""
    country, _dash, part = calendar.partition("-")
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    try:
        return dict(sorted(package.country_holidays(country, subdiv=part or None, years=years).items()))
    except NotImplementedError as error:
        raise NoSuchCalendar(f"There is no holiday calendar “{calendar}”.") from error


@lru_cache(1)
def calendars() -> tuple[str, ...]:
    """The codes of all calendars there are: of countries (ISO 3166-1), and of their parts (ISO 3166-2), "DE", "DE-BY" …"""
    known = package.list_supported_countries()
    return tuple(sorted([*known, *(f"{country}-{part}" for country, parts in known.items() for part in parts)]))
