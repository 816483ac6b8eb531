"""Tokens: unreadable in the database, still readable after the keys were changed, and nowhere in a log or on a page."""

import base64
import io
import json
import logging
import logging.config
from contextlib import contextmanager
from html import unescape

import pytest
import structlog
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import logs
from connectors.errors import ConnectorError
from connectors.registry import capabilities_of
from inbox.models import ChannelAccount, Gap, Receipt, ReplyAttempt, Walk
from inbox.secrets import CredentialKeyError, seal
from inbox.services import polling, second_look
from inbox.services.credentials import renew
from tests.conftest import PLAYED, USUAL, on

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def column(account) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM inbox_channelaccount WHERE id = %s", [account.pk])
        return bytes(cursor.fetchone()[0])


def read_again(account):
    return ChannelAccount.objects.get(pk=account.pk).credentials.open()


def test_a_token_cannot_be_read_in_the_database(channel):
    assert b"a-token" not in column(channel)
    assert b"access_token" not in column(channel)
    assert read_again(channel) == {"access_token": "a-token"}


def test_the_same_token_looks_different_each_time(workspace, account_of):
    assert column(account_of(workspace, "one")) != column(account_of(workspace, "two"))


def test_a_token_survives_a_change_of_keys_and_is_then_written_with_the_new_one(settings, workspace, account_of):
    settings.CREDENTIAL_KEYS = [OLD]
    account = account_of(workspace)
    settings.CREDENTIAL_KEYS = [NEW, OLD]
    assert read_again(account) == {"access_token": "a-token"}
    account.credentials = seal(read_again(account))
    account.save()
    settings.CREDENTIAL_KEYS = [NEW]
    assert read_again(account) == {"access_token": "a-token"}


def test_a_lost_key_says_what_is_missing_and_what_to_do(settings, workspace, account_of):
    settings.CREDENTIAL_KEYS = [OLD]
    account = account_of(workspace)
    settings.CREDENTIAL_KEYS = [NEW]
    with pytest.raises(CredentialKeyError, match="CREDENTIAL_KEYS lacks the key") as error:
        read_again(account)
    assert "Put the former key back" in str(error.value)
    assert OLD not in str(error.value)
    assert NEW not in str(error.value)


def test_a_lost_key_takes_the_account_out_of_reach_and_not_the_inbox(settings, converse, signed_in, agent):
    conversation = converse()
    settings.CREDENTIAL_KEYS = [NEW]
    browser = signed_in(agent)
    assert browser.get(reverse("conversation_list", kwargs={"view": "queue"})).status_code == 200
    assert browser.get(conversation.get_absolute_url()).status_code == 200


def test_secrets_keep_quiet_when_printed(channel):
    stored = ChannelAccount.objects.get()
    for thing in (stored.credentials, seal({"access_token": "a-token"}), stored.open(1).credentials):
        assert "a-token" not in f"{thing} {thing!r} {[thing]}"
        assert "gAAAA" not in f"{thing} {thing!r} {[thing]}"


def secrets_of(account):
    """What of an account's credentials must never be seen."""
    held = account.credentials.open()
    hidden = [field.name for field in account.capabilities.fields if field.is_secret]
    return [held[name] for name in hidden if held.get(name)]


# As whom and with what one signs in: over HTTP, and at a mail server with a password or a token.
SIGN_INS = ["{}:{}", "\0{}\0{}", "user={}\1auth=Bearer {}\1\1"]


def guises_of(account):
    """An account's secrets, and what they look like when somebody signs in with them."""
    secrets = secrets_of(account)
    users = [value for value in account.credentials.open().values() if value not in secrets]
    signs = (form.format(user, secret) for form in SIGN_INS for user in users for secret in secrets)
    return {*secrets, *(base64.b64encode(sign.encode()).decode() for sign in signs)}


@pytest.mark.parametrize("platform", PLAYED)
def test_no_page_shows_a_secret(connect, signed_in, admin, platform):
    account = connect(platform)
    browser = signed_in(admin)
    pages = [
        reverse("account_list"),
        account.get_absolute_url(),
        reverse("receipt_list", args=[account.pk]),
        reverse("account_connect", args=[platform]),
    ]
    secrets = secrets_of(account)
    assert secrets
    for page in pages:
        text = browser.get(page).content.decode()
        assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("platform", PLAYED)
