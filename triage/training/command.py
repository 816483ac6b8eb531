"""What the makers of both models do: read the data, fit, write the model and its figures on rows it has not seen."""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from triage.signals import ngrams
from triage.signals.weighing import WEIGHTS, Model
from triage.training import fitting
from triage.training.rows import HELD_OUT, SHARES, Row, load


def main(
    name: str,
    label: Callable[[Row], str],
    weights: Mapping[str, float],
    strength: float,
    leaning: Mapping[str, float] | None = None,
) -> None:
    """Writes `<name>.npz` and `<name>.json`. Rows with an empty label are left out.

    `leaning`: from which probability on one of two classes is meant, where that is not a half.
    """
    parser = argparse.ArgumentParser(description=f"Train the {name} model.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled files")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()

    rows = [row for row in load(options.data) if label(row)]
    learnt = [row for row in rows if row.share not in HELD_OUT]
    texts = [row.text for row in learnt]
    rare, step = fitting.rarity(texts)
    fitted = fitting.fit(
        fitting.matrix(texts, rare, step),
        np.array([label(row) for row in learnt]),
        np.array([weights[row.source] for row in learnt]),
        strength,
    )
    model = fitting.made_small(fitted, rare, step, leaning or {})
    model.save(options.out / f"{name}.npz")
    card = {
        "model": name,
        "classes": model.classes,
        "buckets": ngrams.BUCKETS,
        "strength": strength,
        "leaning": dict(leaning or {}),
        "row_weights": dict(weights),
        "rows_learnt_from": dict(sorted(Counter(row.source for row in learnt).items())),
        "held_out": f"shares {sorted(HELD_OUT)} of {SHARES} by hash of the text",
        "macro_f1_held_out": _figures(model, [row for row in rows if row.share in HELD_OUT], label),
    }
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    (options.out / f"{name}.json").write_text(text, encoding="utf-8")
    print(text)


def _figures(model: Model, rows: list[Row], label: Callable[[Row], str]) -> dict[str, Any]:
    """Macro F1 by source and language, as {source language: {rows, macro_f1}}."""
    said = [one.label for reading in ngrams.read([row.text for row in rows]) for one in model.judge(reading)]
    groups: dict[str, list[tuple[str, str]]] = {}
    for row, one in zip(rows, said, strict=True):
        groups.setdefault(f"{row.source} {row.lang}", []).append((label(row), one))
    return {name: {"rows": len(pairs), "macro_f1": _macro_f1(pairs)} for name, pairs in sorted(groups.items())}


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    right = Counter(gold for gold, said in pairs if gold == said)
    gold, said = Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    classes = gold.keys() | said.keys()
    return round(sum(2 * right[each] / (gold[each] + said[each]) for each in classes) / len(classes), 3)
