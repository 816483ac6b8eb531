"""`manage.py triage_eval --task mood FILE.jsonl`: measures a signal, or the decision, against labelled rows."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from triage.evaluation import TASKS, BadRow, Figures, NothingToMeasure, evaluate


class Command(BaseCommand):
    help = "Measure triage against a file of labelled rows, one JSON object a line."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="labelled rows, one JSON object a line")
        parser.add_argument("--task", required=True, choices=sorted(TASKS))
        parser.add_argument("--json", action="store_true", help="print everything, mistakes too, as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            figures = evaluate(options["task"], read_rows(path))
        except BadRow as error:
            raise CommandError(f"{path}, line {error.number}: {error.why}") from error
        except NothingToMeasure as error:
            raise CommandError(f"{path}: {error}") from error
        # Escaped: what people write may hold half of a surrogate pair, which no terminal takes.
        self.stdout.write(json.dumps(figures) if options["json"] else as_table(figures))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, one a line. Raises `CommandError` where it cannot be read, `BadRow` for a line that is no JSON object."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: is no UTF-8 text") from error
    if lines[-1] == "":
        lines.pop()
    return [_object(number, line) for number, line in enumerate(lines, 1)]


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadRow(number, f"is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise BadRow(number, "is no JSON object")
    return row


def as_table(figures: Figures) -> str:
    """The figures for people to read, without the mistakes."""
    lines = [
        f"{figures['task']}: {figures['n']} rows, accuracy {figures['accuracy']:.3f}, macro F1 {figures['macro_f1']:.3f}, "
        f"{len(figures['mistakes'])} mistakes (--json lists them)",
        "",
        f"{'class':<10}{'precision':>10}{'recall':>10}{'F1':>10}{'rows':>10}",
    ]
    lines += [
        f"{label or '(none)':<10}{one['precision']:>10.3f}{one['recall']:>10.3f}{one['f1']:>10.3f}{one['support']:>10}"
        for label, one in figures["by_class"].items()
    ]
    lines += ["", f"{'language':<10}{'macro F1':>10}{'rows':>10}"]
    lines += [
        f"{language:<10}{one['macro_f1']:>10.3f}{one['n']:>10}" for language, one in figures["by_language"].items()
    ]
    return "\n".join(lines)
