"""How a test makes a platform live, whether the sandbox plays it or a real server does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from connectors.capabilities import Action, Kind
from connectors.contract import REREAD_AT_ONCE, Connector

COMPANY = "Harbour Line"


@dataclass(frozen=True)
class Entry:
    """One thing the platform holds, as whoever runs the platform sees it.

    `parent_id` None: this stage cannot tell. `is_private`: only its two parties see it.
    """

    external_id: str
    text: str
    is_ours: bool
    parent_id: str | None = None
    is_hidden: bool = False
    is_liked: bool = False
    is_private: bool = False


@dataclass(frozen=True)
class Ability:
    """What a stage and its platform can do, as data.

    `page_size`: the most the connector takes in one page; tests write a little more. `can_delete`: its writer can take a
    message away, and the platform tells. `keeps_ids_on_edit`: False where an edit is a new item that names the old ones.
    `oddities`: the variants of malformed items (sandbox/README.md) that this platform's wire can carry.
    `names_parents`: whether an answer says which message it answers, and not its thread alone. `can_act`: the
    actions of the capabilities are for messages of this kind, too. `rereads`: how many messages can be looked at again at
    once. `repeats_words`: whether it takes the same words from us again under the same post, a moment later. `in_front`: what
    the connector puts in front of a reply to Dora and the platform counts.
    """

    page_size: int = 100
    has_weather: bool = True
    can_backdate: bool = True
    can_edit: bool = True
    can_delete: bool = True
    keeps_ids_on_edit: bool = True
    names_parents: bool = True
    can_act: bool = True
    rereads: int = REREAD_AT_ONCE
    repeats_words: bool = True
    in_front: str = ""
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signing:
    """How a platform signs what it pushes, and proves that a webhook is ours.

    `key_field`: the connect field that holds the key. `header`: where the signature stands, in lower case. `challenge`: the
    platform's question, the fields of the account it takes, and the body it expects. `forged_challenges` must be refused.
    """

    key_field: str
    header: str
    challenge: Mapping[str, str]
    answer: str
    secrets: Mapping[str, str] = field(default_factory=dict)
    forged_challenges: Sequence[Mapping[str, str]] = ()


class Stage(Protocol):
    """One platform with one account of the company on it, empty at first but for what its customers write under.

    `stream` is where what a customer writes to the company comes in, as messages of `kind`; `own_stream` is where our own
    answers come in, and may be the same. All ids are those the connector's items bear.
    """

    name: str
    platform: str
    stream: str
    own_stream: str
    kind: Kind
    can: Ability
    signing: Signing | None

    def connector(self, timeout: float = 5.0, secrets: Mapping[str, str] | None = None) -> Connector:
        """A fresh connector each time: instances hold no state. `secrets` replace the account's own."""

    def unreachable(self) -> Connector:
        """A connector of the same account whose platform nobody can reach."""

    def write(self, text: str, by: str = "Dora", under: str | None = None) -> str:
        """A customer writes to the company, or answers what is named. Returns the id; what was written can be read by then."""

    def write_many(self, texts: Sequence[str], at: datetime | None = None) -> list[str]:
        """A customer each; `at` is the time the platform shows for them, where the stage can date things back."""

    def write_for(self, action: Action) -> str:
        """A customer's message with which `action` can be done."""

    def edit(self, external_id: str, text: str) -> str:
        """Its writer changes it. Returns the id it bears then."""

    def delete(self, external_id: str) -> None:
        """Its writer takes it away."""

    def answer_natively(self, external_id: str, text: str) -> str:
        """The company answers by hand, on the platform itself."""

    def standing(self) -> list[Entry]:
        """All that customers and the company wrote and that still stands, oldest first."""

    def settle(self) -> None:
        """Wait until what was written through the connector shows in the platform's lists."""

    def fault(self, name: str, *, times: int | None = None, **how: object) -> None:
        """Order bad weather (sandbox/README.md) for the platform's next calls. Only where the stage has weather."""

    def clear_faults(self) -> None:
        """Fair weather again."""

    def signed(self, body: bytes, secret: str) -> dict[str, str]:
        """The headers under which the platform would push `body`; only with `signing`."""

    def push_of(self, text: str) -> tuple[str, dict[str, str], bytes] | None:
        """A customer writes, and the platform pushes it: the id, headers in lower case, raw body. None: pushes cannot be had."""
