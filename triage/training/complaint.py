"""Makes `triage/signals/weights/complaint.npz`: `python -m triage.training.complaint --data DIR`. The same data makes the same bytes."""

from triage.training import command
from triage.training.rows import Row

STRENGTH = 1.0
WEIGHTS = {"mood_many": 0.3, "mood_thai": 0.1, "emotions_en": 0.1, "banking_questions_en": 0.3, "phrases": 2.0}


def label(row: Row) -> str:
    return "" if row.complaint is None else str(row.complaint).lower()


if __name__ == "__main__":
    command.main("complaint", label, WEIGHTS, STRENGTH)
