"""A Facebook Page's private side: Messenger conversations, private replies, and the hours in which each may be sent."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from connectors.capabilities import Action, Kind
from connectors.errors import Malformed, NotPermitted, Rejected
from connectors.items import Media, Undecidable
from tests.connectors.contract.sandbox_stage import SandboxStage, Scene
from tests.connectors.contract.walks import drain, read_message, reply_to, standing_for, walk_back

SCENE = Scene("facebook", "direct_messages", "direct_messages", Kind.DIRECT_MESSAGE, "dm", "dm")


@pytest.fixture
def stage(sandbox):
    return SandboxStage(sandbox, SCENE)


@pytest.mark.parametrize("action", list(Action))
def test_nothing_can_be_done_with_a_message_but_answering(stage, action):
    message = standing_for(read_message(stage, stage.write("At what time?")))
    with pytest.raises(NotPermitted):
        stage.connector().act(action, message)


def test_what_was_taken_back_is_not_called_gone(stage):
    message = read_message(stage, stage.write("At what time?"))
    stage.delete(message.external_id)
    again = stage.connector().reread([standing_for(message)])
    assert (again.items, again.gone) == ((), frozenset())


def test_a_message_without_its_writer_is_the_persons(stage):
    written = stage.write("Is it open on Sunday?")
    stage.fault("missing_author", item=written)
    message = walk_back(stage, stage.stream).messages[written]
    assert message.author.name == "Dora"
    assert not message.is_ours


def test_what_we_say_hangs_on_the_thread(stage):
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector().send(reply_to(question))
    by_hand = stage.answer_natively(question.external_id, "Or at ten.")
    for key in (sent.external_id, by_hand):
        ours = walk_back(stage, stage.stream).messages[key]
        assert (ours.is_ours, ours.is_private, ours.parent_id) == (True, True, "")
        assert ours.thread_id == question.thread_id


def test_a_long_conversation_is_read_to_its_beginning_and_its_end(stage):
    first = stage.write("Question 0")
    place = drain(stage, stage.stream).cursor
    rest = [stage.write(f"Question {number}") for number in range(1, 60)]
    assert set(drain(stage, stage.stream, place).messages) >= set(rest)
    assert set(walk_back(stage, stage.stream).messages) == {first, *rest}
    threads = {item.thread_id for item in walk_back(stage, stage.stream).messages.values()}
    assert len(threads) == 1


def test_pictures_films_and_files_are_kept(sandbox, writes, opened, read, messages):
    media = [
        {"kind": "image", "url": "https://cdn/p.jpg", "size": 10},
        {"kind": "video", "url": "https://cdn/v.mp4"},
        {"kind": "audio", "url": "https://cdn/a.m4a"},
        {"kind": "file", "url": "https://cdn/t.pdf", "name": "t.pdf"},
    ]
    sandbox.play({**writes("facebook", ""), "kind": "dm", "media": media})
    connector = opened("facebook")
    [message] = messages(connector, "direct_messages", read(connector, "direct_messages")[0]).values()
    assert message.media == (
        Media("https://cdn/p.jpg", "image", "image", size=10),
        Media("https://cdn/v.mp4", "video", "video", size=1),
        Media("https://cdn/a.m4a", "audio", "audio", size=1),
        Media("https://cdn/t.pdf", "file", "t.pdf", size=1),
    )


def asked(stage, hours):
    """A question so many hours old."""
    return read_message(stage, stage.write_many(["At what time?"], at=datetime.now(UTC) - timedelta(hours=hours))[0])


@pytest.mark.parametrize(("hours", "is_taken"), [(1, True), (23, True), (30, True), (24 * 6, True), (24 * 8, False)])
def test_a_message_goes_out_within_the_hours_messenger_grants_to_people(stage, hours, is_taken):
    question = asked(stage, hours)
    if is_taken:
        assert stage.connector().send(reply_to(question)).external_id
    else:
        with pytest.raises(NotPermitted, match="too late"):
            stage.connector().send(reply_to(question))


@pytest.mark.parametrize(("hours", "tag"), [(1, None), (30, "HUMAN_AGENT")])
def test_the_tag_for_human_agents_is_used_only_when_it_has_to_be(mouth, outgoing, hours, tag):
    at = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    connector = mouth.says({"recipient_id": "5", "message_id": "m_1"}).connector("facebook")
    connector.send(outgoing("m_0", kind=Kind.DIRECT_MESSAGE, answering={"person": "5", "at": at}, key="k-1"))
    form = dict(parse_qsl(mouth.asked[-1][3].decode()))
    assert form.get("tag") == tag
    assert json.loads(form["recipient"]) == {"id": "5"}
    assert json.loads(form["message"]) == {"text": "At nine.", "metadata": "k-1"}


@pytest.fixture
def commented(sandbox, writes, opened, read, messages):
    """A comment so many days old, and the connector of the Page it stands on."""

    def comment(days=0):
        connector = opened("facebook")
        post = writes("facebook", "We sail again", by="company")
        question = writes("facebook", "May I tell you in private?", reply_to=post["id"])
        sandbox.play(post, question, start=(datetime.now(UTC) - timedelta(days=days)).isoformat())
        [message] = messages(connector, "comments", read(connector, "comments")[0]).values()
        return connector, message

    return comment


def test_a_private_reply_opens_a_conversation_with_the_comments_writer(commented, read, messages):
    connector, comment = commented()
    reply = reply_to(comment, is_private=True)
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent
    ours = messages(connector, "direct_messages", read(connector, "direct_messages")[0])[sent.external_id]
    assert (ours.is_ours, ours.is_private, ours.thread_id) == (True, True, comment.author.external_id)
    assert connector.find_sent(reply_to(comment)) is None


def test_a_comment_has_one_private_reply(commented):
    connector, comment = commented()
    connector.send(reply_to(comment, is_private=True))
    with pytest.raises(Rejected, match="one private reply"):
        connector.send(reply_to(comment, "And another thing.", is_private=True))


def test_a_private_reply_is_refused_after_a_week(commented):
    connector, comment = commented(days=8)
    with pytest.raises(Rejected):
        connector.send(reply_to(comment, is_private=True))


def test_a_private_reply_to_somebody_unnamed_is_for_a_person_to_look_for(opened, outgoing):
    reply = outgoing("1_2", kind=Kind.COMMENT, is_private=True, answering={"private_by": "comment_id"})
    assert isinstance(opened("facebook").find_sent(reply), Undecidable)


def test_a_message_whose_conversation_names_nobody_says_so(opened):
    with pytest.raises(Malformed, match="'person' should be an object"):
        opened("facebook").parse("direct_messages", {"message": {"id": "m_1"}, "person": None})
