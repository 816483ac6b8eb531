"""What the models learn from: labelled rows of a data folder, and sentences written for Heard (`phrases/`, `patterns/`).

The folder holds the files named in `SOURCES`, one JSON object a line. Two texts of ten of each, by a hash of what they say, are kept for
the final figures; near-duplicates fall on the same side, as the hash ignores case, signs, links and handles.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.training.patterns import expand

PHRASES = Path(__file__).parent / "phrases"
PATTERNS = Path(__file__).parent / "patterns"
SHARES = 10
HELD_OUT = frozenset({0, 1})
"""The shares of ten no shipped model has seen; its card gives the figures on these."""

_LINK = re.compile(r"https?://\S*|\bhttp\b|@\w+|^RT\b", re.IGNORECASE)
_TRIPLED = re.compile(r"(.)\1{2,}")
_NOT_SAID = re.compile(r"[\W_]+")

NEGATIVE = frozenset(
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
)
POSITIVE = frozenset("admiration amusement approval caring excitement gratitude joy love optimism pride relief".split())
CROSS = frozenset("anger annoyance disappointment disapproval disgust".split())
# The bank's questions by topic: some only ask, some tell of something gone wrong; the rest do now one, now the other.
ASKING = frozenset(
    """age_limit country_support exchange_rate apple_pay_or_google_pay visa_or_mastercard change_pin edit_personal_details
    order_physical_card getting_spare_card supported_cards_and_currencies fiat_currency_support card_linking activate_my_card
    atm_support automatic_top_up disposable_card_limits get_disposable_virtual_card get_physical_card getting_virtual_card
    top_up_by_bank_transfer_charge top_up_limits topping_up_by_card transfer_into_account verify_my_identity
    card_delivery_estimate exchange_via_app receiving_money""".split()
)
GONE_WRONG = frozenset(
    """declined_card_payment declined_transfer declined_cash_withdrawal card_not_working virtual_card_not_working
    contactless_not_working card_swallowed transaction_charged_twice extra_charge_on_statement wrong_amount_of_cash_received
    Refund_not_showing_up transfer_not_received_by_recipient failed_transfer top_up_failed top_up_reverted
    card_payment_wrong_exchange_rate wrong_exchange_rate_for_cash_withdrawal balance_not_updated_after_bank_transfer
    balance_not_updated_after_cheque_or_cash_deposit cash_withdrawal_not_recognised direct_debit_payment_not_recognised
    card_payment_not_recognised card_payment_fee_charged transfer_fee_charged cash_withdrawal_charge
    unable_to_verify_identity""".split()
)


@dataclass(frozen=True)
class Row:
    """One text to learn from. `mood` and `complaint` are None where the source does not tell; `share` is 0 to 9, -1 for what is never held out."""

    text: str
    lang: str
    source: str
    mood: str | None
    complaint: bool | None
    share: int


def share_of(text: str) -> int:
    """Which of ten shares a text falls into, by what it says."""
    said = _NOT_SAID.sub("", _TRIPLED.sub(r"\1\1", _LINK.sub(" ", text)).lower())
    return int(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(), 16) % SHARES


def load(data: Path) -> list[Row]:
    """All rows of the folder and the phrases, in a fixed order. Raises `FileNotFoundError` where a source is missing."""
    return [row for source in SOURCES for row in _from(data / f"{source}.jsonl", source)] + phrases() + patterns()


def _from(path: Path, source: str) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            found = SOURCES[source](held)
            if found:
                yield Row(held["text"], held["lang"], source, *found, share_of(held["text"]))


def _many(held: dict[str, Any]) -> tuple[str | None, bool | None]:
    # A negative post of anybody's need be no complaint. Where little else teaches a language, it still shows what one sounds like.
    return held["mood"], held["mood"] == "neg" and held["lang"] != "en"


def _thai(held: dict[str, Any]) -> tuple[str | None, bool | None] | None:
    # Posts about shops and brands: what is negative there mostly complains.
    return (held["mood"], held["mood"] == "neg") if held.get("mood") else None


def _emotions(held: dict[str, Any]) -> tuple[str | None, bool | None] | None:
    felt = set(held["emotions"])
    bad, good = bool(felt & NEGATIVE), bool(felt & POSITIVE)
    if bad and good:
        return None
    mood = "neg" if bad else "pos" if good else "neu"
    return mood, bool(felt & CROSS) if bad else False


def _banking(held: dict[str, Any]) -> tuple[str | None, bool | None] | None:
    if held["topic"] in GONE_WRONG:
        # Told in a level voice: what went wrong does not say how they feel.
        return None, True
    return ("neu", False) if held["topic"] in ASKING else None


SOURCES = {"mood_many": _many, "mood_thai": _thai, "emotions_en": _emotions, "banking_questions_en": _banking}


def phrases() -> list[Row]:
    """The sentences written for Heard: `mood TAB complaint (0 or 1) TAB text`, a file a language."""
    rows = []
    for path in sorted(PHRASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            mood, complaint, text = line.split("\t")
            rows.append(Row(text, path.stem, "phrases", mood, complaint == "1", -1))
    return rows


def patterns() -> list[Row]:
    """Sentences made from patterns, a file a language."""
    return [
        Row(text, path.stem, "patterns", mood, complaint, -1)
        for path in sorted(PATTERNS.glob("*.txt"))
        for mood, complaint, text in expand(path)
    ]
