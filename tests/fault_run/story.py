"""A busy, ugly day on every platform at once: what people write, answer, change and take back, from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.connectors.contract.sandbox_stage import OTHER_SCENES, SCENES, Scene

HANDLE = "harbourline"
ODD_TEXTS = (
    "שלום, מתי המעבורת יוצאת? ‏השעה 9?",
    "👩‍👩‍👧‍👦 où est ma valise ⁉️ 🧳🧳🧳",
    "متى تغادر العبّارة؟",
    "a\u0000b: nul in the middle",
    "e\u0301 combined, ﬁ ligature, \u202eevil\u202c turned round",
    "line one\nline two\r\nline three\ttab",
    "<b>not bold</b> &amp; <script>alert(1)</script>",
)
PLAIN_TEXTS = (
    "My ticket never came, booked on Monday",
    "Is the late boat running tonight?",
    "You charged me twice. Twice!",
    "Lovely crew today, thank you",
    "Where do I find the lost property?",
    "Third time I ask: refund for order",
)
MEGABYTE = 1_000_000


# What people write in public, and in private where a platform has that.
EVERY_SCENE = SCENES + OTHER_SCENES


@dataclass
class Teller:
    """Makes events of one kind on one platform; remembers what stands, so that it can be answered, changed and deleted."""

    scene: Scene
    chance: random.Random
    takes_a_megabyte: bool
    number: int = 0
    places: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def tell(self, count: int) -> Iterator[dict[str, Any]]:
        """`count` new items, and the changes to earlier ones that happen along the way."""
        if self.scene.beneath and len(self.places) < 5:
            yield self._event("post", "What is new this week", by="company", under=None, keep=self.places)
        for _ in range(count):
            fate = self.chance.random()
            standing = [alias for alias in self.words[-50:] if alias not in self.gone]
            if fate < 0.10 and standing:
                yield self._event(
                    self.scene.answer,
                    f"We are looking into it, number {self.number}.",
                    by="company",
                    under=self.chance.choice(standing),
                )
                continue
            yield self._consumer_word()
            if fate > 0.97 and standing and self.scene.can.can_edit:
                yield {
                    "edit": self.chance.choice(standing),
                    "text": f"Changed my mind, number {self.number}",
                    "platform": self.scene.platform,
                    "at": 0,
                }
            elif fate > 0.94 and standing and self.scene.can.can_delete:
                alias = self.chance.choice(standing)
                self.gone.add(alias)
                yield {"delete": alias, "platform": self.scene.platform, "at": 0}

    def _consumer_word(self) -> dict[str, Any]:
        fate = self.chance.random()
        text = self.chance.choice(PLAIN_TEXTS) if fate > 0.15 else self.chance.choice(ODD_TEXTS)
        if self.takes_a_megabyte and fate > 0.998:
            text = "long " * (MEGABYTE // 5)
        under = self.chance.choice(self.places) if self.places else None
        return self._event(
            self.scene.event,
            f"{text} {self.number}",
            by=f"Person {self.chance.randrange(400)}",
            under=under,
            keep=self.words,
        )

    def _event(
        self, kind: str, text: str, *, by: str, under: str | None, keep: list[str] | None = None
    ) -> dict[str, Any]:
        self.number += 1
        alias = f"{self.scene.name}-{self.number}"
        if keep is not None:
            keep.append(alias)
        key = HANDLE if by == "company" else by.lower().replace(" ", "_")
        return {
            "at": 0,
            "platform": self.scene.platform,
            "account": HANDLE,
            "kind": kind,
            "id": alias,
            "author": {"id": key, "handle": key, "name": by},
            "reply_to": under,
            "text": text,
        }
