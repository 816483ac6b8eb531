"""Who may open what: one table of every address and every kind of person. What isn't yours is 404, a right you lack is 403."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from inbox.models import Gap, GapKind, Message, Receipt, Reply, ReplyStatus, Review, Rule, SlaPolicy, Team, User

pytestmark = pytest.mark.django_db

SIGN_IN = "to sign-in"
HERE = 302  # done, and back to a page of ours


class Address(NamedTuple):
    """An address, and what each person gets there. `stranger`: an admin of another company. `nobody`: of no company at all."""

    method: str
    name: str
    anonymous: Any
    agent: Any
    lead: Any
    admin: Any
    stranger: Any
    nobody: Any
    args: dict[str, Any] = {}
    data: dict[str, Any] = {}


# fmt: off
TABLE = [
    #       method  name                   anonymous agent lead  admin stranger nobody
    Address("GET",  "account_login",       200,      HERE, HERE, HERE, HERE,    HERE),
    Address("GET",  "account_inactive",    200,      200,  200,  200,  200,     200),
    Address("GET",  "account_logout",      SIGN_IN,  200,  200,  200,  200,     200),
    Address("POST", "account_logout",      SIGN_IN,  SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
    Address("GET",  "home",                SIGN_IN,  HERE, HERE, HERE, HERE,    403),
    Address("GET",  "navigation",          SIGN_IN,  200,  200,  200,  200,     403),
    Address("GET",  "conversation_list",   SIGN_IN,  200,  200,  200,  200,     403, {"view": "queue"}),
    Address("GET",  "conversation_list",   SIGN_IN,  404,  404,  404,  404,     403, {"view": "nonsense"}),
    Address("GET",  "conversation_detail", SIGN_IN,  200,  200,  200,  404,     403, {"pk": "conversation"}),
    Address("POST", "conversation_next",   SIGN_IN,  HERE, HERE, HERE, HERE,    403),
    Address("POST", "conversation_hold",   SIGN_IN,  200,  200,  200,  404,     403, {"pk": "conversation"}),
    Address("POST", "conversation_give_back", SIGN_IN, HERE, HERE, HERE, 404,   403, {"pk": "conversation"}),
    Address("POST", "reply_create",        SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}, {"text": "At nine.", "seen": "message"}),
    Address("POST", "reply_length",        SIGN_IN,  200,  200,  200,  404,     403, {"pk": "conversation"}, {"text": "At nine."}),
    Address("POST", "note_create",         SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}, {"text": "He wrote twice."}),
    Address("POST", "conversation_assign", SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}, {"to": "me"}),
    Address("POST", "conversation_close",  SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}, {"outcome": "acknowledged"}),
    Address("POST", "conversation_reopen", SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}),
    Address("POST", "conversation_snooze", SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "conversation"}, {"hours": "4"}),
    Address("POST", "reply_retry",         SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "reply"}),
    Address("POST", "reply_take_back",     SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "reply"}),
    Address("POST", "message_act",         SIGN_IN,  HERE, HERE, HERE, 404,     403, {"pk": "message"}, {"action": "unlike"}),
    Address("POST", "message_act",         SIGN_IN,  422,  422,  422,  404,     403, {"pk": "message"}, {"action": "nonsense"}),
    Address("GET",  "attachment",          SIGN_IN,  200,  200,  200,  404,     403, {"pk": "mail", "part": 0}),
    Address("GET",  "attachment",          SIGN_IN,  404,  404,  404,  404,     403, {"pk": "mail", "part": 1}),
    Address("GET",  "coverage",            SIGN_IN,  403,  200,  200,  200,     403),
    Address("GET",  "longest_unheard",     SIGN_IN,  403,  200,  200,  200,     403),
    Address("GET",  "coverage_list",       SIGN_IN,  403,  200,  200,  200,     403, {"disposition": "waiting"}),
    Address("GET",  "coverage_list",       SIGN_IN,  403,  404,  404,  404,     403, {"disposition": "nonsense"}),
    Address("GET",  "rule_list",           SIGN_IN,  403,  200,  200,  200,     403),
    Address("GET",  "rule_create",         SIGN_IN,  403,  200,  200,  200,     403),
    Address("POST", "rule_create",         SIGN_IN,  403,  422,  422,  422,     403, {}, {"name": ""}),
    Address("GET",  "rule_change",         SIGN_IN,  403,  200,  200,  404,     403, {"pk": "rule"}),
    Address("POST", "rule_change",         SIGN_IN,  403,  422,  422,  404,     403, {"pk": "rule"}, {"name": ""}),
    Address("POST", "rule_delete",         SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "rule"}),
    Address("POST", "rule_switch",         SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "rule"}),
    Address("POST", "rule_move",           SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "rule"}),
    Address("GET",  "sla_list",            SIGN_IN,  403,  200,  200,  200,     403),
    Address("GET",  "sla_policy_create",   SIGN_IN,  403,  200,  200,  200,     403),
    Address("POST", "sla_policy_create",   SIGN_IN,  403,  422,  422,  422,     403, {}, {"name": ""}),
    Address("GET",  "sla_policy_change",   SIGN_IN,  403,  200,  200,  404,     403, {"pk": "policy"}),
    Address("POST", "sla_policy_change",   SIGN_IN,  403,  422,  422,  404,     403, {"pk": "policy"}, {"name": ""}),
    Address("POST", "sla_policy_delete",   SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "policy"}),
    Address("GET",  "hours_change",        SIGN_IN,  403,  200,  200,  200,     403, {"team": 0}),
    Address("GET",  "hours_change",        SIGN_IN,  403,  200,  200,  404,     403, {"team": "team"}),
    Address("POST", "hours_change",        SIGN_IN,  403,  422,  422,  404,     403, {"team": "team"}, {"zone": "nonsense"}),
    Address("POST", "hours_delete",        SIGN_IN,  403,  HERE, HERE, 404,     403, {"team": "team"}),
    Address("GET",  "audit",               SIGN_IN,  403,  200,  200,  200,     403),
    Address("GET",  "audit_list",          SIGN_IN,  403,  200,  200,  200,     403, {"way_out": "answered_here"}),
    Address("GET",  "audit_list",          SIGN_IN,  403,  404,  404,  404,     403, {"way_out": "nonsense"}),
    Address("POST", "audit_draw",          SIGN_IN,  403,  HERE, HERE, HERE,    403, {"way_out": "answered_here"}),
    Address("POST", "audit_draw",          SIGN_IN,  403,  404,  404,  404,     403, {"way_out": "settled"}),
    Address("POST", "review_agree",        SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "review"}),
    Address("POST", "review_overturn",     SIGN_IN,  403,  HERE, HERE, 404,     403, {"pk": "review"}),
    Address("GET",  "account_list",        SIGN_IN,  403,  403,  200,  200,     403),
    Address("GET",  "account_connect",     SIGN_IN,  403,  403,  200,  200,     403, {"platform": "x"}),
    Address("GET",  "account_connect",     SIGN_IN,  403,  403,  404,  404,     403, {"platform": "nonsense"}),
    Address("POST", "account_connect",     SIGN_IN,  403,  403,  422,  422,     403, {"platform": "x"}, {"access_token": ""}),
    Address("GET",  "account_detail",      SIGN_IN,  403,  403,  200,  404,     403, {"pk": "channel"}),
    Address("POST", "account_pause",       SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}),
    Address("POST", "account_resume",      SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}),
    Address("POST", "account_check_now",   SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}),
    Address("POST", "account_compare_now", SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}),
    Address("POST", "account_replay",      SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}, {"since": "2026-01-01", "until": "2027-01-01"}),
    Address("POST", "quarantine_replay",   SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel"}),
    Address("GET",  "receipt_list",        SIGN_IN,  403,  403,  200,  404,     403, {"pk": "channel"}),
    Address("POST", "receipt_replay",      SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "channel", "receipt": "receipt"}),
    Address("POST", "gap_accept",          SIGN_IN,  403,  403,  HERE, 404,     403, {"pk": "gap"}, {"text": "The platform keeps no more."}),
    # Machines: who they are is in the request's signature or token, not in a session.
    Address("GET",  "webhook",             400,      400,  400,  400,  400,     400, {"platform": "x", "key": "webhook key"}),
    Address("POST", "webhook",             403,      403,  403,  403,  403,     403, {"platform": "x", "key": "webhook key"}),
    Address("GET",  "webhook",             404,      404,  404,  404,  404,     404, {"platform": "x", "key": "nonsense"}),
    Address("POST", "webhook",             404,      404,  404,  404,  404,     404, {"platform": "x", "key": "nonsense"}),
    Address("POST", "webhook",             404,      404,  404,  404,  404,     404, {"platform": "facebook", "key": "webhook key"}),
    Address("GET",  "metrics",             404,      404,  404,  404,  404,     404),
]
# fmt: on
PEOPLE = ("anonymous", "agent", "lead", "admin", "stranger", "nobody")
# These show a form and take it.
FORMS = (
    "account_login",
    "account_logout",
    "account_connect",
    "rule_create",
    "rule_change",
    "sla_policy_create",
    "sla_policy_change",
    "hours_change",
)
MACHINES = ("webhook", "metrics")
POST_ONLY = [row for row in TABLE if row.method == "POST" and row.name not in (*FORMS, *MACHINES)]
GET_ONLY = [row for row in TABLE if row.method == "GET" and row.name not in (*FORMS, "home", "webhook")]


def label(row: Address) -> str:
    odd = [str(value) for value in (*row.args.values(), *row.data.values()) if value in ("nonsense", "facebook", 1)]
    return " ".join([row.method, row.name, *odd])


@pytest.fixture
def nobody(db):
    return User.objects.create_user("nora@example.org", "secret-word", name="Nora")


LETTER = b"""From: dora@example.org
To: hello@harbour.example
Message-ID: <1@example.org>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

