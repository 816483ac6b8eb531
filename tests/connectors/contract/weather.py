"""Each way a platform can fail, as the class of error that decides what happens next, in words that can be shown."""

import re
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.contract import Connector
from connectors.errors import (
    ConnectorError,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Temporary,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Item
from tests.connectors.contract.reading import needs_weather, secrets_of
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import IMPATIENT, outcome_of, patience, read_message, reply_to, standing_for

READING: dict[str, type[ConnectorError]] = {
    "expired_token": NeedsReauth,
    "not_permitted": NotPermitted,
    "rate_limited": RateLimited,
    "server_error": Unavailable,
    "down": Unavailable,
    "slow": Unavailable,
    "cut_body": Unavailable,
    "not_json": Unavailable,
}
# What went out and came to no proper answer may stand there; Unavailable only where the write itself was not reached.
WRITING: dict[str, tuple[type[ConnectorError], ...]] = {
    "expired_token": (NeedsReauth,),
    "not_permitted": (NotPermitted,),
    "rate_limited": (RateLimited,),
    "server_error": (UnknownOutcome, Unavailable),
    "down": (UnknownOutcome, Unavailable),
    "slow": (UnknownOutcome, Unavailable),
    "cut_body": (UnknownOutcome, Unavailable),
    "not_json": (UnknownOutcome, Unavailable),
}
READING_VERBS = ("check", "fetch", "fetch own", "fetch_back", "reread", "find_sent")


def deed(connector: Connector, stage: Stage, verb: str, message: Item) -> Callable[[], Any]:
    """One of the connector's verbs, ready to be done."""
    reply = reply_to(message)
    deeds: dict[str, Callable[[], Any]] = {
        "check": connector.check,
        "fetch": lambda: connector.fetch(stage.stream, {}),
        "fetch own": lambda: connector.fetch(stage.own_stream, {}),
        "fetch_back": lambda: connector.fetch_back(stage.stream, {}, until=None),
        "reread": lambda: connector.reread([standing_for(message)]),
        "find_sent": lambda: connector.find_sent(reply),
        "send": lambda: connector.send(reply),
    }
    return deeds[verb]


class Weather:
    """Faults of the platform, as errors. Needs the fixture `stage`."""

    @pytest.mark.parametrize("fault", READING)
    def test_trouble_while_reading_is_told_by_its_class(self, stage: Stage, fault: str) -> None:
        """Told, not hidden: an empty page or a message called gone would be lost for good."""
        needs_weather(stage)
        message = read_message(stage, stage.write("At what time?"))
        stage.fault(fault, seconds=IMPATIENT * 2)
        for verb in READING_VERBS:
            connector = stage.connector(patience(fault))
            error = outcome_of(deed(connector, stage, verb, message))
            assert type(error) is READING[fault], (verb, error)
            assert unfit(error, connector) == [], verb

    @pytest.mark.parametrize("fault", WRITING)
    def test_trouble_while_writing_is_told_by_its_class(self, stage: Stage, fault: str) -> None:
        needs_weather(stage)
        message = read_message(stage, stage.write("At what time?"))
        stage.fault(fault, seconds=IMPATIENT * 2)
        connector = stage.connector(patience(fault))
        error = outcome_of(deed(connector, stage, "send", message))
        assert type(error) in WRITING[fault], error
        assert unfit(error, connector) == []

    def test_a_platform_that_cannot_be_reached_is_unavailable(self, stage: Stage) -> None:
        message = read_message(stage, stage.write("At what time?"))
        for verb in (*READING_VERBS, "send"):
            connector = stage.unreachable()
            error = outcome_of(deed(connector, stage, verb, message))
            assert type(error) is Unavailable, (verb, error)
            assert unfit(error, connector) == [], verb

    @pytest.mark.parametrize("has_headers", [True, False], ids=["said when", "did not say when"])
    def test_a_rate_limit_ends_when_the_platform_says_or_soon(self, stage: Stage, has_headers: bool) -> None:
        needs_weather(stage)
        stage.fault("rate_limited", headers=has_headers)
        error = outcome_of(lambda: stage.connector().fetch(stage.stream, {}))
        assert isinstance(error, RateLimited)
        assert datetime.now(UTC) < error.until < datetime.now(UTC) + timedelta(days=1)
        assert f"{error.until:%H:%M} UTC" in str(error)


def unfit(error: BaseException, connector: Connector) -> list[str]:
    """What makes an error unfit for a screen, or for a log: secrets, foreign formats, blame on the wrong thing."""
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(connector.credentials)
    found = ["holds a secret"] if any(secret in told for secret in secrets_of(connector)) else []
    if connector.capabilities.label not in str(error) and connector.platform != "mail":
        found.append(f"does not say whose trouble it is: {error}")
    if "\n" in str(error) or "<" in str(error):
        found.append(f"is not in plain words: {error}")
    is_about_credentials = re.search("token|reconnect|credential|permission|password", str(error), re.IGNORECASE)
    if isinstance(error, Temporary | UnknownOutcome) and is_about_credentials:
        found.append(f"speaks of credentials: {error}")
    return found
