"""A Facebook Page on the sandbox: that no walk over its posts, tags and recommendations loses anything, and what answers find."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Action, Kind
from connectors.errors import ConnectorError, NotPermitted
from connectors.registry import open_connector
from tests.connectors.contract import pushed
from tests.connectors.contract.sandbox_stage import SandboxStage, Scene, able
from tests.connectors.contract.suite import ConnectorContract
from tests.connectors.contract.walks import read_message, standing_for

TAGGED = Scene(
    "facebook",
    "tagged",
    "tagged",
    Kind.MENTION,
    "tag",
    "comment",
    follow="comment",
    can=able(can_act=False),
    signing=pushed.META,
)
# A recommendation has no id of its own: it cannot be asked for by one, nor found in an answer by one.
REVIEWS = Scene(
    "facebook", "reviews", "reviews", Kind.REVIEW, "review", "comment",
    follow="comment", can=able(can_act=False, can_delete=False), signing=pushed.META,
)  # fmt: skip


class TestTagged(ConnectorContract):
    """The contract, for posts elsewhere: they are somebody else's to hide and delete."""

    # A person's own comment below stands under somebody else's post, where it is not said to the Page.
    test_a_person_who_writes_back_is_in_the_same_thread = None
    test_what_stands_above_a_public_conversation_is_told = None
    test_an_action_on_a_customers_message_does_what_it_says_and_twice_is_once = None

    @pytest.fixture
    def stage(self, sandbox):
        return SandboxStage(sandbox, TAGGED)

    @pytest.mark.parametrize("action", list(Action))
    def test_a_post_elsewhere_can_be_liked_and_nothing_else(self, stage, action):
        message = standing_for(read_message(stage, stage.write("With you on the boat.")))
        if action in (Action.LIKE, Action.UNLIKE):
            stage.connector().act(action, message)
            [entry] = stage.standing()
            assert entry.is_liked is (action is Action.LIKE)
            return
        with pytest.raises(NotPermitted):
            stage.connector().act(action, message)


class TestReviews(ConnectorContract):
    """The contract, for recommendations."""

    test_an_item_without_its_writer_is_kept = None

    @pytest.fixture
    def stage(self, sandbox):
        return SandboxStage(sandbox, REVIEWS)

    @pytest.mark.parametrize("action", list(Action))
    def test_nothing_can_be_done_with_a_recommendation_but_answering(self, stage, action):
        message = standing_for(read_message(stage, stage.write("Lovely.")))
        with pytest.raises(NotPermitted):
            stage.connector().act(action, message)


def hours_ago(hours):
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat()


@pytest.fixture
def posted(sandbox, writes):
    """Posts of the Page, each with some comments, so many hours old. Returns the ids of the comments."""

    def post(posts, comments, *, hours=5):
        events = []
        for number in range(posts):
            above = writes("facebook", f"News {number}", by="company")
            names = [f"Person {number}.{place}" for place in range(comments)]
            events += [above, *(writes("facebook", f"says {name}", by=name, reply_to=above["id"]) for name in names)]
        ids = sandbox.play(*events, start=hours_ago(hours))
        return {ids[event["id"]] for event in events if event["kind"] == "comment"}

    return post


@pytest.fixture
def read_back():
    """The pages of a walk into the past, each asked for by a connector that knows only the stored cursor."""

    def walk(connector, stream, until=None):
        found, cursor = [], {}
        while True:
            page = open_connector("facebook", connector.credentials).fetch_back(stream, cursor, until=until)
            found.append(page)
            cursor = json.loads(json.dumps(page.next_cursor))
            if not page.has_more:
                return found

    return walk


def comments_of(connector, pages, messages):
    return set(messages(connector, "comments", pages))


def test_every_comment_of_every_post_is_found_once(opened, posted, read_back):
    connector = opened("facebook")
    ids = posted(3, 4) | posted(1, 150)
    found = [
        raw.external_id for page in read_back(connector, "comments") for raw in page.items if "comment" in raw.data
    ]
    assert sorted(found) == sorted(ids)


def test_more_than_a_page_of_posts_is_looked_through(opened, posted, read_back, messages):
    connector = opened("facebook")
    ids = posted(130, 1)
    assert comments_of(connector, read_back(connector, "comments"), messages) == ids