def test_a_secret_that_was_refused_does_not_come_back_in_the_form(open_account, signed_in, admin, platform):
    facts = open_account(platform)
    hidden = {field.name for field in capabilities_of(platform).fields if field.is_secret}
    given = {name: "w-r-o-n-g" if name in hidden else value for name, value in facts["secrets"].items()}
    response = signed_in(admin).post(
        reverse("account_connect", args=[platform]), {**given, "base_url": facts["base_url"]}
    )
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert 'role="alert"' in page
    assert all(value in page for name, value in given.items() if name not in hidden)
    assert facts["base_url"] in page
    assert "w-r-o-n-g" not in page
    assert not ChannelAccount.objects.exists()


@pytest.mark.parametrize("platform", PLAYED)
def test_connecting_by_form_connects_and_keeps_the_secrets_from_sight(open_account, signed_in, admin, platform):
    facts = open_account(platform)
    form = {name: f"  {value} " for name, value in facts["secrets"].items()}
    response = signed_in(admin).post(
        reverse("account_connect", args=[platform]), {**form, "base_url": facts["base_url"]}, follow=True
    )
    account = ChannelAccount.objects.get()
    page = response.content.decode()
    assert "is connected" in page
    assert account.credentials.open() == facts["secrets"]
    assert not [secret for secret in secrets_of(account) if secret in page]
    assert {stream.name for stream in account.streams.all()} == {spec.name for spec in account.capabilities.streams}


