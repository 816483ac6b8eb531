"""The stage on which the sandbox plays any platform, and the scenes: what each platform's customers do there."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.capabilities import Action, Kind
from connectors.contract import Connector
from connectors.items import Credentials
from connectors.registry import open_connector
from tests.conftest import Sandbox
from tests.connectors.contract import pushed
from tests.connectors.contract.stage import COMPANY, Ability, Entry, Signing

VARIANTS = ("wrong_types", "missing_id", "missing_text", "bad_created_at")
MAIL_VARIANTS = ("missing_id", "missing_text", "bad_created_at", "lone_surrogate", "nul")
HANDLE = "harbourline"


def able(**more: Any) -> Ability:
    return Ability(**{"oddities": VARIANTS, **more})


@dataclass(frozen=True)
class Scene:
    """What customers do on a platform, in the words of the sandbox's events.

    `event` is the kind of a customer's word and `answer` that of ours. `beneath`: the kind of the company's own post that
    customers write under, where they need one; `acted_under` the same, where they need none but some actions do. `follow`: the kind of
    a customer's answer to ours, where that is another than their first word's. `way`: by which way a message of a kind comes that
    comes by several.
    """

    platform: str
    stream: str
    own_stream: str
    kind: Kind
    event: str
    answer: str
    beneath: str = ""
    acted_under: str = ""
    follow: str = ""
    way: str = ""
    can: Ability = field(default_factory=able)
    signing: Signing | None = None

    @property
    def name(self) -> str:
        return f"{self.platform} {self.way or self.kind}"


PRIVATE = {"can_edit": False, "can_delete": False, "names_parents": False, "can_act": False}

# One a platform.
SCENES = (
    Scene("x", "mentions", "own_posts", Kind.MENTION, "mention", "mention", acted_under="post", can=able(keeps_ids_on_edit=False), signing=pushed.X),
    Scene("facebook", "comments", "comments", Kind.COMMENT, "comment", "comment", beneath="post", can=able(repeats_words=False), signing=pushed.META),
    Scene("instagram", "comments", "comments", Kind.COMMENT, "comment", "comment", beneath="post", can=able(page_size=50, can_edit=False), signing=pushed.META),
    Scene("mastodon", "mentions", "own_posts", Kind.MENTION, "mention", "mention", can=able(page_size=40, in_front="@dora ")),
    Scene("bluesky", "mentions", "own_posts", Kind.MENTION, "mention", "comment", acted_under="post"),
    Scene("mail", "inbox", "sent", Kind.MAIL, "mail", "mail", can=Ability(page_size=50, can_edit=False, can_delete=False, oddities=MAIL_VARIANTS)),
    Scene("wordpress", "comments", "comments", Kind.COMMENT, "comment", "comment", beneath="post"),
)  # fmt: skip

# Other kinds of message that come in otherwise, or can be answered otherwise.
OTHER_SCENES = (
    Scene("x", "direct_messages", "direct_messages", Kind.DIRECT_MESSAGE, "dm", "dm", can=able(**PRIVATE, rereads=4), signing=pushed.X),
    Scene("facebook", "visitor_posts", "comments", Kind.VISITOR_POST, "post", "comment", follow="comment", can=able(), signing=pushed.META),
    Scene("facebook", "direct_messages", "direct_messages", Kind.DIRECT_MESSAGE, "dm", "dm", can=able(**PRIVATE), signing=pushed.META),
    Scene("instagram", "direct_messages", "direct_messages", Kind.DIRECT_MESSAGE, "dm", "dm", can=able(**PRIVATE), signing=pushed.META),
    Scene("bluesky", "mentions", "own_posts", Kind.MENTION, "quote", "comment", beneath="post", follow="mention", way="quotes"),
    Scene("mastodon", "mentions", "own_posts", Kind.DIRECT_MESSAGE, "dm", "dm", can=able(page_size=40, in_front="@dora ")),
)  # fmt: skip


class SandboxStage:
    """One scene, on a sandbox that was emptied before."""

    def __init__(self, sandbox: Sandbox, scene: Scene) -> None:
        self.name, self.platform = scene.name, scene.platform
        self.stream, self.own_stream, self.kind = scene.stream, scene.own_stream, scene.kind
        self.can, self.signing = scene.can, scene.signing
        self._sandbox, self._scene = sandbox, scene
        account = sandbox.control("POST", "accounts", platform=scene.platform, handle=HANDLE, name=COMPANY)
        self._handle: str = account["handle"]
        self._aliases: dict[str, str] = {}
        self._numbers: Iterator[int] = iter(range(1, 1_000_000))
        self._nowhere = socket.socket()
        self._nowhere.bind(("127.0.0.1", 0))  # Bound and not listening: whoever knocks is refused.
        self._beneath = self._post() if scene.beneath else None
        secrets = account.get("secrets") or {"access_token": account["token"]}
        base_url = f"{sandbox.url}{account['base_url_path']}"
        self._credentials = self._connect(Credentials("", "", secrets, base_url, 5.0))

    def _connect(self, credentials: Credentials) -> Credentials:
        """As an admin connects an account: whose it is comes from the platform, and what it gives for the secrets is kept."""
        connector = open_connector(self.platform, credentials)
        profile = connector.check()
        refreshed = connector.refresh()
        secrets = refreshed.secrets if refreshed else credentials.secrets
        return replace(credentials, external_id=profile.external_id, handle=profile.handle, secrets=secrets)

    def connector(self, timeout: float = 5.0, secrets: Mapping[str, str] | None = None) -> Connector:
        given = {**self._credentials.secrets, **(secrets or {})}
        return open_connector(self.platform, replace(self._credentials, secrets=given, timeout_seconds=timeout))

    def unreachable(self) -> Connector:
        port = str(self._nowhere.getsockname()[1])
        away = {name: port for name in self._credentials.secrets if name.endswith("_port")}
        secrets = {**self._credentials.secrets, **away}
        base_url = self._credentials.base_url and f"http://127.0.0.1:{port}"
        return open_connector(self.platform, replace(self._credentials, secrets=secrets, base_url=base_url))

    def write(self, text: str, by: str = "Dora", under: str | None = None) -> str:
        event = self._event(text, by=by, under=self._aliases[under] if under else self._beneath)
        if under and self._scene.follow:
            event["kind"] = self._scene.follow
        return self._play([event])[0]

    def write_many(self, texts: Sequence[str], at: datetime | None = None) -> list[str]:
        events = [self._event(text, by=f"Person {number}", under=self._beneath) for number, text in enumerate(texts)]
        return self._play(events, at)

    def write_for(self, action: Action) -> str:
        beneath = self._beneath or (self._post() if self._scene.acted_under else None)
        return self._play([self._event("Is it open on Sunday?", by="Dora", under=beneath)])[0]

    def edit(self, external_id: str, text: str) -> str:
        alias = self._aliases[external_id]
        changed = self._sandbox.play({"edit": alias, "text": text, "platform": self.platform, "at": 0})[alias]
        self._aliases[changed] = alias
        return changed

    def delete(self, external_id: str) -> None:
        self._sandbox.play({"delete": self._aliases[external_id], "platform": self.platform, "at": 0})

    def answer_natively(self, external_id: str, text: str) -> str:
        answer = self._event(text, by="company", under=self._aliases[external_id])
        return self._play([answer | {"kind": self._scene.answer}])[0]

    def standing(self) -> list[Entry]:
        return [
            Entry(
                external_id=row["external_id"],
                text=row["text"],
                is_ours=row["is_company"],
                parent_id=row["parent"] if self.can.names_parents else None,
                is_hidden=row["hidden"],
                is_liked=bool(row.get("liked")),
                is_private=bool(row.get("is_private")),
            )
            for row in self._sandbox.items(self.platform, self._handle)
            if not row["deleted"] and not (row["alias"] or "").startswith("ours-")
        ]

    def settle(self) -> None:
        """The sandbox shows at once what was written."""

    def fault(self, name: str, *, times: int | None = None, **how: object) -> None:
        self._sandbox.fault(self.platform, name, times=times, **how)

    def clear_faults(self) -> None:
        self._sandbox.control("DELETE", "faults")

    def signed(self, body: bytes, secret: str) -> dict[str, str]:
        assert self.signing is not None
        return {self.signing.header: pushed.SIGNATURES[self.platform](body, secret)}

    def push_of(self, text: str) -> tuple[str, dict[str, str], bytes] | None:
        signing = self.signing
        assert signing is not None
        secrets = self._credentials.secrets
        with pushed.listening(self.connector()) as listener, suppress(TimeoutError):
            facts = {"platform": self.platform, "account": self._handle, "url": listener.url}
            self._sandbox.control("POST", "webhooks", **facts, secret=secrets[signing.key_field])
            written = self.write(text)
            headers, body = listener.next()
            return written, headers, body
        return None

    def _post(self) -> str:
        """A post of the company's for customers to write under, of some hours ago. Returns its alias."""
        kind = self._scene.beneath or self._scene.acted_under
        post = self._event("We sail again from Monday.", by="company", under=None) | {"kind": kind}
        post["id"] = f"ours-{post['id']}"
        self._play([post], datetime.now(UTC) - timedelta(days=30))
        return str(post["id"])

    def _event(self, text: str, *, by: str, under: str | None) -> dict[str, Any]:
        handle = by.lower().replace(" ", "_")
        author = None if by == "company" else {"id": handle, "handle": handle, "name": by}
        return {
            "at": 0,
            "platform": self.platform,
            "account": self._handle,
            "kind": self._scene.event,
            "id": f"e{next(self._numbers)}",
            "author": author,
            "reply_to": under,
            "text": text,
        }

    def _play(self, events: list[dict[str, Any]], at: datetime | None = None) -> list[str]:
        ids: dict[str, str] = {}
        for first in range(0, len(events), 400):
            ids |= self._sandbox.play(*events[first : first + 400], start=at.isoformat() if at else None)
        self._aliases |= {external_id: alias for alias, external_id in ids.items()}
        return [ids[event["id"]] for event in events]
