"""What the database itself refuses, whoever writes: each invariant broken once, each transition tried."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inbox.audience.models import Audience
from inbox.models import (
    ChannelAccount,
    Conversation,
    ConversationTag,
    Gap,
    Identity,
    Membership,
    Message,
    Note,
    Post,
    Receipt,
    Recheck,
    Reply,
    ReplyAttempt,
    ReplyStatus,
    ResponseClock,
    Review,
    Rule,
    RuleMatch,
    SlaPolicy,
    Status,
    Stream,
    Tag,
    Team,
    TeamHours,
    User,
    Walk,
    WalkItem,
    Window,
    Workspace,
    transitions,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def world(channel, converse, answer, agent, workspace):
    """One row of everything."""
    conversation = converse()
    reply = answer(conversation, "At nine.")
    ReplyAttempt.objects.create(reply=reply, number=1, began_at=NOW)
    stream = Stream.objects.create(account=channel, name="mentions", next_poll_at=NOW)
    walk = Walk.objects.create(stream=stream, kind="history", began_at=NOW, next_at=NOW)
    WalkItem.objects.create(walk=walk, external_id="5")
    Window.objects.create(stream=stream, began_at=NOW, ended_at=NOW)
    Gap.objects.create(stream=stream, kind="late", text="Found late.", opened_at=NOW, last_seen_at=NOW)
    Post.objects.create(account=channel, external_id="post-1")
    Note.objects.create(conversation=conversation, author=agent, text="Hm.", written_at=NOW)
    Team.objects.create(workspace=workspace, name="Night desk")
    Audience.objects.create(identity=conversation.identity, followers=5, observed_at=NOW)
    tag = Tag.objects.create(workspace=workspace, name="refund")
    rule = Rule.objects.create(workspace=workspace, name="Refunds", position=1, conditions=[], changed_at=NOW)
    ConversationTag.objects.create(conversation=conversation, tag=tag, tagged_at=NOW)
    RuleMatch.objects.create(rule=rule, conversation=conversation, matched_at=NOW)
    policy = SlaPolicy.objects.create(workspace=workspace, name="All", first_minutes=60, next_minutes=60)
    TeamHours.objects.create(workspace=workspace)
    Review.objects.create(workspace=workspace, conversation=conversation, exit="gone", drawn_at=NOW)
    facts = {"began_at": NOW, "warn_at": NOW, "due_at": NOW, "policy": policy}
    ResponseClock.objects.create(workspace=workspace, conversation=conversation, kind="first", state="running", **facts)
    Recheck.objects.create(conversation=conversation, asked_at=NOW)
    Receipt.objects.create(
        id=1, received_at=NOW, account=channel, stream="mentions", content_hash="x", raw="{}", state="stored"
    )


def again(model, **changes):
    """The one row of a model once more, with another key and `changes`."""
    row = model.objects.get()
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def other_text(model, field):
    """A copy whose own unique texts differ, so that only what is tested can fail."""
    return {field: f"{getattr(model.objects.get(), field)}-2"}


# Each constraint of the models, by name, and how to break it and nothing else.
BREAK = {
    "account_once_in_workspace": lambda: again(ChannelAccount, slug="2", webhook_key="2"),
    "account_status": lambda: ChannelAccount.objects.update(status="asleep"),
    "stream_once_in_account": lambda: again(Stream),
    "walk_one_running": lambda: again(Walk),
    "walk_kind": lambda: Walk.objects.update(kind="stroll"),
    "walk_state": lambda: Walk.objects.update(state="lost"),
    "window_runs_forward": lambda: Window.objects.update(ended_at=NOW - timedelta(seconds=1)),
    "gap_kind": lambda: Gap.objects.update(kind="wide"),
    "gap_closed_with_reason": lambda: Gap.objects.update(closed_at=NOW),
    "post_once_in_account": lambda: again(Post),
    "conversation_once": lambda: again(Conversation),
    "conversation_status": lambda: again(Conversation, thread_id="2", status="asleep", is_waiting=False),
    "conversation_lane": lambda: Conversation.objects.update(lane="fast"),
    "conversation_reason": lambda: Conversation.objects.update(reason="because"),
    "conversation_outcome": lambda: Conversation.objects.update(status="closed", outcome="fine", closed_at=NOW, is_waiting=False),
    "conversation_closed_has_outcome": lambda: Conversation.objects.update(status="closed", closed_at=NOW, is_waiting=False),
    "conversation_waits_while_open": lambda: Conversation.objects.update(status="waiting_on_customer"),
    "conversation_snoozed_until": lambda: Conversation.objects.update(status="snoozed"),
    "conversation_turn_bounded": lambda: Conversation.objects.update(turn_at=NOW + timedelta(days=1)),
    "message_once_in_account": lambda: again(Message),
    "message_origin": lambda: Message.objects.update(origin="robot"),
    "message_consumer_has_author": lambda: Message.objects.update(identity=None),
    "message_deleted_has_no_text": lambda: Message.objects.update(deleted_at=NOW),
    "tag_once_in_workspace": lambda: again(Tag, name="REFUND"),
    "conversation_tagged_once": lambda: again(ConversationTag),
    "rule_name_in_workspace": lambda: again(Rule),
    "rule_lane_is_looked_into": lambda: Rule.objects.update(lane="spam"),
    "rule_shift_bounded": lambda: Rule.objects.update(shift_minutes=361),
    "rule_matched_once": lambda: again(RuleMatch),
    "hours_once_a_team": lambda: again(TeamHours),
    "sla_policy_name_in_workspace": lambda: again(SlaPolicy),
    "sla_policy_promises_something": lambda: SlaPolicy.objects.update(first_minutes=None, next_minutes=None),
    "sla_policy_targets": lambda: SlaPolicy.objects.update(next_minutes=0),
    "sla_policy_warning": lambda: SlaPolicy.objects.update(warn_percent=0),
    "clock_once": lambda: again(ResponseClock, stopped_at=NOW, state="met"),
    "clock_one_running": lambda: again(ResponseClock, kind="next"),
    "clock_kind": lambda: ResponseClock.objects.update(kind="last"),
    "clock_state": lambda: ResponseClock.objects.update(state="asleep"),
    "review_one_pending": lambda: again(Review),
    "review_exit": lambda: Review.objects.update(exit="window"),
    "review_decision": lambda: Review.objects.update(decision="perhaps", decided_at=NOW),
    "review_decided_at": lambda: Review.objects.update(decision="agreed"),
    "inbox_recheck.conversation_id": lambda: Recheck.objects.bulk_create([Recheck(conversation=Conversation.objects.get(), asked_at=NOW)]),
    "note_has_text": lambda: Note.objects.update(text=""),
    "identity_once_in_workspace": lambda: again(Identity),
    "receipt_state": lambda: Receipt.objects.update(state="lost"),
    "reply_status": lambda: again(Reply, key="2", status="asleep"),
    "reply_sent_stands_somewhere": lambda: again(Reply, key="2", status="sent"),
    "reply_sending_is_claimed": lambda: Reply.objects.update(status="sending"),
    "reply_has_text": lambda: Reply.objects.update(text=""),
    "attempt_number": lambda: again(ReplyAttempt, finished_at=NOW),
    "attempt_one_live_per_reply": lambda: again(ReplyAttempt, number=2),
    "user_email_case_insensitive": lambda: again(User, email=User.objects.get().email.upper()),
    "team_name_in_workspace": lambda: again(Team),
    "membership_role": lambda: Membership.objects.update(role="owner"),
    "audience_not_negative": lambda: Audience.objects.update(followers=-1),
    # Single columns that are unique by themselves, by the column.
    "inbox_channelaccount.slug": lambda: again(ChannelAccount, external_id="2", webhook_key="2"),
    "inbox_channelaccount.webhook_key": lambda: again(ChannelAccount, external_id="2", slug="2"),
    "inbox_workspace.slug": lambda: again(Workspace),
    "inbox_user.email": lambda: again(User),
    "inbox_membership.user_id": lambda: again(Membership),
    "inbox_reply.key": lambda: again(Reply),
    "inbox_reply.message_id": lambda: (Reply.objects.update(message=Message.objects.get()), again(Reply, key="2")),
    "audience_audience.identity_id": lambda: again(Audience, pk=Identity.objects.get().pk),
}  # fmt: skip


def all_constraints() -> set[str]:
    names = set()
    for app in ("inbox", "audience"):
        for model in apps.get_app_config(app).get_models():
            names |= {constraint.name for constraint in model._meta.constraints}
            columns = [field for field in model._meta.local_concrete_fields if field.unique]
            own = [field for field in columns if field.get_internal_type() != "BigAutoField" and field.name != "pk"]
            names |= {f"{model._meta.db_table}.{field.column}" for field in own}
    return names


def test_every_constraint_is_tried():
    assert set(BREAK) == all_constraints()


@pytest.mark.parametrize("name", BREAK)
def test_the_database_refuses(world, name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAK[name]()
    broken = refusal.value.__cause__.diag.constraint_name
    table, _, column = name.rpartition(".")
    assert broken == name or (
        column and broken.startswith(f"{table}_") and (column in broken or broken.endswith("_pkey"))
    )


# What a conversation or a reply needs besides its status, to stand there.
CONVERSATION_AT = {
    Status.OPEN: {"is_waiting": True},
    Status.WAITING_ON_CUSTOMER: {"is_waiting": False},
    Status.SNOOZED: {"is_waiting": True, "snoozed_until": NOW},
    Status.CLOSED: {"is_waiting": False, "outcome": "acknowledged", "closed_at": NOW},
}
NOTHING = {"snoozed_until": None, "outcome": None, "closed_at": None}
REPLY_AT = {ReplyStatus.SENDING: {"claimed_until": NOW}, ReplyStatus.SENT: {"external_id": "5"}}


def _takes(rows, **step):
    """Whether the database lets rows take a step. It is undone afterwards."""
    try:
        with transaction.atomic():
            assert rows.update(**step) == 1
            transaction.set_rollback(True)
    except IntegrityError as error:
        if "no transition" not in str(error):
            raise
        return False
    return True


@pytest.mark.parametrize("old", Status)
def test_a_conversation_goes_only_where_the_table_says(converse, old):
    conversation = Conversation.objects.filter(pk=converse(**{**CONVERSATION_AT[old], "status": old}).pk)
    steps = {new for new in Status if _takes(conversation, **{**NOTHING, **CONVERSATION_AT[new], "status": new})}
    assert steps == {old} | transitions.CONVERSATION[old]


@pytest.mark.parametrize("old", ReplyStatus)
def test_a_reply_goes_only_where_the_table_says(converse, answer, old):
    answer(converse(), "At nine.")
    again(Reply, key="2", status=old, **REPLY_AT.get(old, {}))
    rows = Reply.objects.filter(key="2")
    steps = {
        new for new in ReplyStatus if _takes(rows, **{"claimed_until": None, "status": new, **REPLY_AT.get(new, {})})
    }
    assert steps == {old} | transitions.REPLY[old]


def test_plain_sql_is_held_to_the_table_too(converse):
    conversation = converse()
    with pytest.raises(IntegrityError, match="no transition"), connection.cursor() as cursor:
        cursor.execute("UPDATE inbox_conversation SET status = 'reopened' WHERE id = %s", [conversation.pk])


def test_the_databases_table_is_the_one_in_the_code():
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, old_status, new_status FROM inbox_transition")
        assert sorted(cursor.fetchall()) == [tuple(map(str, step)) for step in transitions.pairs()]


def test_the_models_and_the_migrations_say_the_same(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("facts", "disposition"),
    [
        ({}, "waiting"),
        ({"status": "snoozed", "snoozed_until": NOW}, "waiting"),
        ({"is_waiting": False, "reason": "certain_spam", "lane": "spam"}, "no_reply_needed"),
        ({"is_waiting": False, "status": "waiting_on_customer", "reason": "answered_here"}, "answered"),
        ({"is_waiting": False, "status": "waiting_on_customer", "reason": "answered_on_platform"}, "answered_on_platform"),
        ({"is_waiting": False, "reason": "gone"}, "gone"),
        ({"is_waiting": False, "reason": "settled"}, "waiting"),
        ({"is_waiting": False, "status": "closed", "closed_at": NOW, "outcome": "acknowledged", "reason": "gone"}, "acknowledged"),
    ],
)  # fmt: skip
def test_each_conversation_counts_as_one_thing_and_in_doubt_as_waiting(converse, facts, disposition):
    assert Conversation.objects.get(pk=converse(**facts).pk).disposition == disposition


def test_an_event_and_a_receipt_of_one_moment_are_two_rows(channel, converse):
    conversation = converse()
    for number in range(2):
        conversation.events.create(id=uuid.uuid4(), happened_at=NOW, kind="noted")
        Receipt.objects.create(
            id=number, received_at=NOW, account=channel, stream="s", content_hash="x", raw="", state="stored"
        )
    assert conversation.events.count() == Receipt.objects.count() == 2
