"""Makes `triage/signals/weights/mood.npz`: `python -m triage.training.mood --data DIR`. The same data makes the same bytes."""

from triage.training import command
from triage.training.rows import Row

STRENGTH = 2.0
WEIGHTS = {
    "mood_many": 1.0,
    "mood_thai": 0.3,
    "emotions_en": 0.15,
    "banking_questions_en": 0.15,
    "phrases": 1.5,
    "patterns": 0.2,
}
"""What a row counts. Sentences from where Heard is used count most: in the other sources nobody waits for a parcel."""


def label(row: Row) -> str:
    return row.mood or ""


if __name__ == "__main__":
    command.main("mood", label, WEIGHTS, STRENGTH)