def test_the_walk_back_says_where_facebook_lists_no_more_posts(mouth):
    """Of a year it lists 600 posts at most: whoever had as many may have had more."""
    counted = {"summary": {"total_count": 0}}
    posts = [{"id": f"900_{n}", "created_time": "2025-03-01T10:00:00+0000", "comments": counted} for n in range(600)]
    page = mouth.says({"data": posts}).connector("facebook").fetch_back("comments", {}, until=None)
    assert "600 posts" in page.gap
    assert "2025" in page.gap
    assert mouth.says({"data": posts[:599]}).connector("facebook").fetch_back("comments", {}, until=None).gap == ""


def test_new_comments_on_old_posts_are_found_when_the_round_comes_by(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    old = writes("facebook", "Autumn timetable", by="company")
    sandbox.play(old, start=hours_ago(24 * 400))
    sandbox.play(*[writes("facebook", f"News {n}", by="company") for n in range(250)], start=hours_ago(24))
    _pages, cursor = read(connector, "comments")
    _pages, cursor = read(connector, "comments", cursor)
    question = writes("facebook", "Does it still hold?", reply_to=old["id"])
    ids = sandbox.play(question)
    found = set()
    for _pass in range(3):
        pages, cursor = read(connector, "comments", cursor)
        found |= comments_of(connector, pages, messages)
    assert found == {ids[question["id"]]}


def test_a_comment_on_an_old_post_made_before_its_first_round_is_found(opened, sandbox, writes, read, messages):
    """The first round looks back to when the stream took its place, however late it comes by."""
    connector = opened("facebook")
    old = writes("facebook", "Autumn timetable", by="company")
    sandbox.play(old, *[writes("facebook", f"News {n}", by="company") for n in range(350)])
    _pages, cursor = read(connector, "comments")
    question = writes("facebook", "Does it still hold?", reply_to=old["id"])
    ids = sandbox.play(question)
    found = set()
    for _pass in range(4):
        pages, cursor = read(connector, "comments", cursor)
        found |= comments_of(connector, pages, messages)
    assert found == {ids[question["id"]]}


def test_the_cursor_does_not_grow_with_the_posts(opened, posted, read):
    connector = opened("facebook")
    posted(130, 1)
    _pages, cursor = read(connector, "comments")
    for _pass in range(3):
        posted(30, 1, hours=0)
        _pages, cursor = read(connector, "comments", cursor)
    assert len(json.dumps(cursor)) < 300


def test_a_place_kept_by_an_earlier_version_misses_nothing(opened, posted, read, messages):
    """It remembered each post; what has to be looked for since cannot be told from that, so all is read once more."""
    connector = opened("facebook")
    ids = posted(3, 4, hours=24 * 30)
    pages, cursor = read(connector, "comments", {"posts": {"1_1": {"updated": "", "since": 5}}, "todo": []})
    assert comments_of(connector, pages, messages) == ids
    assert "posts" not in cursor


def test_a_round_whose_place_facebook_has_forgotten_begins_anew(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    old = writes("facebook", "Autumn timetable", by="company")
    sandbox.play(old, *[writes("facebook", f"News {n}", by="company") for n in range(250)])
    _pages, cursor = read(connector, "comments")
    _pages, cursor = read(connector, "comments", cursor)
    cursor["round"]["after"] = "forgotten"
    question = writes("facebook", "Does it still hold?", reply_to=old["id"])
    ids = sandbox.play(question)
    found = set()
    for _pass in range(4):
        pages, cursor = read(connector, "comments", cursor)
        found |= comments_of(connector, pages, messages)
    assert found == {ids[question["id"]]}


def test_a_comment_in_the_very_second_of_the_one_before_is_found(opened, sandbox, writes, read, messages):
    """Graph tells times to the second: a post read in that second does not look changed by what came later in it."""
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    sandbox.play(post, writes("facebook", "At what time?", by="Ann", reply_to=post["id"]))
    _pages, cursor = read(connector, "comments")
    later = writes("facebook", "And from where?", by="Ben", reply_to=post["id"])
    ids = sandbox.play(later)
    assert ids[later["id"]] in comments_of(connector, read(connector, "comments", cursor)[0], messages)


def test_a_pass_that_is_interrupted_goes_on_where_it_stopped_and_skips_nothing_new(
    opened, sandbox, writes, posted, read, messages
):
    connector = opened("facebook")
    _pages, cursor = read(connector, "comments")
    ids = posted(2, 120)
    first, cursor = read(connector, "comments", cursor, pages=2)
    post = writes("facebook", "Late news", by="company")
    comment = writes("facebook", "How late?", reply_to=post["id"])
    late = sandbox.play(post, comment)[comment["id"]]
    rest, cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest, messages) >= ids
    after, _cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest + after, messages) == ids | {late}


