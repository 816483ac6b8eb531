"""The real blog as a stage of the contract suite."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.capabilities import Action, Kind
from connectors.contract import Connector
from connectors.items import Credentials
from connectors.registry import open_connector
from tests.connectors.contract.stage import Ability, Entry, Signing
from tests.real.wordpress.server import Blog

COMPANY_USER = "harbourline"
LONGEST = 65_535  # Bytes of the column a comment is kept in.


class BlogStage:
    """An emptied blog with one post. Visitors leave a name and a mail address."""

    name = "wordpress"
    platform = "wordpress"
    stream = own_stream = "comments"
    kind = Kind.COMMENT
    can = Ability(has_weather=False)
    signing: Signing | None = None

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        blog.tell("empty")
        self.post = str(blog.tell("post", post_title="We sail again", post_content="From Monday.")["id"])
        secrets = {"username": COMPANY_USER, "application_password": blog.passwords[COMPANY_USER]}
        asked = Credentials("", "", secrets, blog.url, 10.0)
        profile = open_connector(self.platform, asked).check()
        self._credentials = replace(asked, external_id=profile.external_id, handle=profile.handle)
        self._own_number = int(profile.external_id.partition("@")[0])
        self._nowhere = socket.socket()
        self._nowhere.bind(("127.0.0.1", 0))  # Bound and not listening: whoever knocks is refused.

    def connector(self, timeout: float = 5.0, secrets: Mapping[str, str] | None = None) -> Connector:
        given = {**self._credentials.secrets, **(secrets or {})}
        # A real blog on a busy machine takes its time.
        return open_connector(self.platform, replace(self._credentials, secrets=given, timeout_seconds=timeout * 4))

    def unreachable(self) -> Connector:
        address = f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"
        return open_connector(self.platform, replace(self._credentials, base_url=address))

    def write(self, text: str, by: str = "Dora", under: str | None = None) -> str:
        return self._write([{**self._visitor(by), "text": text, "parent": under}])[0]

    def write_many(self, texts: Sequence[str], at: datetime | None = None) -> list[str]:
        when = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if at else None
        return self._write([{**self._visitor(f"Person {n}"), "text": text, "at": when} for n, text in enumerate(texts)])

    def write_for(self, action: Action) -> str:
        return self.write("Is it open on Sunday?")

    def edit(self, external_id: str, text: str) -> str:
        self.blog.tell("edit", id=external_id, text=text)
        return external_id

    def delete(self, external_id: str) -> None:
        self.blog.tell("delete", id=external_id)

    def answer_natively(self, external_id: str, text: str) -> str:
        return self._write([{"text": text, "parent": external_id, "user": COMPANY_USER}])[0]

    def standing(self) -> list[Entry]:
        return [
            Entry(
                external_id=row["id"],
                text=row["text"],
                is_ours=row["user"] == self._own_number,
                parent_id=row["parent"] if row["parent"] != "0" else None,
                is_hidden=row["status"] != "1",
            )
            for row in self.blog.tell("standing")["comments"]
            if row["status"] not in ("trash", "post-trashed")
        ]

    def settle(self) -> None:
        """A blog shows at once what was written."""

    def fault(self, name: str, *, times: int | None = None, **how: object) -> None:
        raise NotImplementedError("a real blog has no weather on order")

    def clear_faults(self) -> None:
        """There are none."""

    def signed(self, body: bytes, secret: str) -> dict[str, str]:
        raise NotImplementedError("WordPress pushes nothing")

    def push_of(self, text: str) -> tuple[str, dict[str, str], bytes] | None:
        return None

    def _visitor(self, name: str) -> dict[str, str]:
        return {"name": name, "email": f"{name.lower().replace(' ', '.')}@visitor.example"}

    def _write(self, comments: list[dict[str, object]]) -> list[str]:
        if any(len(str(comment["text"]).encode()) > LONGEST for comment in comments):
            pytest.skip("WordPress keeps no comment that long")
        told = self.blog.tell("write", comments=[{"post": self.post, **comment} for comment in comments])
        return [str(number) for number in told["ids"]]
