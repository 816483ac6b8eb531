"""What can be done with a message on its platform besides answering it: like, hide, approve, delete."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from connectors.capabilities import Action
from connectors.errors import ConnectorError, Gone, NeedsReauth, UnknownOutcome
from inbox import live
from inbox.models import EventKind, Message, User
from inbox.services import history
from inbox.services.credentials import outlived
from inbox.services.lifecycle import NotPossible, close_removed, mark_deleted

_FLAGS: dict[Action, dict[str, bool]] = {
    Action.LIKE: {"is_liked": True},
    Action.UNLIKE: {"is_liked": False},
    Action.HIDE: {"is_hidden": True},
    Action.UNHIDE: {"is_hidden": False},
    Action.APPROVE: {"is_hidden": False},
    Action.SPAM: {"is_hidden": True},
}
_DONE = {
    Action.LIKE: "liked",
    Action.UNLIKE: "took back the like of",
    Action.HIDE: "hid",
    Action.UNHIDE: "showed",
    Action.APPROVE: "approved",
    Action.SPAM: "marked as spam",
}


def act(message: Message, action: Action, *, user: User, now: datetime) -> None:
    """Do it on the platform, then note it here. Raises NotPossible, in words."""
    if action not in message.possible_actions():
        raise NotPossible("That cannot be done with this message.")
    account = message.account
    try:
        account.open(settings.PLATFORM_TIMEOUT_SECONDS).act(action, message.standing)
    except Gone:
        mark_deleted(message, now=now)
        raise NotPossible("It is no longer there: its author deleted it.") from None
    except NeedsReauth as error:
        raise NotPossible(str(outlived(account, error, now=now))) from error
    except UnknownOutcome as error:
        # The next look at the account's messages begins with it.
        Message.objects.filter(pk=message.pk).update(looked_at=None)
        label = account.capabilities.label
        raise NotPossible(
            f"Whether this was done nobody knows; look on the platform. {label} gave no clear answer."
        ) from error
    except ConnectorError as error:
        raise NotPossible(f"Nothing was changed. {error}") from error
    if action is Action.DELETE:
        mark_deleted(message, now=now, by=user)
        if message.is_inbound and message.conversation:
            close_removed(message.conversation, user=user, now=now)
        return
    with transaction.atomic():
        if flags := _FLAGS.get(action):
            Message.objects.filter(pk=message.pk).update(**flags)
        if message.conversation:
            history.record(message.conversation, EventKind.ACTED, now, actor=user, text=f"{_DONE[action]} a message")
            live.announce(message.conversation.workspace_id, [message.conversation.pk])