@pytest.fixture
def under_way(opened, sandbox, writes, read):
    """Three posts with a question each, and a pass that has just listed them."""
    connector = opened("facebook")
    _pages, cursor = read(connector, "comments")
    posts = [writes("facebook", f"News {n}", by="company") for n in range(3)]
    comments = [writes("facebook", "When?", by=f"P{n}", reply_to=post["id"]) for n, post in enumerate(posts)]
    ids = sandbox.play(*posts, *comments)
    first, cursor = read(connector, "comments", cursor, pages=1)
    return connector, posts, [ids[event["id"]] for event in comments], ids, first, cursor


def test_a_post_deleted_in_the_middle_of_a_pass_does_not_hold_up_the_others(under_way, sandbox, read, messages):
    connector, posts, comments, _ids, first, cursor = under_way
    sandbox.play({"delete": posts[1]["id"], "at": 0})
    rest, cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest, messages) == {comments[0], comments[2]}
    assert "pass" not in cursor


def test_a_post_that_may_not_be_read_holds_up_no_other_and_is_read_once_it_may(under_way, sandbox, read, messages):
    connector, posts, comments, ids, first, cursor = under_way
    sandbox.fault("facebook", "not_permitted", endpoint=f"/{ids[posts[1]['id']]}/comments")
    rest, cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest, messages) == {comments[0], comments[2]}
    assert [page.gap for page in rest if "cannot be read" in page.gap]
    sandbox.control("DELETE", "faults")
    after, cursor = read(connector, "comments", cursor)
    assert comments[1] in comments_of(connector, after, messages)
    assert "unread" not in cursor


