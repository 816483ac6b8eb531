"""The check of recorded payloads, on recordings written by hand: what reads well passes, what does not is told."""

import json

import pytest
import yaml

from tests.payloads.check import main

TWEET = {
    "id": "1578522401263919106",
    "text": "@harbourline What why?",
    "edit_history_tweet_ids": ["1578522401263919106"],
}
COMMENT = {"id": "1_7", "message": "My nice car", "created_time": "2021-07-23T08:35:18+0000", "from": {"id": "5"}}
PUSH = {"object": "page", "entry": [{"id": "9", "time": 1449135003, "changes": []}]}


@pytest.fixture
def recorded(tmp_path):
    """A folder of recordings: a cassette of tweepy's, and a body of python-facebook's."""

    def record(tweets, comments):
        answer = {"body": {"string": json.dumps({"data": tweets, "meta": {"result_count": len(tweets)}})}}
        asked = {"method": "GET", "uri": "https://api.twitter.com/2/users/783214/mentions"}
        cassette = {"interactions": [{"request": asked, "response": answer}]}
        (tmp_path / "tweepy").mkdir()
        (tmp_path / "tweepy" / "mentions.yaml").write_text(yaml.safe_dump(cassette), encoding="utf-8")
        folder = tmp_path / "facebook" / "apidata" / "comments"
        folder.mkdir(parents=True)
        (folder / "page.json").write_text(json.dumps({"data": comments}), encoding="utf-8")
        return str(tmp_path)

    return record


def test_what_reads_well_passes_and_what_was_never_asked_for_is_filled_in(recorded, capsys):
    assert main([recorded([TWEET], [COMMENT, {"message": "And mine"}])]) == 0
    told = capsys.readouterr().out
    assert "filled in: created_at" in told
    assert "3 found in 2 files, 3 parsed, 0 refused" in told


@pytest.mark.parametrize(
    ("tweets", "comments", "complaint"),
    [
        ([{**TWEET, "created_at": "soon"}], [COMMENT], "'created_at' should be"),
        ([{**TWEET, "text": 5}], [COMMENT], "'text' should be"),
        ([TWEET], [{**COMMENT, "message": ["a"]}], "'message' should be"),
    ],
)
def test_what_does_not_read_is_told_with_its_reason(recorded, capsys, tweets, comments, complaint):
    assert main([recorded(tweets, comments)]) == 1
    assert complaint in capsys.readouterr().out


def test_a_push_that_tells_of_nothing_is_a_failure(tmp_path, capsys):
    (tmp_path / "shapes.json").write_text(json.dumps({"empty": PUSH}), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "tells of nothing" in capsys.readouterr().out


def test_a_folder_without_recordings_is_a_failure(tmp_path):
    assert main([str(tmp_path)]) == 1


def test_what_is_no_folder_brings_the_usage(capsys):
    assert main(["/no/such/folder"]) == 2
    assert "python -m tests.payloads.check DIRECTORY" in capsys.readouterr().err
