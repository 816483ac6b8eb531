"""The people of a page: who wrote, under which name, and (kept apart, for reports alone) to how many they speak."""

from datetime import datetime

from connectors.items import Author, Item
from inbox.audience.models import Audience
from inbox.bulk import update_rows
from inbox.models import ChannelAccount, Contact, Identity, Message


def author_key(account: ChannelAccount, item: Item) -> str:
    """Who wrote an item; of unknown authors, each has an identity of their own.

    Where every server counts its people by itself, the same number on two servers is two people.
    """
    key = item.author.external_id if item.author else f"unknown:{item.external_id}"
    return f"{account.server}/{key}" if account.server else key


def store_identities(account: ChannelAccount, items: list[Item], now: datetime) -> dict[str, Identity]:
    """The identity of each item's author by `author_key`; new people begin, changed names follow, audiences are noted apart."""
    authors: dict[str, Author | None] = {author_key(account, item): item.author for item in items}
    found = Identity.objects.filter(
        workspace_id=account.workspace_id, platform=account.platform, external_id__in=authors
    ).select_related("contact")
    identities = {identity.external_id: identity for identity in found}
    missing = sorted(set(authors) - set(identities))
    if missing:
        contacts = Contact.objects.bulk_create(
            Contact(workspace_id=account.workspace_id, name=_name(authors[key])) for key in missing
        )
        # Two accounts of one workspace can meet the same new person at once: the second finds the first one's row.
        created = Identity.objects.bulk_create(
            [
                Identity(
                    workspace_id=account.workspace_id,
                    contact=contact,
                    platform=account.platform,
                    external_id=key[:300],
                    handle=_handle(authors[key]),
                    name=_name(authors[key]),
                    is_unknown=authors[key] is None,
                )
                for key, contact in zip(missing, contacts, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["workspace", "platform", "external_id"],
            update_fields=["handle", "name"],
        )
        identities |= dict(zip(missing, created, strict=True))
    renamed = []
    for key, author in authors.items():
        identity = identities[key]
        name, handle = _name(author) or identity.name, _handle(author) or identity.handle
        if (identity.name, identity.handle) != (name, handle):
            identity.name, identity.handle = name, handle
            renamed.append((identity.pk, name, handle))
    update_rows(Identity, ["name", "handle"], renamed)
    figures = {
        identities[key].pk: author.audience for key, author in authors.items() if author and author.audience is not None
    }
    Audience.objects.record(figures, now)
    return identities


def learn_authors(account: ChannelAccount, pairs: list[tuple[Message, Item]], now: datetime) -> None:
    """Of messages whose author nobody had told us: who it was after all. Their conversations become that person's.

    Where the person has a conversation in the same thread already, the message alone is known to be theirs.
    """
    told = {message.identity_id: (message, item) for message, item in pairs if item.author and not item.is_ours}
    unknown = Identity.objects.filter(pk__in=[key for key in told if key], is_unknown=True)
    for identity in unknown:
        message, item = told[identity.pk]
        known = store_identities(account, [item], now)[author_key(account, item)]
        message.identity = known
        message.save(update_fields=["identity"])
        of_unknown = account.conversations.filter(identity=identity)
        threads = account.conversations.filter(identity=known).values_list("thread_id", flat=True)
        of_unknown.exclude(thread_id__in=list(threads)).update(identity=known)


def _name(author: Author | None) -> str:
    return author.name[:300] if author else ""


def _handle(author: Author | None) -> str:
    return author.handle[:300] if author else ""