TOKENS = [
    "AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid",
    "EAABwzLixnjYBO1a2b3c",
    "123456|abc-DEF_ghi.jkl~mno",
    "a/b+c==",
    "sandbox-x-Zk3_9",
]
LINES = [
    "Authorization: Bearer {}", "Headers: {{'User-Agent': 'x', 'Authorization': 'Bearer {}', 'X': '1'}}",
    "headers=[(b'Authorization', b'Bearer {}')]", "authorization: bearer {}",
    "GET https://graph.facebook.com/v26.0/me?access_token={}&fields=id", "Max retries exceeded with url: /me?fields=id&access_token={} (Caused by x)",
    '{{"access_token": "{}", "id": 1}}', "{{'access_token': '{}'}}", "params={{'fields': 'id', 'access_token': '{}'}}",
    "POST body: b'message=hi&access_token={}'", "appsecret_proof={}", "input_token={}&x=1", "client_secret={}", "refresh_token: {}",
    "postgres://heard:{}@db.example:5432/heard", "redis://:{}@127.0.0.1:6379/0",
    "https%3A%2F%2Fgraph.facebook.com%2Fme%3Faccess_token%3D{}",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_log_line_loses_its_secret_and_nothing_else(line):
    for token in TOKENS:
        secret = token if "://" not in line or "access_token" in line else token.replace("/", "_")
        said = logs.redact(line.format(secret))
        assert secret not in said
        assert "•••" in said
        before, after = line.format("\0").split("\0")
        assert said.startswith(before)
        assert said.endswith(after)


def test_a_line_without_a_secret_is_left_alone():
    for line in (
        "stream not read",
        "GET /v26.0/me?fields=id 200",
        "the token was refused",
        "https://example.org/a:b",
        "waits until 10:45:00",
    ):
        assert logs.redact(line) == line


@contextmanager
def listening(*, json_lines):
    """Everything that is logged at DEBUG: as it came, and as our formatter writes it."""
    configuration = logs.configure(json_lines=json_lines, level="DEBUG")
    formatter = logging.config.DictConfigurator(configuration).configure_formatter(configuration["formatters"]["line"])
    written, raw = io.StringIO(), []
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    handler.addFilter(lambda record: raw.append(record.getMessage()) or True)
    loggers = [logging.getLogger(name) for name in ("", *configuration["loggers"])]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        yield raw, written
    finally:
        logging.getLogger().removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@pytest.fixture(params=[*on(*USUAL), pytest.param("mail by token", marks=pytest.mark.full)])
def filled(request, connect):
    """An account with something in every secret field, those included that the sandbox has no use for."""
    platform, _, way = request.param.partition(" ")
    account = connect(platform)
    renew(account, now=timezone.now())  # The tokens of a session are fields, too.
    account.refresh_from_db()
    held = account.credentials.open()
    hidden = {field.name for field in account.capabilities.fields if field.is_secret}
    held |= {name: f"{name}-that-nobody-may-see" for name in hidden if not held.get(name)}
    if platform == "mail":
        # Where there is a token nobody signs in with the password. The sandbox takes the one for the other.
        held["access_token"] = held["password"] if way else ""
    account.credentials = seal(held)
    account.save()
    assert {name for name in hidden if held[name]} == hidden - ({"access_token"} if request.param == "mail" else set())
    return account


@pytest.mark.parametrize("json_lines", [True, False], ids=["json", "console"])
def test_nothing_that_is_logged_or_stored_holds_a_secret(
    filled, sandbox, writes, ask, answer, deliver, read_all, json_lines
):
    account = filled
    question = ask(account, writes(account.platform, "At what time?"))
    secrets = guises_of(account)
    webhook = reverse("webhook", args=[account.platform, account.webhook_key])
    log = logging.getLogger("tests.secrets")
    with listening(json_lines=json_lines) as (raw, written):
        for fault in (None, "down", "not_json", "server_error", "rate_limited", "not_permitted", "expired_token"):
            sandbox.control("DELETE", "faults")
            if fault:
                sandbox.fault(account.platform, fault)
            for verb in (account.open(5).check, lambda: account.open(5).fetch(account.streams.first().name, {})):
                try:
                    verb()
                except ConnectorError:
                    log.exception("the platform refused")
            deliver(answer(question, f"At nine ({fault})."))
            read_all(account)
            second_look.look_again(account, now=timezone.now())
            if account.capabilities.push:
                forged = Client().post(webhook, b"{}", content_type="application/json")
                assert forged.content == b""
    said = written.getvalue()
    assert "the platform refused" in said
    assert "stream not read" in said
    if account.platform == "x":
        token = account.credentials.open()["access_token"]
        assert any(token in line for line in raw), (
            "tweepy is known to log its headers; without that this test proves nothing"
        )
    account.refresh_from_db()
    secrets |= guises_of(account)
    assert not [secret for secret in secrets if secret in said]
    stored = [
        account.status_text,
        *account.streams.values_list("error_text", flat=True),
        *Walk.objects.values_list("error_text", flat=True),
        *Gap.objects.values_list("text", flat=True),
        *Receipt.objects.values_list("reason", flat=True),
        *Receipt.objects.values_list("raw", flat=True),
    ]
    stored += [text for reply in question.replies.all() for text in (reply.error_text, reply.text)]
    stored += ReplyAttempt.objects.values_list("outcome_text", flat=True)
    assert account.status_text
    assert any(stream.error_text for stream in account.streams.all())
    assert not [text for text in stored for secret in secrets if secret in text]


@pytest.mark.parametrize("json_lines", [True, False], ids=["json", "console"])
@pytest.mark.parametrize(
    "value",
    [
        "Bearer s3cret-token", {"Authorization": "Bearer s3cret-token"}, ["access_token=s3cret-token"], b"Bearer s3cret-token",
        ValueError("access_token=s3cret-token"), '{"access_token": "s3cret-token"}', {"body": '{"access_token": "s3cret-token"}'},
        'he sent "Bearer s3cret-token" twice',
    ],
    ids=["text", "mapping", "list", "bytes", "error", "json", "json inside", "quoted"],
)  # fmt: skip
def test_a_secret_inside_a_logged_value_is_found(json_lines, value):
    with listening(json_lines=json_lines) as (_raw, written):
        structlog.get_logger("tests.secrets").warning("odd answer", value=value)
        logging.getLogger("tests.secrets").warning("odd answer: %s", value)
    lines = [line for line in written.getvalue().splitlines() if "odd answer" in line]
    assert len(lines) == 2
    assert "s3cret-token" not in written.getvalue()
    if json_lines:
        assert all(json.loads(line)["level"] == "warning" for line in lines)


def test_a_json_line_is_json_with_its_fields():
    with listening(json_lines=True) as (_raw, written):
        structlog.get_logger("tests.secrets").warning("stream not read", stream=5, code="unavailable")
    [line] = [json.loads(line) for line in written.getvalue().splitlines() if "stream not read" in line]
    assert (line["stream"], line["code"], line["level"], line["event"]) == (
        5,
        "unavailable",
        "warning",
        "stream not read",
    )


def test_a_stream_of_an_account_whose_key_is_lost_is_noted_and_raises_nothing(settings, connect):
    account = connect("x")
    stream = account.streams.first()
    account.streams.update(next_poll_at=timezone.now())
    claimed = polling.claim_due(limit=5, now=timezone.now())
    settings.CREDENTIAL_KEYS = [NEW]
    assert stream.pk in claimed
    turn = polling.poll(stream.pk)
    assert "CREDENTIAL_KEYS" in turn.error
