"""Whatever a platform calls its secrets, a log line does not hold them."""

import json

import pytest

from config import logs
from connectors.registry import PLATFORMS

NAMES = {spec.name for connector in PLATFORMS.values() for spec in connector.capabilities.fields if spec.is_secret}
NAMES |= {"app_secret", "application_password", "app_password", "consumer_secret", "client_secret", "verify_token"}
NAMES |= {"accessJwt", "refreshJwt", "access_jwt", "refresh_jwt", "imap_password", "hub.verify_token", "password"}
# Client ids and user names are on screen; they prove nothing.
NAMES -= {"client_id"}
SECRET = "tide-and-timetable"


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize(
    "line",
    [
        "POST /api?{name}={secret}&page=2",
        "POST /api?page=2%26{name}%3D{secret}",
        "refused: {{'{name}': '{secret}', 'page': 2}}",
        "refused {name}={secret}",
    ],
)
def test_a_secret_of_any_name_is_left_out(name, line):
    said = logs.redact(line.format(name=name, secret=SECRET))
    assert SECRET not in said
    assert "•••" in said
    assert ("page" in said) == ("page" in line)


@pytest.mark.parametrize("secret", ["abcd efgh ijkl mnop", "tide, and }time& table", "ebb'n'flow"])
def test_a_secret_in_quotes_is_left_out_whole(secret):
    said = logs.redact(json.dumps({"application_password": secret, "page": 2}))
    assert not [part for part in secret.split() if part in said]
    assert json.loads(said)["page"] == 2


def test_words_about_secrets_are_left_alone():
    for line in ("the token was refused", "tokens: 5 left", "secretary=Ada Lovelace", "no password is stored"):
        assert logs.redact(line) == line
