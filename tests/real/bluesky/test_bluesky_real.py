"""The contract of connectors, and what only a real network can tell, on a real Bluesky."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Kind
from connectors.errors import Gone, NeedsReauth, NotPermitted
from connectors.items import Delivery, Standing
from connectors.registry import open_connector
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.suite import ConnectorContract
from tests.connectors.contract.walks import drain, outcome_of, read_message, reply_to, standing_for, walk_back
from tests.real.bluesky.network import running_network
from tests.real.bluesky.stage import POSTS, NetworkStage, Town

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with running_network() as network:
        yield Town(network)


class TestOnARealNetwork(ConnectorContract):
    @pytest.fixture
    def stage(self, town: Town) -> Stage:
        return NetworkStage(town)


@pytest.fixture
def stage(town: Town) -> NetworkStage:
    return NetworkStage(town)


def test_posts_of_one_millisecond_are_not_lost_between_two_pages(stage: NetworkStage) -> None:
    """The index goes on strictly below a time; here seven posts share each."""
    now = datetime.now(UTC) - timedelta(seconds=5)
    texts = [f"Question number {number}" for number in range(210)]
    records = [stage._record(text, at=now - timedelta(milliseconds=n // 7)) for n, text in enumerate(texts)]
    ids = stage._publish(stage.town.customer("Dora"), records)
    assert set(walk_back(stage, "mentions").messages) == set(ids)


def test_a_post_dated_before_the_last_pass_is_handed_over_too(stage: NetworkStage) -> None:
    """What is long in being uploaded is sorted by when its writer began."""
    stage.write("Good morning!")
    place = drain(stage, "mentions").cursor
    [late] = stage.write_many(["Is it late?"], at=datetime.now(UTC) - timedelta(minutes=30))
    assert late in drain(stage, "mentions", place).messages


def test_a_bad_token_is_renewed_and_a_bad_password_asks_for_a_person(stage: NetworkStage) -> None:
    question = stage.write("At what time?")
    broken = {"access_jwt": "not.a.token"}
    assert question in {raw.external_id for raw in stage.connector(secrets=broken).fetch("mentions", {}).items}
    broken["refresh_jwt"] = "not.a.token"
    assert stage.connector(secrets=broken).check().external_id == stage.company.did
    broken["app_password"] = "abcd-efgh-ijkl-mnop"
    assert isinstance(outcome_of(stage.connector(secrets=broken).check), NeedsReauth)


def test_a_used_refresh_token_is_good_for_a_while(stage: NetworkStage) -> None:
    """Tasks that run at once may renew from the same stored session."""
    broken = {"access_jwt": "not.a.token", "app_password": "not asked for"}
    for _task in range(3):
        assert stage.connector(secrets=broken).check().external_id == stage.company.did


def test_a_reply_sent_twice_stands_once(stage: NetworkStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    first = stage.connector().send(reply)
    assert stage.connector().send(reply) == first
    stage.settle()
    assert [entry.external_id for entry in stage.standing() if entry.is_ours] == [first.external_id]


def test_links_and_people_of_a_reply_work(stage: NetworkStage) -> None:
    dora = stage.town.customer("Dora")
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector().send(reply_to(question, f"🚢 @{dora.handle}: https://example.org/times #boats"))
    record = stage.town.record(sent.external_id)
    assert record is not None
    features = [facet["features"][0] for facet in record["value"]["facets"]]
    assert [feature["$type"].rpartition("#")[2] for feature in features] == ["mention", "link", "tag"]
    assert features[0]["did"] == dora.did


def test_somebody_who_blocks_us_is_not_gone_and_cannot_be_answered(stage: NetworkStage) -> None:
    blocker = stage.town.customer("Blocker")
    question = read_message(stage, stage.write("At what time?", by="Blocker"))
    block = {"$type": "app.bsky.graph.block", "subject": stage.company.did, "createdAt": "2026-11-22T10:00:00.000Z"}
    stage.town.put(blocker, "app.bsky.graph.block", "3m6axxxxxxx3a", block)
    stage.settle()
    again = stage.connector().reread([standing_for(question)])
    assert (again.items, again.gone) == ((), frozenset())
    assert isinstance(outcome_of(lambda: stage.connector().send(reply_to(question))), NotPermitted)


def test_an_account_that_rests_is_not_gone_and_one_that_was_deleted_is(stage: NetworkStage) -> None:
    network = stage.town.network
    questions = {}
    for name in ("Resting", "Leaving"):
        questions[name] = read_message(stage, stage.write("At what time?", by=name))
    resting = stage.town.customer("Resting")
    network.call("com.atproto.server.deactivateAccount", {}, token=resting.token)
    network.remove(stage.town.customer("Leaving").did)
    stage.settle()
    again = stage.connector().reread([standing_for(question) for question in questions.values()])
    assert again.items == ()
    assert again.gone == {questions["Leaving"].external_id}
    assert isinstance(outcome_of(lambda: stage.connector().send(reply_to(questions["Leaving"]))), Gone)
    assert isinstance(outcome_of(lambda: stage.connector().send(reply_to(questions["Resting"]))), NotPermitted)


def test_a_quote_comes_with_what_it_quotes(stage: NetworkStage) -> None:
    [post] = stage.town.publish(stage.company, [stage._said("We sail again from Monday.")])
    embed = {"$type": "app.bsky.embed.record", "record": post}
    [quote] = stage._publish(stage.town.customer("Dora"), [stage._said("Finally") | {"embed": embed}])
    page = stage.connector().fetch("mentions", {})
    [raw] = page.items
    parsed = stage.connector().parse("mentions", json.loads(json.dumps(raw.data)))
    assert parsed.message is not None
    assert (parsed.message.external_id, parsed.message.thread_id) == (quote, quote)
    [above] = parsed.posts
    assert (above.external_id, above.text, above.is_ours) == (post["uri"], "We sail again from Monday.", True)
    message = Standing(quote, Kind.MENTION, quote, answering=parsed.message.answering)
    assert stage.connector().context(message) == (above,)


def test_a_reply_lost_in_a_crash_is_found_by_its_key_alone(stage: NetworkStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    assert stage.connector().find_sent(reply) is None
    sent = stage.connector().send(reply)
    assert isinstance(stage.connector().find_sent(reply), Delivery)
    stage.town.take_away(stage.company, POSTS, sent.external_id.rpartition("/")[2])
    assert stage.connector().find_sent(reply) is None


def test_a_server_that_was_named_is_the_only_one_called(stage: NetworkStage) -> None:
    """The session says `did:web:localhost`; we stay where we were sent."""
    connector = open_connector("bluesky", stage.connector().credentials)
    assert connector.check().external_id == stage.company.did
