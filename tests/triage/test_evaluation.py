"""The figures of an evaluation, checked by hand on a few invented rows, and what a bad file is told."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from triage import evaluation
from triage.evaluation import BadRow, NothingToMeasure, Said, Task, evaluate


@pytest.fixture
def parrot(monkeypatch):
    """A task whose judge says what each row tells it to."""

    def judge(rows):
        return [Said(row["answer"], f"told so by “{row['text']}”") for row in rows]

    monkeypatch.setitem(evaluation.TASKS, "mood", Task("mood", judge, ("neg", "neu", "pos")))
    monkeypatch.setitem(evaluation.TASKS, "complaint", Task("complaint", judge))
    monkeypatch.setitem(evaluation.TASKS, "language", Task("lang", judge, ()))


MOODS = [
    {"text": "late again", "lang": "en", "mood": "neg", "answer": "neg"},
    {"text": "no boat", "lang": "en", "mood": "neg", "answer": "neu"},
    {"text": "when?", "lang": "en", "mood": "neu", "answer": "neu"},
    {"text": "danke", "lang": "de", "mood": "pos", "answer": "pos"},
]


def test_figures_are_those_worked_out_by_hand(parrot):
    figures = evaluate("mood", MOODS)
    assert (figures["task"], figures["n"], figures["accuracy"]) == ("mood", 4, 0.75)
    assert figures["by_class"] == {
        "neg": {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "support": 2},
        "neu": {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1},
        "pos": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1},
    }
    assert figures["macro_f1"] == pytest.approx((0.6667 + 0.6667 + 1) / 3, abs=1e-3)
    assert figures["by_language"] == {"de": {"n": 1, "macro_f1": 1.0}, "en": {"n": 3, "macro_f1": 0.6667}}
    assert figures["mistakes"] == [{"text": "no boat", "gold": "neg", "said": "neu", "why": "told so by “no boat”"}]


def test_yes_and_no_are_named_true_and_false(parrot):
    rows = [
        {"text": "a", "complaint": True, "answer": "true"},
        {"text": "b", "complaint": False, "answer": "true"},
    ]
    figures = evaluate("complaint", rows)
    assert list(figures["by_class"]) == ["true", "false"]
    assert figures["by_class"]["true"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}
    assert figures["by_class"]["false"]["f1"] == 0
    assert figures["macro_f1"] == 0.3333
    assert list(figures["by_language"]) == ["unknown"]


def test_a_language_only_guessed_counts_as_a_mistake_but_not_as_a_class(parrot):
    rows = [{"text": "a", "lang": "de", "answer": "de"}, {"text": "b", "lang": "de", "answer": ""}]
    figures = evaluate("language", rows)
    assert figures["accuracy"] == 0.5
    assert figures["macro_f1"] == 0.6667
    assert figures["by_class"][""]["support"] == 0


def test_rows_made_for_another_task_are_left_out(parrot):
    figures = evaluate("mood", [*MOODS, {"text": "เปิดไหม", "lang": "th", "question": True}])
    assert figures["n"] == 4


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"text": "late"}, "has no “mood”"),
        ({"text": "late", "mood": "bad"}, "it must be one of neg, neu, pos"),
        ({"text": "late", "mood": True}, "it must be one of"),
        ({"mood": "neg"}, "has no “text”"),
        ({"text": 7, "mood": "neg"}, "is no text"),
        (["late", "neg"], "is no object"),
    ],
)
def test_a_row_that_cannot_be_measured_is_named(parrot, row, why):
    with pytest.raises(BadRow, match=why) as raised:
        evaluate("mood", [*MOODS, row])
    assert raised.value.number == 5


def test_a_word_is_no_yes(parrot):
    with pytest.raises(BadRow, match="true, false"):
        evaluate("complaint", [{"text": "a", "complaint": "true", "answer": "true"}])


def test_nothing_to_measure_is_said(parrot):
    with pytest.raises(NothingToMeasure):
        evaluate("mood", [{"text": "a", "spam": True}])


def _file(tmp_path, *lines):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _run(task, path, *options):
    out = io.StringIO()
    call_command("triage_eval", str(path), *options, task=task, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_json_object(tmp_path):
    path = _file(
        tmp_path,
        json.dumps({"text": "Wann fährt das letzte Boot?", "lang": "de"}),
        json.dumps({"text": "When does the last boat leave?", "lang": "de"}),
    )
    figures = json.loads(_run("language", path, "--json"))
    assert set(figures) == {"task", "n", "accuracy", "macro_f1", "by_class", "by_language", "mistakes"}
    assert figures["accuracy"] == 0.5
    assert figures["mistakes"][0]["said"] == "en"


@pytest.mark.parametrize("task", ["mood", "complaint"])
def test_the_shipped_models_answer_the_command_and_give_their_grounds(tmp_path, task):
    rows = [
        {"text": "Worst service ever, two hours late", "lang": "en", "mood": "pos", "complaint": False},
        {"text": "What time do you open on Sunday?", "lang": "en", "mood": "neu", "complaint": False},
    ]
    figures = json.loads(_run(task, _file(tmp_path, *map(json.dumps, rows)), "--json"))
    assert figures["accuracy"] == 0.5
    assert "orst service" in figures["mistakes"][0]["why"]


def test_without_json_the_command_prints_a_table(tmp_path):
    path = _file(tmp_path, json.dumps({"text": "Wann fährt das letzte Boot?", "lang": "de"}))
    printed = _run("language", path)
    assert "accuracy 1.000" in printed
    assert "precision" in printed
    assert not printed.lstrip().startswith("{")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (['{"text": "a", "mood": "neg"}', "{oops"], "line 2: is no JSON"),
        (['["a"]'], "line 1: is no JSON object"),
        (['{"text": "a"}'], "line 1: has no “mood”"),
        (['{"text": "a", "spam": true}'], "no row has a “mood”"),
        ([], "no row has a “mood”"),
    ],
)
def test_a_bad_file_is_told_apart(tmp_path, lines, why):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with pytest.raises(CommandError, match=why):
        _run("mood", path)


def test_a_missing_file_and_one_that_is_no_text_are_told_apart(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        _run("mood", tmp_path / "none.jsonl")
    (tmp_path / "rows.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="no UTF-8"):
        _run("mood", tmp_path / "rows.jsonl")


def test_a_task_nobody_knows_is_refused(tmp_path):
    with pytest.raises(CommandError, match="invalid choice"):
        _run("horoscope", _file(tmp_path, "{}"))