My ticket.
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=ticket.pdf

%PDF-1.4
--b--
"""


@pytest.fixture
def things(channel, converse, answer, account_of, workspace):
    """One of everything an address can name."""
    conversation = converse()
    reply = answer(conversation, "At eight.")
    Reply.objects.filter(pk=reply.pk).update(status=ReplyStatus.FAILED, error_text="No.")
    stream = channel.streams.create(name="mentions", next_poll_at=timezone.now())
    facts = {"received_at": timezone.now(), "content_hash": "x"}
    receipt = Receipt.objects.create(
        id=1, account=channel, stream="mentions", raw="{}", state="quarantined", reason="No id.", **facts
    )
    mailbox = account_of(workspace, "hello@harbour.example", platform="mail")
    raw = json.dumps({"rfc822": b64encode(LETTER).decode()})
    Receipt.objects.create(id=2, account=mailbox, stream="inbox", raw=raw, state="stored", **facts)
    mail = converse("My ticket.", account=mailbox).messages.get()
    Message.objects.filter(pk=mail.pk).update(receipt_id=2, media=[{"part": 0, "name": "ticket.pdf", "kind": "file"}])
    condition = {"field": "words", "relation": "any", "values": ["refund"]}
    rule = Rule.objects.create(
        workspace=workspace,
        name="Refunds",
        position=1,
        conditions=[condition],
        shift_minutes=60,
        changed_at=timezone.now(),
    )
    return {
        "rule": rule,
        "policy": SlaPolicy.objects.create(workspace=workspace, name="All", first_minutes=60),
        "team": Team.objects.create(workspace=workspace, name="Night desk"),
        "review": Review.objects.create(
            workspace=workspace, conversation=conversation, exit="set_aside", drawn_at=timezone.now()
        ),
        "channel": channel,
        "conversation": conversation,
        "message": conversation.messages.get(),
        "reply": reply,
        "receipt": receipt.id,
        "mail": mail,
        "gap": Gap.objects.create(
            stream=stream, kind=GapKind.TRUNCATED, text="?", opened_at=timezone.now(), last_seen_at=timezone.now()
        ),
        "webhook key": channel.webhook_key,
    }


def named(things, values):
    """The values of a row, where they name a thing: its key."""
    return {name: getattr(things.get(value, value), "pk", things.get(value, value)) for name, value in values.items()}


@pytest.fixture
def visit(request, signed_in, things):
    """One person goes to one address of the table."""

    def go(who, row, method="", **more):
        client = Client() if who == "anonymous" else signed_in(request.getfixturevalue(who))
        address = reverse(row.name, kwargs=named(things, row.args))
        return getattr(client, (method or row.method).lower())(address, named(things, row.data), **more)

    return go


def all_names() -> set[str]:
    """The name of every address there is."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.name
            else:
                yield from walk(pattern.url_patterns)

    return set(walk(get_resolver().url_patterns))


