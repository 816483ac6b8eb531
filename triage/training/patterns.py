"""Sentences made from patterns: what may go wrong with what, in how many ways it can be asked for or praised.

A file holds slots (`thing = parcel|order`) and patterns (`neg 1 my {thing} never came`: mood, complaint, sentence).
"""

import itertools
import re
from pathlib import Path

_SLOT = re.compile(r"(\w+) = (.+)")
_NAME = re.compile(r"\{(\w+)\}")
MOST = 12
"""Sentences a pattern gives at most: spread evenly over what its slots allow."""


def expand(path: Path) -> list[tuple[str, bool, str]]:
    """Mood, complaint and text of each sentence, in the file's order. Raises `KeyError` for a slot that is not defined above."""
    slots: dict[str, list[str]] = {}
    made: list[tuple[str, bool, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        slot = _SLOT.fullmatch(line)
        if slot:
            slots[slot[1]] = slot[2].split("|")
            continue
        mood, complaint, pattern = line.split(" ", 2)
        names = list(dict.fromkeys(_NAME.findall(pattern)))
        fillings = list(itertools.product(*(slots[name] for name in names)))
        step = -(-len(fillings) // MOST)
        # Begins elsewhere each time, so that every word of a slot gets its turn.
        chosen = fillings[len(made) % step :: step]
        texts = [pattern.format(**dict(zip(names, filling, strict=True))) for filling in chosen]
        made += [(mood, complaint == "1", text) for text in texts]
    return made
