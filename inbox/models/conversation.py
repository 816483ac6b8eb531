"""A conversation: one thread between one person and one account, and what is known about where it stands."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse

from connectors.capabilities import PRIVATE_KINDS, Kind
from inbox.models.account import ChannelAccount
from inbox.models.choices import Exit, Lane, Origin, Outcome, Reason, Status
from inbox.models.person import Identity
from inbox.models.workspace import Workspace

WAITING = "waiting"
# What a conversation that is neither waiting nor closed counts as; anything not named here counts as waiting.
OUTCOME_OF: dict[str, str] = {
    Reason.ANSWERED_HERE.value: Outcome.ANSWERED.value,
    Reason.ANSWERED_ON_PLATFORM.value: Outcome.ANSWERED_ON_PLATFORM.value,
    Reason.CERTAIN_SPAM.value: Outcome.NO_REPLY_NEEDED.value,
    Reason.GONE.value: Outcome.GONE.value,
}
# Lanes beside the queue in which somebody waits because of what triage or a rule said of them.
EXIT_LANES = {Lane.ACKNOWLEDGE.value: Exit.ASKS_NOTHING.value, Lane.SET_ASIDE.value: Exit.SET_ASIDE.value}
# The reasons that are an exit of their own; whatever else does not wait, a person closed.
EXIT_REASONS = (
    Reason.ANSWERED_HERE,
    Reason.ANSWERED_ON_PLATFORM,
    Reason.CLOSING_THANKS,
    Reason.CERTAIN_SPAM,
    Reason.GONE,
)


class Post(models.Model):
    """What a conversation hangs under: a post of ours or of somebody else."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="posts")
    external_id = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    author_name = models.CharField(max_length=300, blank=True)
    is_ours = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    permalink = models.URLField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "external_id"], name="post_once_in_account")]

    def __str__(self) -> str:
        return self.text[:60]


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def waiting(self) -> "ConversationQuerySet":
        """Those whose turn it is, whoever they are: the agents' queue, in its order."""
        return self.filter(is_waiting=True, lane=Lane.QUEUE, status=Status.OPEN).order_by("turn_at", "pk")


