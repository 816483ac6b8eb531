"""Makes `triage/signals/weights/complaint.npz`: `python -m triage.training.complaint --data DIR`. The same data makes the same bytes."""

from triage.training import command
from triage.training.rows import Row

STRENGTH = 1.5
WEIGHTS = {
    "mood_many": 0.15,
    "mood_thai": 0.1,
    "emotions_en": 0.07,
    "banking_questions_en": 0.2,
    "phrases": 2.0,
    "patterns": 0.4,
}


def label(row: Row) -> str:
    return "" if row.complaint is None else str(row.complaint).lower()


if __name__ == "__main__":
    command.main("complaint", label, WEIGHTS, STRENGTH)
