"""The real network as a stage of the contract suite."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from connectors.capabilities import Action, Kind
from connectors.contract import Connector
from connectors.items import Credentials
from connectors.registry import open_connector
from tests.connectors.contract.stage import COMPANY, Ability, Entry, Signing
from tests.real.bluesky.network import Network

POSTS, LIKES, GATES = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.threadgate"
LONGEST = 3000  # Bytes of a post.
LONGEST_HANDLE = 11  # Of the eighteen letters before the dot, with room for a number.
# People who take turns where many write: an account takes a while to make.
TURNS = 5
WRITES_AT_ONCE = 100
_numbers = count(1)


@dataclass(frozen=True)
class Member:
    """Somebody with an account on the network."""

    did: str
    handle: str
    token: str


class Town:
    """The network and the customers on it, who stay from one stage to the next."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._customers: dict[str, Member] = {}

    def customer(self, name: str) -> Member:
        if name not in self._customers:
            self._customers[name] = self.join(name.lower().replace(" ", "-"), name)
        return self._customers[name]

    def join(self, handle: str, name: str) -> Member:
        """A new account with a profile. Its password is its handle."""
        handle = f"{handle[:LONGEST_HANDLE]}-{next(_numbers)}.test"
        facts = {"email": f"{handle}@example.com", "handle": handle, "password": handle}
        made = self.network.call("com.atproto.server.createAccount", facts)
        member = Member(made["did"], handle, made["accessJwt"])
        profile = {"$type": "app.bsky.actor.profile", "displayName": name}
        self.put(member, "app.bsky.actor.profile", "self", profile)
        return member

    def put(self, member: Member, collection: str, key: str, record: Mapping[str, Any]) -> None:
        body = {"repo": member.did, "collection": collection, "rkey": key, "record": record}
        self.network.call("com.atproto.repo.putRecord", body, token=member.token)

    def take_away(self, member: Member, collection: str, key: str) -> None:
        body = {"repo": member.did, "collection": collection, "rkey": key}
        self.network.call("com.atproto.repo.deleteRecord", body, token=member.token)

    def publish(self, member: Member, records: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
        """Posts of one person, in one commit for each hundred. Returns where they stand."""
        made: list[dict[str, str]] = []
        for begin in range(0, len(records), WRITES_AT_ONCE):
            writes = [
                {"$type": "com.atproto.repo.applyWrites#create", "collection": POSTS, "value": record}
                for record in records[begin : begin + WRITES_AT_ONCE]
            ]
            body = {"repo": member.did, "writes": writes}
            answer = self.network.call("com.atproto.repo.applyWrites", body, token=member.token)
            made += [{"uri": result["uri"], "cid": result["cid"]} for result in answer["results"]]
        return made

    def record(self, uri: str) -> dict[str, Any] | None:
        """A record as it stands; None where it was taken away."""
        _at, _empty, did, collection, key = uri.split("/")
        found = self.records(did, collection)
        return next((entry for entry in found if entry["uri"].endswith(f"/{key}")), None)

    def records(self, did: str, collection: str) -> list[dict[str, Any]]:
        listed = self.network.call("com.atproto.repo.listRecords", repo=did, collection=collection, limit=100)
        return list(listed["records"])


class NetworkStage:
    """A new account of the company's on a network that goes on."""

    name = "bluesky"
    platform = "bluesky"
    stream, own_stream = "mentions", "own_posts"
    kind = Kind.MENTION
    can = Ability(has_weather=False)
    signing: Signing | None = None

    def __init__(self, town: Town) -> None:
        self.town = town
        self.company = town.join("harbourline", COMPANY)
        self._writers: dict[str, Member] = {}
        self._nowhere = socket.socket()
        self._nowhere.bind(("127.0.0.1", 0))  # Bound and not listening: whoever knocks is refused.
        made = town.network.call("com.atproto.server.createAppPassword", {"name": "heard"}, token=self.company.token)
        self.settle()
        secrets = {"handle": self.company.handle, "app_password": made["password"]}
        self._credentials = self._connect(Credentials("", "", secrets, town.network.pds, 20.0))

    def _connect(self, credentials: Credentials) -> Credentials:
        connector = open_connector(self.platform, credentials)
        profile = connector.check()
        refreshed = connector.refresh()
        secrets = refreshed.secrets if refreshed else credentials.secrets
        return replace(credentials, external_id=profile.external_id, handle=profile.handle, secrets=secrets)

    def connector(self, timeout: float = 5.0, secrets: Mapping[str, str] | None = None) -> Connector:
        given = {**self._credentials.secrets, **(secrets or {})}
        # A whole network on a busy machine takes its time.
        return open_connector(self.platform, replace(self._credentials, secrets=given, timeout_seconds=timeout * 4))

    def unreachable(self) -> Connector:
        address = f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"
        return open_connector(self.platform, replace(self._credentials, base_url=address))

    def write(self, text: str, by: str = "Dora", under: str | None = None) -> str:
        return self._publish(self.town.customer(by), [self._record(text, under)])[0]

    def write_many(self, texts: Sequence[str], at: datetime | None = None) -> list[str]:
        begin = (at or datetime.now(UTC)) - timedelta(milliseconds=len(texts))
        records = [self._record(text, at=begin + timedelta(milliseconds=n)) for n, text in enumerate(texts)]
        ids = [""] * len(texts)
        for turn in range(min(TURNS, len(texts))):
            ids[turn::TURNS] = self._publish(self.town.customer(f"Person {turn}"), records[turn::TURNS], settle=False)
        self.settle()
        return ids

    def write_for(self, action: Action) -> str:
        """Only what stands under a post of ours can be hidden."""
        [post] = self.town.publish(self.company, [self._said("We sail again from Monday.")])
        # Two repositories are indexed side by side: an answer that comes before its post may be told to nobody.
        self.settle()
        return self.write("Is it open on Sunday?", under=post["uri"])

    def edit(self, external_id: str, text: str) -> str:
        found = self.town.record(external_id)
        assert found is not None
        names_us = f"@{self.company.handle} " if found["value"].get("facets") else ""
        record = {**found["value"], "text": f"{names_us}{text}"}
        self.town.put(self._writers[external_id], POSTS, external_id.rpartition("/")[2], record)
        self.settle()
        return external_id

    def delete(self, external_id: str) -> None:
        self.town.take_away(self._writers[external_id], POSTS, external_id.rpartition("/")[2])
        self.settle()

    def answer_natively(self, external_id: str, text: str) -> str:
        return self._publish(self.company, [self._said(text) | {"reply": self._reply_to(external_id)}])[0]

    def standing(self) -> list[Entry]:
        liked = {entry["value"]["subject"]["uri"] for entry in self.town.records(self.company.did, LIKES)}
        gates = self.town.records(self.company.did, GATES)
        hidden = {uri for gate in gates for uri in gate["value"].get("hiddenReplies", [])}
        theirs = [self.town.record(uri) for uri, writer in self._writers.items() if writer != self.company]
        ours = [entry for entry in self.town.records(self.company.did, POSTS) if entry["value"].get("reply")]
        return [
            Entry(
                external_id=entry["uri"],
                text=entry["value"]["text"],
                is_ours=entry["uri"].startswith(f"at://{self.company.did}/"),
                parent_id=entry["value"].get("reply", {}).get("parent", {}).get("uri"),
                is_hidden=entry["uri"] in hidden,
                is_liked=entry["uri"] in liked,
            )
            for entry in [*theirs, *reversed(ours)]
            if entry is not None
        ]

    def settle(self) -> None:
        self.town.network.settle()

    def fault(self, name: str, *, times: int | None = None, **how: object) -> None:
        raise AssertionError("the weather of a real network is its own")

    def clear_faults(self) -> None:
        raise AssertionError("the weather of a real network is its own")

    def signed(self, body: bytes, secret: str) -> dict[str, str]:
        raise AssertionError("Bluesky pushes nothing")

    def push_of(self, text: str) -> tuple[str, dict[str, str], bytes] | None:
        return None

    def _publish(self, writer: Member, records: Sequence[Mapping[str, Any]], *, settle: bool = True) -> list[str]:
        made = self.town.publish(writer, records)
        self._writers |= dict.fromkeys((reference["uri"] for reference in made), writer)
        if settle:
            self.settle()
        return [reference["uri"] for reference in made]

    def _record(self, text: str, under: str | None = None, at: datetime | None = None) -> dict[str, Any]:
        """A customer's post: an answer to ours, or one that names us."""
        if len(text.encode()) > LONGEST - 100:
            pytest.skip("longer than any post")
        reply = {"reply": self._reply_to(under)} if under else {}
        if under and under.startswith(f"at://{self.company.did}/"):
            return self._said(text, at) | reply
        name = f"@{self.company.handle}"
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": self.company.did}
        facet = {"index": {"byteStart": 0, "byteEnd": len(name)}, "features": [feature]}
        return self._said(f"{name} {text}", at) | reply | {"facets": [facet]}

    def _said(self, text: str, at: datetime | None = None) -> dict[str, Any]:
        written_at = (at or datetime.now(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"$type": POSTS, "text": text, "createdAt": written_at}

    def _reply_to(self, uri: str) -> dict[str, Any]:
        found = self.town.record(uri)
        assert found is not None
        above = found["value"].get("reply")
        parent = {"uri": uri, "cid": found["cid"]}
        return {"root": above["root"] if above else parent, "parent": parent}
