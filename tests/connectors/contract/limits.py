"""Lengths: what the capabilities say fits is taken, and what does not is refused as too long."""

from functools import partial

import pytest

from connectors.capabilities import Limit
from connectors.errors import Rejected
from connectors.items import Delivery
from connectors.length import overrun
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import outcome_of, read_message, reply_to

LETTERS = ("a", "é", "船", "🚢", "👩‍👩‍👧")
# Some platforms take a mail of any length; nobody tries.
LONGEST_TRIED = 100_000


class Limits:
    """Replies at their longest. Needs the fixture `stage`."""

    def test_the_longest_reply_is_taken_and_one_letter_more_is_refused(self, stage: Stage) -> None:
        rules = stage.connector().capabilities.reply_rules(stage.kind)
        assert rules is not None
        if any(limit.amount > LONGEST_TRIED for limit in rules.limits):
            pytest.skip("no length that anybody comes to")
        question = read_message(stage, stage.write("At what time?"))
        for letter in LETTERS:
            longest = letter * most_letters(letter, rules.limits, stage.can.in_front)
            refusal = outcome_of(partial(stage.connector().send, reply_to(question, longest + letter)))
            assert type(refusal) is Rejected, (letter, refusal)
            sent = outcome_of(partial(stage.connector().send, reply_to(question, longest)))
            assert isinstance(sent, Delivery), (letter, sent)
            assert [entry for entry in stage.standing() if entry.is_ours and longest in entry.text], letter


def most_letters(letter: str, limits: tuple[Limit, ...], in_front: str) -> int:
    """How often a letter fits behind what is put in front."""
    fits, too_many = 0, max(limit.amount for limit in limits) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (fits, middle) if overrun(in_front + letter * middle, limits) else (middle, too_many)
    assert fits
    return fits