def test_visitor_posts_are_read_page_by_page_and_go_on_after_an_interruption(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    _pages, cursor = read(connector, "visitor_posts")
    early = sandbox.play(*[writes("facebook", f"early {n}", by=f"P{n}") for n in range(150)])
    first, cursor = read(connector, "visitor_posts", cursor, pages=1)
    meanwhile = sandbox.play(*[writes("facebook", f"meanwhile {n}", by=f"Q{n}") for n in range(120)])
    rest, cursor = read(connector, "visitor_posts", cursor)
    after, cursor = read(connector, "visitor_posts", cursor)
    found = messages(connector, "visitor_posts", first + rest + after)
    assert set(found) == {*early.values(), *meanwhile.values()}


def test_a_pass_whose_place_facebook_has_forgotten_begins_anew(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    _pages, cursor = read(connector, "visitor_posts")
    ids = sandbox.play(*[writes("facebook", f"early {n}", by=f"P{n}") for n in range(150)])
    _first, cursor = read(connector, "visitor_posts", cursor, pages=1)
    rest, cursor = read(connector, "visitor_posts", {**cursor, "after": "forgotten"})
    after, cursor = read(connector, "visitor_posts", cursor)
    assert set(messages(connector, "visitor_posts", rest + after)) == set(ids.values())


def test_somebody_whose_profile_is_closed_is_heard_too(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    shy = {"id": "shy", "handle": "shy", "name": "Shy", "hidden_profile": True}
    sandbox.play(post, {**writes("facebook", "At what time?", reply_to=post["id"]), "author": shy})
    sandbox.play({**writes("facebook", "Lovely."), "kind": "review", "author": shy})
    for stream, words in (("comments", "At what time?"), ("reviews", "Lovely.")):
        [message] = messages(connector, stream, read(connector, stream)[0]).values()
        assert message.author is None
        assert message.text == words


def test_what_is_said_below_a_recommendation_comes_with_it(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    review = {**writes("facebook", "Late again."), "kind": "review", "extra": {"recommendation_type": "negative"}}
    answer = writes("facebook", "We are sorry.", by="company", reply_to=review["id"])
    ids = sandbox.play(review, answer)
    found = messages(connector, "reviews", read(connector, "reviews")[0])
    assert found[ids[review["id"]]].subject == "Does not recommend"
    below = found[ids[answer["id"]]]
    assert (below.is_ours, below.parent_id) == (True, ids[review["id"]])


def test_what_a_comment_stands_under_can_be_asked_for(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    comment = writes("facebook", "At what time?", reply_to=post["id"])
    ids = sandbox.play(post, comment)
    standing = standing_for(messages(connector, "comments", read(connector, "comments")[0])[ids[comment["id"]]])
    [above] = connector.context(standing)
    assert (above.external_id, above.text, above.is_ours) == (ids[post["id"]], "We sail again", True)
    sandbox.play({"delete": post["id"], "at": 0})
    assert connector.context(standing) == ()


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_was_sent_is_found_however_deep_the_thread(opened, sandbox, writes, outgoing, depth):
    """Facebook has two levels of comments: an answer to the second level is hung beside it."""
    connector = opened("facebook")
    thread = [writes("facebook", "We sail again", by="company")]
    for level in range(depth):
        thread.append(writes("facebook", f"level {level}", reply_to=thread[-1]["id"]))
    ids = sandbox.play(*thread)
    reply = outgoing(ids[thread[-1]["id"]], thread_id=ids[thread[0]["id"]], kind=Kind.COMMENT)
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent


def test_the_same_words_elsewhere_or_long_ago_or_by_others_are_not_what_was_sent(opened, sandbox, writes, outgoing):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    ann, ben = (writes("facebook", "At what time?", by=name, reply_to=post["id"]) for name in ("Ann", "Ben"))
    joker = writes("facebook", "At nine.", by="Joker", reply_to=ben["id"])
    ids = sandbox.play(post, ann, ben, joker)
    of_ann, of_ben, thread_id = (ids[event["id"]] for event in (ann, ben, post))
    connector.send(outgoing(of_ann, thread_id=thread_id))
    assert connector.find_sent(outgoing(of_ben, thread_id=thread_id)) is None
    assert connector.find_sent(outgoing(of_ann, "At ten.", thread_id=thread_id)) is None
    later = datetime.now(UTC) + timedelta(hours=1)
    assert connector.find_sent(outgoing(of_ann, thread_id=thread_id, queued_at=later)) is None


def test_the_same_words_twice_on_the_second_level_are_for_a_person_to_tell_apart(opened, sandbox, writes, outgoing):
    """Facebook says of neither which comment it answers; once one of them is known, the other is decided."""
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    first = writes("facebook", "At what time?", by="Ann", reply_to=post["id"])
    second = writes("facebook", "Me too!", by="Ben", reply_to=first["id"])
    ours = [writes("facebook", "At nine.", by="company", reply_to=second["id"]) for _time in range(2)]
    ids = sandbox.play(post, first, second, *ours)
    facts = {"thread_id": ids[post["id"]], "queued_at": datetime.now(UTC)}
    assert "more than once" in connector.find_sent(outgoing(ids[second["id"]], **facts)).reason
    known = frozenset({ids[ours[0]["id"]]})
    found = connector.find_sent(outgoing(ids[second["id"]], **facts, known_ids=known))
    assert found.external_id == ids[ours[1]["id"]]


def test_what_was_sent_is_found_behind_a_hundred_others(opened, sandbox, writes, outgoing):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    crowd = [writes("facebook", f"question {n}", by=f"P{n}", reply_to=post["id"]) for n in range(120)]
    ids = sandbox.play(post, *crowd)
    reply = outgoing(ids[post["id"]])
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent


def test_a_permission_that_is_lost_takes_nothing_away(opened, sandbox, writes, read, messages, mouth):
    """Graph words a lost permission as it words a deletion. Where nothing of the Page can be read, nothing is called gone."""
    connector = opened("facebook")
    sandbox.play(writes("facebook", "At what time?"))
    [message] = messages(connector, "visitor_posts", read(connector, "visitor_posts")[0]).values()
    refused = {
        "error": {
            "message": "does not exist, cannot be loaded due to missing permissions",
            "code": 100,
            "error_subcode": 33,
        }
    }
    with pytest.raises(ConnectorError):
        mouth.says(refused, 400).connector("facebook").reread([standing_for(message)])
