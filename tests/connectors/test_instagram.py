"""An Instagram account on the sandbox: that no walk over its posts loses a comment, and what is told of what stands elsewhere."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Action, Kind
from connectors.errors import Malformed, NotPermitted, Rejected
from connectors.items import Author, Media, Undecidable
from connectors.registry import open_connector
from tests.connectors.contract import pushed
from tests.connectors.contract.sandbox_stage import HANDLE, SandboxStage, Scene
from tests.connectors.contract.walks import drain, read_message, reply_to, standing_for, walk_back

COMMENTS = Scene("instagram", "comments", "comments", Kind.COMMENT, "comment", "comment", beneath="post")
TAGS = Scene("instagram", "tags", "tags", Kind.MENTION, "tag", "comment")


@pytest.fixture
def comments(sandbox):
    return SandboxStage(sandbox, COMMENTS)


@pytest.fixture
def tags(sandbox):
    return SandboxStage(sandbox, TAGS)


def play(sandbox, *events):
    """Let things happen around the account. Returns the ids in their order."""
    written = []
    for number, event in enumerate(events):
        who = (
            None if event.get("by") is None else {"id": event["by"], "handle": event["by"].lower(), "name": event["by"]}
        )
        facts = {
            "platform": "instagram",
            "account": HANDLE,
            "id": event.get("id", f"{event['kind']}{number}"),
            "author": who,
            "at": 0,
        }
        facts |= {"text": event.get("text", ""), "kind": event["kind"], "reply_to": event.get("reply_to")}
        written.append(facts | {name: event[name] for name in ("extra", "media") if name in event})
    ids = sandbox.play(*written)
    return [ids[event["id"]] for event in written]


def everything(stage, place, passes=1):
    """What some passes bring, one after the other."""
    found = {}
    for _pass in range(passes):
        walk = drain(stage, "comments", place)
        found |= walk.messages
        place = walk.cursor
    return found, place


# ------------------------------------------------------------------------------------------------- comments


def test_an_answer_to_an_old_comment_on_an_old_post_is_found(comments, sandbox):
    """Nothing but the number of comments tells of it: neither the post nor the comment changes its time."""
    old = comments.write("When do you sail?")
    play(sandbox, *[{"kind": "post", "text": f"News {n}", "id": f"p{n}"} for n in range(60)])
    _found, place = everything(comments, {}, passes=6)
    answer = comments.write("Still in May?", by="Ben", under=old)
    found, _place = everything(comments, place, passes=4)
    assert answer in found
    assert found[answer].parent_id == old


def test_more_answers_than_a_page_below_one_comment_are_all_found(comments):
    first = comments.write("When do you sail?")
    place = drain(comments, "comments").cursor
    answers = [comments.write(f"Answer {n}", by=f"P{n}", under=first) for n in range(60)]
    assert set(drain(comments, "comments", place).messages) >= set(answers)
    assert set(walk_back(comments, "comments").messages) == {first, *answers}


def test_a_post_that_did_not_grow_is_not_read_again(comments, sandbox):
    comments.write_many([f"Question {n}" for n in range(120)])
    _found, place = everything(comments, {}, passes=3)
    walk = drain(comments, "comments", place)
    assert walk.messages == {}
    assert len(walk.pages) == 1


def test_a_post_that_grew_is_read_only_as_far_as_it_grew(comments):
    comments.write_many([f"Question {n}" for n in range(120)], at=datetime.now(UTC) - timedelta(days=2))
    _found, place = everything(comments, {}, passes=3)
    new = comments.write("And tomorrow?", by="Ben")
    walk = drain(comments, "comments", place)
    assert new in walk.messages
    assert len(walk.pages) == 2


def test_a_pass_over_posts_is_interrupted_and_goes_on(comments, sandbox):
    _found, place = everything(comments, {}, passes=2)
    early = comments.write_many([f"Question {n}" for n in range(120)])
    first = drain(comments, "comments", place, pages=2)
    late = comments.write("Late question", by="Late")
    rest = drain(comments, "comments", first.cursor)
    after = drain(comments, "comments", rest.cursor)
    assert set(first.messages) | set(rest.messages) | set(after.messages) >= {*early, late}


def test_what_is_remembered_of_posts_goes_with_them(comments, sandbox):
    play(sandbox, *[{"kind": "post", "text": f"News {n}", "id": f"p{n}"} for n in range(60)])
    _found, place = everything(comments, {}, passes=4)
    assert len(place["counts"]) == 61
    sandbox.play(*[{"delete": f"p{n}", "platform": "instagram", "at": 0} for n in range(60)])
    _found, place = everything(comments, place, passes=8)
    assert len(place["counts"]) == 1


def test_a_post_that_may_not_be_read_is_read_once_it_may(comments):
    _found, place = everything(comments, {}, passes=2)
    written = comments.write("When do you sail?")
    comments.fault("not_permitted", endpoint="/comments")
    walk = drain(comments, "comments", place)
    assert written not in walk.messages
    assert [page.gap for page in walk.pages if "cannot be read" in page.gap]
    comments.clear_faults()
    assert written in drain(comments, "comments", walk.cursor).messages


def test_a_round_whose_place_is_forgotten_begins_anew(comments, sandbox):
    old = comments.write("When do you sail?")
    play(sandbox, *[{"kind": "post", "text": f"News {n}", "id": f"p{n}"} for n in range(80)])
    _found, place = everything(comments, {}, passes=2)
    assert place["round"]["after"]
    place["round"]["after"] = "forgotten"
    answer = comments.write("Still in May?", by="Ben", under=old)
    found, _place = everything(comments, place, passes=6)
    assert answer in found


def test_answers_hang_below_the_first_comment_and_say_whom_they_address(comments):
    first = comments.write("When do you sail?", by="Ann")
    second = comments.write("I too want to know.", by="Ben", under=first)
    by_hand = comments.answer_natively(second, "@ben At nine.")
    found = walk_back(comments, "comments").messages
    assert (found[second].parent_id, found[second].answering["to"]) == (first, first)
    ours = found[by_hand]
    assert (ours.is_ours, ours.parent_id, ours.answering) == (True, first, {"addressed": ["ben"]})
    sent = comments.connector().send(reply_to(found[second], "In May."))
    assert walk_back(comments, "comments").messages[sent.external_id].parent_id == first
    assert comments.connector().find_sent(reply_to(found[second], "In May.")) == sent


def test_the_same_words_twice_below_one_comment_are_for_a_person_to_tell_apart(comments):
    question = read_message(comments, comments.write("When do you sail?"))
    reply = reply_to(question)
    first = comments.connector().send(reply)
    comments.answer_natively(question.external_id, "At nine.")
    assert isinstance(comments.connector().find_sent(reply), Undecidable)
    known = reply_to(question, known_ids=frozenset({first.external_id}))
    assert comments.connector().find_sent(known) != first


def test_the_post_above_a_comment_can_be_asked_for(comments):
    question = read_message(comments, comments.write("When do you sail?"))
    [above] = comments.connector().context(standing_for(question))
    assert (above.external_id, above.is_ours, above.author_name) == (question.thread_id, True, HANDLE)


# ------------------------------------------------------------------------------------------------- tags and mentions


def test_tags_are_read_page_by_page_and_nothing_new_is_skipped(tags):
    place = drain(tags, "tags").cursor
    early = tags.write_many([f"With you {n}" for n in range(120)])
    first = drain(tags, "tags", place, pages=1)
    late = tags.write_many([f"Again {n}" for n in range(5)])
    rest = drain(tags, "tags", first.cursor)
    after = drain(tags, "tags", rest.cursor)
    assert set(first.messages) | set(rest.messages) | set(after.messages) == {*early, *late}
    assert set(walk_back(tags, "tags").messages) == {*early, *late}


def test_a_tag_is_a_mention_with_its_picture_and_cannot_be_answered_by_instagrams_rule(tags):
    item = read_message(tags, tags.write("On board!", by="Ann"))
    assert (item.kind, item.text, item.author) == (Kind.MENTION, "On board!", Author("ann", "ann"))
    assert item.media[0].kind == "image"
    assert item.permalink.startswith("https://www.instagram.com/p/")
    with pytest.raises(NotPermitted):
        tags.connector().send(reply_to(item))
    for action in Action:
        with pytest.raises(NotPermitted):
            tags.connector().act(action, standing_for(item))


def mention_pushed(stage, **value):
    """The mention as it is announced: where it stands, and nothing of what it says."""
    connector = stage.connector()
    entry = {"id": connector.account_id, "time": 1795341600, "changes": [{"field": "mentions", "value": value}]}
    [(stream, raw)] = connector.parse_push(json.dumps({"object": "instagram", "entry": [entry]}).encode()).items
    return connector.parse(stream, raw.data).message


def test_a_mention_in_a_comment_elsewhere_is_announced_read_and_answered(tags, sandbox):
    mention = {
        "kind": "mention",
        "by": "Dora",
        "text": "@harbourline is never late",
        "extra": {"caption": "Our trip", "media_id": "555"},
    }
    [comment_id] = play(sandbox, mention)
    announced = mention_pushed(tags, media_id="555", comment_id=comment_id)
    assert (announced.external_id, announced.kind, announced.text, announced.thread_id) == (
        comment_id,
        Kind.MENTION,
        "",
        "555",
    )
    connector = tags.connector()
    [(stream, raw)] = connector.reread([standing_for(announced)]).items
    parsed = connector.parse(stream, raw.data)
    read = parsed.message
    assert (read.external_id, read.thread_id) == (announced.external_id, announced.thread_id)
    assert (read.text, read.author) == ("@harbourline is never late", Author("dora", "dora"))
    assert (parsed.posts[0].external_id, parsed.posts[0].text, parsed.posts[0].is_ours) == ("555", "Our trip", False)
    assert read.permalink == "https://www.instagram.com/p/555/"
    sent = connector.send(reply_to(read))
    [entry] = [entry for entry in tags.standing() if entry.is_ours]
    assert (entry.external_id, entry.parent_id) == (sent.external_id, comment_id)
    assert isinstance(connector.find_sent(reply_to(read)), Undecidable)


def test_a_mention_in_a_caption_elsewhere_is_announced_read_and_answered(tags, sandbox):
    [media_id] = play(
        sandbox, {"kind": "mention", "by": "Dora", "text": "With @harbourline", "extra": {"is_caption": True}}
    )
    announced = mention_pushed(tags, media_id=media_id)
    connector = tags.connector()
    [(stream, raw)] = connector.reread([standing_for(announced)]).items
    read = connector.parse(stream, raw.data).message
    assert (read.external_id, read.text, read.kind) == (media_id, "With @harbourline", Kind.MENTION)
    assert connector.send(reply_to(read)).external_id


def test_a_mention_that_was_taken_away_is_gone(tags, sandbox):
    [comment_id] = play(
        sandbox, {"kind": "mention", "by": "Dora", "text": "@harbourline!", "id": "m", "extra": {"media_id": "555"}}
    )
    announced = mention_pushed(tags, media_id="555", comment_id=comment_id)
    sandbox.play({"delete": "m", "platform": "instagram", "at": 0})
    again = tags.connector().reread([standing_for(announced)])
    assert (again.items, again.gone) == ((), {comment_id})


def test_mentions_are_never_asked_for(tags):
    with pytest.raises(NotPermitted, match="by push alone"):
        tags.connector().fetch("mentions", {})


def test_what_the_sandbox_announces_is_what_can_be_read(tags, sandbox):
    connector = tags.connector()
    with pushed.listening(connector) as listener:
        facts = {"platform": "instagram", "account": HANDLE, "url": listener.url}
        sandbox.control("POST", "webhooks", **facts, secret=connector.credentials.secrets["app_secret"])
        [comment_id] = play(sandbox, {"kind": "mention", "by": "Dora", "text": "@harbourline is late"})
        headers, body = listener.next()
    connector.verify_push(headers, body)
    [(stream, raw)] = connector.parse_push(body).items
    announced = connector.parse(stream, raw.data).message
    assert announced.external_id == comment_id
    [(stream, raw)] = connector.reread([standing_for(announced)]).items
    assert connector.parse(stream, raw.data).message.text == "@harbourline is late"


# ------------------------------------------------------------------------------------------------- stories, private replies


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ({"mention": {"id": "1", "link": "https://cdn/story.jpg"}}, Kind.MENTION),
        ({"reply_to": {"id": "1", "link": "https://cdn/story.jpg"}}, Kind.DIRECT_MESSAGE),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_story_comes_as_a_message_and_is_answered_in_its_conversation(tags, sandbox, story, kind):
    [written] = play(sandbox, {"kind": "dm", "by": "Dora", "extra": {"story": story}})
    item = walk_back(tags, "direct_messages").messages[written]
    assert (item.kind, item.is_private, item.media) == (
        kind,
        True,
        (Media("https://cdn/story.jpg", "image", text="Story"),),
    )
    sent = tags.connector().send(reply_to(item))
    ours = walk_back(tags, "direct_messages").messages[sent.external_id]
    assert (ours.is_ours, ours.thread_id) == (True, item.thread_id)
    assert tags.connector().find_sent(reply_to(item)) == sent


def test_a_comment_has_one_private_reply(comments):
    question = read_message(comments, comments.write("May I tell you in private?"))
    reply = reply_to(question, is_private=True)
    sent = comments.connector().send(reply)
    assert comments.connector().find_sent(reply) == sent
    assert walk_back(comments, "direct_messages").messages[sent.external_id].thread_id == question.author.external_id
    with pytest.raises(Rejected, match="one private reply"):
        comments.connector().send(reply_to(question, "And another thing.", is_private=True))


# ------------------------------------------------------------------------------------------------- account and pushes


def test_a_token_is_renewed_with_the_apps_own_secret(tags):
    connector = tags.connector()
    renewed = connector.refresh()
    assert renewed.secrets == connector.credentials.secrets
    assert timedelta(days=59) < renewed.expires_at - datetime.now(UTC) < timedelta(days=61)
    assert tags.connector(secrets={"app_id": ""}).refresh() is None


def test_renewing_names_no_secret_in_an_address(mouth):
    mouth.says({"access_token": "new"})
    connector = mouth.connector("instagram", token="s3cret.token", app_id="1", app_secret="s3cret.app")
    assert connector.refresh().secrets["access_token"] == "new"
    assert connector.refresh().expires_at is None
    assert "s3cret" not in mouth.asked[0][1]


def test_a_page_without_an_instagram_account_is_told_so(mouth):
    with pytest.raises(Rejected, match="no Instagram professional account"):
        mouth.says({"id": "1", "name": "Harbour Line"}).connector("instagram").check()


def test_the_page_is_subscribed_so_that_instagram_pushes(tags):
    assert tags.connector().subscribe()


def push_of(mouth, *changes, **more):
    connector = mouth.connector("instagram")
    entry = {"id": "900", "time": 1795341600, "changes": [{"field": f, "value": v} for f, v in changes], **more}
    return connector, connector.parse_push(json.dumps({"object": "instagram", "entry": [entry]}).encode())


COMMENT = {
    "id": "17",
    "text": "quero",
    "from": {"id": "12", "username": "u"},
    "media": {"id": "18", "media_product_type": "FEED"},
}


def test_a_comment_is_pushed_whole(mouth):
    connector, push = push_of(mouth, ("comments", {**COMMENT, "parent_id": "16"}))
    [(stream, raw)] = push.items
    item = connector.parse(stream, raw.data).message
    assert (item.external_id, item.text, item.author, item.thread_id) == ("17", "quero", Author("12", "u"), "18")
    assert (item.parent_id, item.answering) == ("16", {"to": "16", "private_by": "comment_id", "person": "12"})


@pytest.mark.parametrize("missing", ["id", "text", "media"])
def test_a_comment_that_is_not_pushed_whole_is_read(mouth, missing):
    _connector, push = push_of(mouth, ("comments", {name: value for name, value in COMMENT.items() if name != missing}))
    assert (push.items, push.stale) == ((), {"comments"})


def test_a_message_that_was_taken_back_is_gone(mouth):
    event = {"sender": {"id": "12"}, "recipient": {"id": "900"}, "message": {"mid": "m_1", "is_deleted": True}}
    _connector, push = push_of(mouth, messaging=[event, {**event, "message": {"mid": "m_2", "text": "Ahoy"}}])
    assert (push.gone, push.stale, push.items) == ({"m_1"}, {"direct_messages"}, ())


MALFORMED = [
    ({"id": None}, "id"), ({"text": 5}, "text"), ({"timestamp": -1}, "timestamp"), ({"from": "x"}, "from"),
    ({"parent_id": []}, "parent_id"), ({"username": {}}, "username"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), MALFORMED, ids=[field for _changes, field in MALFORMED])
def test_a_malformed_comment_names_the_field(mouth, changes, field):
    comment = {"id": "17", "text": "Ahoy", "timestamp": "2026-11-22T10:00:00+0000", "username": "dora", **changes}
    with pytest.raises(Malformed, match=f"'{field}' should be"):
        mouth.connector("instagram").parse("comments", {"comment": comment, "media_id": "18"})


@pytest.mark.parametrize("stream", ["comments", "tags"])
@pytest.mark.parametrize(
    "entry", [None, 5, "x", [], {}, {"id": {}}, {"id": "17", "timestamp": "x", "username": 5}], ids=repr
)
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, stream, entry):
    connector = mouth.says({"data": [entry, entry]}).connector("instagram")
    job = {"media": "18", "since": 0, "grown": None}
    under_way = {"began": 0, "todo": [job], "turn": False}
    place = {"since": 0, "round": {"number": 1, "since": 0}, "counts": {}, "pass": under_way}
    page = open_connector("instagram", connector.credentials).fetch(stream, place if stream == "comments" else {})
    assert len(page.items) == 2
    for raw in page.items:
        with pytest.raises(Malformed):
            connector.parse(stream, raw.data)
