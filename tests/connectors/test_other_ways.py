"""The contract for messages that come by a way of their own: quotes and mere talk on X, tags on Instagram."""

from typing import Any

import pytest

from connectors.capabilities import Kind
from tests.connectors.contract.history import History
from tests.connectors.contract.oddities import Oddities
from tests.connectors.contract.reading import Reading
from tests.connectors.contract.rereading import Rereading
from tests.connectors.contract.sandbox_stage import SandboxStage, Scene, able
from tests.connectors.contract.stage import COMPANY
from tests.connectors.contract.suite import MessagesContract

QUOTES = Scene(
    "x", "quotes", "own_posts", Kind.MENTION, "quote", "mention",
    beneath="post", follow="mention", can=able(keeps_ids_on_edit=False),
)  # fmt: skip
TALK = Scene("x", "search", "own_posts", Kind.MENTION, "talk", "mention", can=able(keeps_ids_on_edit=False))
TAGS = Scene("instagram", "tags", "tags", Kind.MENTION, "tag", "comment", can=able(page_size=50, can_edit=False))


class TestQuotesOnX(MessagesContract):
    """The present of quotes is a count a post: what was quoted before the first look is the past's."""

    test_two_people_are_two_authors_and_one_is_one = None
    test_a_first_fetch_that_stumbles_leaves_no_hole = None
    # Who writes back does so among the mentions.
    test_a_person_who_writes_back_is_in_the_same_thread = None
    test_what_stands_above_a_public_conversation_is_told = None

    @pytest.fixture
    def stage(self, sandbox: Any) -> SandboxStage:
        return SandboxStage(sandbox, QUOTES)


class TalkStage(SandboxStage):
    """People speak of the company by its name without calling it."""

    def edit(self, external_id: str, text: str) -> str:
        return super().edit(external_id, f"{text} {COMPANY}!")

    def _event(self, text: str, *, by: str, under: str | None) -> dict[str, Any]:
        return super()._event(text if by == "company" else f"{text} {COMPANY}!", by=by, under=under)


class ReadingContract(Reading, History, Rereading, Oddities):
    """What is asked of what can be read, and not answered where it stands. Needs the fixture `stage`."""

    # It is not in the stream it was answered from, or nowhere to be read at all.
    test_an_answer_of_ours_can_be_looked_at_again_too = None


class TestTalkOnX(ReadingContract):
    """What searching for the company's name finds. X lets an app answer only those who mentioned or quoted it."""

    @pytest.fixture
    def stage(self, sandbox: Any) -> SandboxStage:
        return TalkStage(sandbox, TALK)


class TestTagsOnInstagram(ReadingContract):
    """Other people's posts. What stands beneath them Instagram does not list; `test_instagram.py` has the answers there."""

    @pytest.fixture
    def stage(self, sandbox: Any) -> SandboxStage:
        return SandboxStage(sandbox, TAGS)