def test_every_address_stands_in_the_table():
    assert all_names() == {row.name for row in TABLE}


def outcome(response) -> Any:
    """What the table calls an answer."""
    is_to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    return SIGN_IN if is_to_sign_in else response.status_code


@pytest.mark.parametrize("row", TABLE, ids=label)
def test_everybody_gets_what_the_table_says(row, visit):
    found = {}
    for who in PEOPLE:
        with transaction.atomic():  # Each finds things as they were.
            found[who] = outcome(visit(who, row))
            transaction.set_rollback(True)
    assert found == {who: getattr(row, who) for who in PEOPLE}


def test_what_changes_something_cannot_be_fetched_and_what_is_read_cannot_be_posted_to(visit):
    for row in POST_ONLY:
        assert visit("admin", row, "GET").status_code == 405, row.name
        assert visit("anonymous", row, "GET").status_code == 302, row.name
    for row in GET_ONLY:
        assert visit("admin", row, "POST").status_code == 405, row.name


def test_what_changes_something_needs_a_token_against_forgery(things, admin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    for row in TABLE:
        if row.method == "POST" and row.name not in MACHINES:
            address = reverse(row.name, kwargs=named(things, row.args))
            assert client.post(address, row.data).status_code == 403, row.name


def test_a_refusal_leaves_everything_as_it_was(visit, things):
    for row in POST_ONLY:
        for who in ("anonymous", "stranger", "nobody"):
            visit(who, row)
    for row in POST_ONLY:
        if row.agent == 403:
            visit("agent", row)
            visit("lead", row)
    conversation, reply, channel, gap = (things[name] for name in ("conversation", "reply", "channel", "gap"))
    for thing in (conversation, reply, channel, gap):
        thing.refresh_from_db()
    assert conversation.status == "open"
    assert conversation.replies.count() == 1
    assert conversation.notes.count() == 0
    assert reply.status == "failed"
    assert channel.status == "active"
    assert gap.closed_at is None
    assert channel.streams.get().walks.count() == 0
    assert Receipt.objects.get(id=things["receipt"]).state == "quarantined"


def test_the_numbers_are_for_who_knows_the_token(settings, things, signed_in, admin):
    settings.METRICS_TOKEN = "let-me-read"
    address = reverse("metrics")
    for client in (Client(), signed_in(admin)):
        for said in ({}, {"authorization": "Bearer guessed"}, {"authorization": "Basic let-me-read"}):
            assert client.get(address, headers=said).status_code == 401
        response = client.get(address, headers={"authorization": "Bearer let-me-read"})
        assert response.status_code == 200
        assert "heard_gaps_open" in response.content.decode()


def test_an_attachment_is_a_download_whatever_it_is(visit):
    row = next(row for row in TABLE if row.name == "attachment")
    response = visit("agent", row)
    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="ticket.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_refusal_says_why(visit):
    coverage = next(row for row in TABLE if row.name == "coverage")
    queue = next(row for row in TABLE if row.name == "conversation_list")
    assert "“Team lead” and above" in visit("agent", coverage).content.decode()
    assert "You do not belong to a workspace yet" in visit("nobody", queue).content.decode()


@pytest.mark.parametrize(
    ("who", "place"),
    [("agent", "/inbox/queue/"), ("lead", "/coverage/"), ("admin", "/inbox/queue/"), ("stranger", "/accounts/")],
)
def test_everybodys_day_begins_where_their_work_is(visit, who, place):
    home = next(row for row in TABLE if row.name == "home")
    assert visit(who, home)["Location"] == place


def test_a_person_who_has_left_is_signed_out(signed_in, agent, workspace):
    client = signed_in(agent)
    User.objects.filter(pk=agent.pk).update(is_active=False)
    assert client.get(reverse("navigation"))["Location"].startswith(reverse("account_login"))


@pytest.fixture
def night_desk(workspace, account_of, converse, answer):
    """An account that only one team looks after, with a conversation and a reply that did not go out."""
    team = Team.objects.create(workspace=workspace, name="Night desk")
    account = account_of(workspace, "harbournight", team=team)
    conversation = converse("Is anybody awake?", by="Nils", account=account, ago=timedelta(days=1))
    reply = answer(conversation, "I am.")
    Reply.objects.filter(pk=reply.pk).update(status=ReplyStatus.FAILED)
    return {"team": team, "conversation": conversation, "reply": reply}


def _pages_that_show(client, conversation):
    """The lists, and the other pages, that lead to a conversation."""
    addresses = [reverse("conversation_list", kwargs={"view": view}) for view in ("queue", "mine", "undelivered")]
    wanted = f'href="{conversation.get_absolute_url()}'
    return [address for address in addresses if wanted in client.get(address).content.decode()]


def test_a_teams_account_is_out_of_sight_for_agents_outside_the_team(night_desk, workspace, signed_in, converse):
    outsider = User.objects.create_user("otto@harbour.example", "secret-word", name="Otto")
    outsider_client = signed_in(outsider)
    workspace.memberships.create(user=outsider, role="agent")
    conversation, reply = night_desk["conversation"], night_desk["reply"]
    elsewhere = converse("And by day?", by="Nils")
    assert _pages_that_show(outsider_client, conversation) == []
    detail = outsider_client.get(elsewhere.get_absolute_url())
    assert detail.status_code == 200
    assert "Is anybody awake?" not in detail.content.decode()
    assert '<span class="nav-count">1</span>' in outsider_client.get(reverse("navigation")).content.decode()
    assert outsider_client.get(conversation.get_absolute_url()).status_code == 404
    for name, thing in (("reply_create", conversation), ("note_create", conversation), ("reply_retry", reply)):
        assert outsider_client.post(reverse(name, args=[thing.pk]), {"text": "Hello"}).status_code == 404


@pytest.mark.parametrize("who", ["lead", "admin", "agent"])
def test_a_teams_account_is_in_sight_for_leads_and_for_the_team(request, night_desk, signed_in, who):
    user = request.getfixturevalue(who)
    if who == "agent":
        night_desk["team"].members.add(user)
    client, conversation = signed_in(user), night_desk["conversation"]
    assert reverse("conversation_list", kwargs={"view": "queue"}) in _pages_that_show(client, conversation)
    assert reverse("conversation_list", kwargs={"view": "undelivered"}) in _pages_that_show(client, conversation)
    assert client.get(conversation.get_absolute_url()).status_code == 200
    assert client.post(reverse("reply_take_back", args=[night_desk["reply"].pk])).status_code == 302


def test_nothing_of_one_workspace_shows_in_another(things, signed_in, stranger, other_workspace, account_of, converse):
    theirs = converse("Do your boats float?", by="Sven", account=account_of(other_workspace, "rivalboats"))
    client = signed_in(stranger)
    for view in ("queue", "undelivered"):
        page = client.get(reverse("conversation_list", kwargs={"view": view})).content.decode()
        assert things["conversation"].get_absolute_url() not in page
        assert (theirs.get_absolute_url() in page) == (view == "queue")
    accounts = client.get(reverse("account_list")).content.decode()
    assert things["channel"].get_absolute_url() not in accounts
    assert "@rivalboats" in accounts
    coverage = client.get(reverse("coverage_list", args=["received"])).content.decode()
    assert things["conversation"].get_absolute_url() not in coverage
    assert theirs.get_absolute_url() in coverage


def test_a_reply_cannot_point_at_a_message_of_another_conversation(signed_in, agent, converse):
    mine, other = converse(by="Ann"), converse(by="Ben")
    response = signed_in(agent).post(
        reverse("reply_create", args=[mine.pk]), {"text": "At nine.", "seen": other.messages.get().pk}
    )
    assert response.status_code == 422
    assert not Reply.objects.exists()