class Conversation(models.Model):
    """One thread between one person and one account. Under a busy post every commenter has their own.

    Two facts are kept apart and both are always known: whether somebody waits for us (`is_waiting`), and since when the
    last wait began (`waiting_since`, which answering or closing never erases).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="conversations")
    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="conversations")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="conversations")
    thread_id = models.CharField(max_length=300)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="conversations")

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    lane = models.CharField(max_length=20, choices=Lane.choices, default=Lane.QUEUE)
    is_waiting = models.BooleanField(default=True)
    waiting_since = models.DateTimeField()
    turn_at = models.DateTimeField()
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_conversations"
    )
    # Whose turn it was drawn for by "answer next", until when: nobody else gets it meanwhile.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField(max_length=30, choices=Outcome.choices, null=True, blank=True)
    outcome_reason = models.CharField(max_length=200, blank=True)
    outcome_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # The person said so themselves ("thanks, that worked"), which silence never is.
    closed_by_customer = models.BooleanField(default=False)
    # A person closed it with everything up to here in view; triage does not raise that again by itself.
    settled_through = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    # A person put it back into the queue: what was answered before then does not take it out again.
    reopened_at = models.DateTimeField(null=True, blank=True)
    # A person said this is no spam; triage does not say so again.
    is_spam_overruled = models.BooleanField(default=False)

    # The rule that chose the lane it waits in; a person said that rules are not to do that again.
    lane_rule = models.ForeignKey("inbox.Rule", models.SET_NULL, null=True, blank=True, related_name="+")
    is_rule_overruled = models.BooleanField(default=False)
    tags = models.ManyToManyField("inbox.Tag", through="inbox.ConversationTag", related_name="conversations")

    reason = models.CharField(max_length=30, choices=Reason.choices, default=Reason.WAITING)
    # Moments in it stand as {ISO 8601} (inbox.verdict.Verdict).
    evidence = models.TextField(blank=True)
    policy_version = models.CharField(max_length=20, blank=True)
    # Why its turn comes before its wait says; empty where it does not.
    turn_why = models.TextField(blank=True)
    # How often they asked again since the wait began.
    asked_again = models.PositiveSmallIntegerField(default=0)
    # When we last only sent them elsewhere, while nothing has come of it.
    deflected_at = models.DateTimeField(null=True, blank=True)

    # What the person's words show (triage.signals): of what is open the most pressing, else of the last.
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind], blank=True)
    language = models.CharField(max_length=8, blank=True)
    mood = models.CharField(max_length=8, blank=True)
    is_complaint = models.BooleanField(default=False)
    urgency = models.CharField(max_length=20, blank=True)
    moment = models.CharField(max_length=20, blank=True)

    # The person's own messages began here; first response time counts from it.
    opened_at = models.DateTimeField()
    first_response_at = models.DateTimeField(null=True, blank=True)
    first_response_origin = models.CharField(max_length=20, choices=Origin.choices, null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_origin = models.CharField(max_length=20, choices=Origin.choices, null=True, blank=True)

    # The clock that runs now (ResponseClock): when somebody is warned, when the answer is due, and what is to be told next.
    response_warn_at = models.DateTimeField(null=True, blank=True)
    response_due_at = models.DateTimeField(null=True, blank=True)
    alarm_at = models.DateTimeField(null=True, blank=True)

    # Denormalised for the list: it shows fifty of these and reads no messages.
    last_message_at = models.DateTimeField()
    last_inbound_at = models.DateTimeField()
    preview = models.CharField(max_length=200, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    # When the platform is to be asked what this hangs under; None where nothing has to be asked any more.
    context_due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Promise 4, every ending is accounted for: each conversation is exactly one of these, and the database says which.
    disposition = models.GeneratedField(
        expression=models.Case(
            models.When(is_waiting=True, then=models.Value(WAITING)),
            models.When(outcome__isnull=False, then=models.F("outcome")),
            *(models.When(reason=reason, then=models.Value(outcome)) for reason, outcome in OUTCOME_OF.items()),
            default=models.Value(WAITING),
        ),
        output_field=models.CharField(max_length=30),
        db_persist=True,
    )
    # Why it does not stand in the queue; empty where it does.
    exit = models.GeneratedField(
        expression=models.Case(
            *(
                models.When(is_waiting=True, lane=lane, then=models.Value(way_out))
                for lane, way_out in EXIT_LANES.items()
            ),
            models.When(is_waiting=True, then=models.Value("")),
            models.When(reason__in=[reason.value for reason in EXIT_REASONS], then=models.F("reason")),
            default=models.Value(Exit.SETTLED.value),
        ),
        output_field=models.CharField(max_length=30),
        db_persist=True,
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "thread_id", "identity"], name="conversation_once"),
            models.CheckConstraint(name="conversation_status", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(name="conversation_lane", condition=models.Q(lane__in=Lane.values)),
            models.CheckConstraint(name="conversation_reason", condition=models.Q(reason__in=Reason.values)),
            models.CheckConstraint(
                name="conversation_outcome",
                condition=models.Q(outcome=None) | models.Q(outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="conversation_closed_has_outcome",
                condition=models.Q(status=Status.CLOSED, outcome__isnull=False, closed_at__isnull=False)
                | (~models.Q(status=Status.CLOSED) & models.Q(outcome=None, closed_at=None)),
            ),
            models.CheckConstraint(
                name="conversation_waits_while_open",
                condition=models.Q(is_waiting=False) | models.Q(status__in=[Status.OPEN, Status.SNOOZED]),
            ),
            models.CheckConstraint(
                name="conversation_snoozed_until",
                condition=models.Q(status=Status.SNOOZED, snoozed_until__isnull=False)
                | (~models.Q(status=Status.SNOOZED) & models.Q(snoozed_until=None)),
            ),
            models.CheckConstraint(
                # A lead's rule may put a turn back by so much, and by no more.
                name="conversation_turn_bounded",
                condition=models.Q(turn_at__lte=models.F("waiting_since") + timedelta(hours=6)),
            ),
        ]
        indexes = [
            # The queue page and "answer next": keyset over (turn_at, id).
            models.Index(
                fields=["workspace", "turn_at", "id"],
                name="conversation_queue",
                condition=models.Q(is_waiting=True, lane=Lane.QUEUE, status=Status.OPEN),
            ),
            # "Mine".
            models.Index(
                fields=["assignee", "turn_at", "id"],
                name="conversation_mine",
                condition=models.Q(is_waiting=True, lane=Lane.QUEUE, status=Status.OPEN),
            ),
            # What somebody holds, to give it back.
            models.Index(
                fields=["claimed_by"], name="conversation_claimed", condition=models.Q(claimed_by__isnull=False)
            ),
            # The other lists, newest word first: answered, snoozed, closed.
            models.Index(fields=["workspace", "status", "-last_message_at", "-id"], name="conversation_by_status"),
            # The wall of the longest unheard.
            models.Index(
                fields=["workspace", "waiting_since", "id"],
                name="conversation_longest",
                condition=models.Q(is_waiting=True),
            ),
            # The list of what asks for nothing.
            models.Index(
                fields=["workspace", "turn_at", "id"],
                name="conversation_acknowledge",
                condition=models.Q(is_waiting=True, lane=Lane.ACKNOWLEDGE, status=Status.OPEN),
            ),
            # The list of what rules set aside.
            models.Index(
                fields=["workspace", "turn_at", "id"],
                name="conversation_set_aside",
                condition=models.Q(is_waiting=True, lane=Lane.SET_ASIDE, status=Status.OPEN),
            ),
            # Who is due an answer soon, or overdue.
            models.Index(
                fields=["workspace", "response_warn_at"],
                name="conversation_due",
                condition=models.Q(is_waiting=True, lane=Lane.QUEUE, response_warn_at__isnull=False),
            ),
            # The sweep that tells of it.
            models.Index(fields=["alarm_at"], name="conversation_alarm", condition=models.Q(alarm_at__isnull=False)),
            # The audit page: everything that is not in the queue, by reason.
            models.Index(
                fields=["workspace", "exit", "-last_message_at", "-id"],
                name="conversation_exit",
                condition=~models.Q(exit=""),
            ),
            # Whether somebody who was sent elsewhere got their answer there.
            models.Index(
                fields=["account", "identity"],
                name="conversation_deflected",
                condition=models.Q(is_waiting=True, deflected_at__isnull=False),
            ),
            # The spam lane.
            models.Index(
                fields=["workspace", "-last_message_at", "-id"],
                name="conversation_spam",
                condition=models.Q(lane=Lane.SPAM),
            ),
            # The lead's page: everything received in a period.
            models.Index(fields=["workspace", "opened_at"], name="conversation_received"),
            # The sweep that asks what conversations hang under.
            models.Index(
                fields=["account", "id"],
                name="conversation_bare",
                condition=models.Q(post=None, context_due_at__isnull=False),
            ),
            # The list of what nobody answered before the account came here.
            models.Index(
                fields=["workspace", "turn_at", "id"],
                name="conversation_backlog",
                condition=models.Q(is_waiting=True, lane=Lane.BACKLOG, status=Status.OPEN),
            ),
            # The sweep that closes after silence.
            models.Index(
                fields=["last_message_at"],
                name="conversation_silent",
                condition=models.Q(status=Status.WAITING_ON_CUSTOMER),
            ),
            # The sweep that wakes the snoozed.
            models.Index(
                fields=["snoozed_until"], name="conversation_snoozed", condition=models.Q(status=Status.SNOOZED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identity} · {self.preview[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("conversation_detail", args=[self.pk])

    def lane_in(self, backlog_before: datetime | None) -> Lane:
        """The lane it waits in: beside today's work where the person last wrote before the account's backlog begins, and nobody
        here has taken it up."""
        is_old = backlog_before is not None and self.last_inbound_at < backlog_before
        return Lane.BACKLOG if is_old and not self.assignee_id and not self.reopened_at else Lane.QUEUE

    def is_claim_over(self, now: datetime) -> bool:
        """Whether nobody holds it any more who once did."""
        return self.claimed_until is None or self.claimed_until <= now

    @property
    def is_private(self) -> bool:
        return self.kind in PRIVATE_KINDS

    def has_waited(self, now: datetime) -> float:
        """Seconds since the wait began."""
        return (now - self.waiting_since).total_seconds()
