"""The verdict and the clocks read one history: whoever waits has a clock that began when they did, and nobody else has one running.

All stories of up to four deeds are told, and longer ones drawn by lot.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox.models import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts, Verdict
from tests.triage.histories import HOUR, MINUTE, at
from triage.events import What
from triage.policy import decide
from triage.sla import Policy, read_clocks
from triage.timeline import Deed, build_events

POLICY = Policy("Ferry desk", first=HOUR, following=30 * MINUTE)
WORDS = {"asks": "When do you sail?", "nods": "Best crew ever ❤️", "thanks": "Thank you!"}
DEEDS = (*WORDS, "answer", "native", "close", "reopen", "takes back", "we take back", "changes", "comes late")


@dataclass(frozen=True)
class Story:
    """What happened so far: messages, what people did, and what the conversation keeps of that."""

    messages: tuple[MessageFacts, ...] = ()
    deeds: tuple[Deed, ...] = ()
    kept: tuple[tuple[str, Any], ...] = ()

    @property
    def facts(self) -> ConversationFacts:
        return ConversationFacts(1, self.messages, **dict(self.kept))

    def says(self, origin: Origin, now: datetime, text: str, **more: Any) -> "Story":
        new = MessageFacts(len(self.messages) + 1, origin, now, text, arrived_at=now)
        return replace(self, messages=(*self.messages, replace(new, **more)))

    def changes(self, message: MessageFacts, **more: Any) -> "Story":
        return replace(self, messages=tuple(replace(m, **more) if m is message else m for m in self.messages))


def tell(story: Story, deed: str, now: datetime) -> Story | None:
    """The story goes on; None where that cannot be: nobody closes what is closed, or answers what is gone."""
    if deed in WORDS:
        return story.says(Origin.CONSUMER, now, WORDS[deed])
    theirs = [message for message in story.messages if message.origin == Origin.CONSUMER]
    ours = [m for m in story.messages if m.origin != Origin.CONSUMER and not m.is_deleted]
    standing = [message for message in theirs if not message.is_deleted]
    if not standing:
        return None
    verdict = decide(story.facts)
    said = max(max(message.at, message.edited_at or message.at) for message in standing)
    is_over = verdict.reason in (Reason.CLOSING_THANKS, Reason.GONE, Reason.SETTLED)
    match deed:
        case "answer":
            return story.says(Origin.AGENT, now, "At nine.", covers_through=said, seen_at=now)
        case "native":
            return story.says(Origin.NATIVE, now, "At nine.")
        case "close" if not is_over:
            closing = Deed(What.CLOSED, now, outcome="no_reply_needed", covers_through=said)
            kept = (("settled_through", said), ("settled_at", now))
            return replace(story, deeds=(*story.deeds, closing), kept=kept)
        case "reopen" if not (verdict.is_waiting and verdict.lane == Lane.QUEUE):
            kept = (*settled_after_reopening(story, verdict), ("reopened_at", now))
            return replace(story, deeds=(*story.deeds, Deed(What.REOPENED, now)), kept=kept)
        case "takes back":
            return story.changes(standing[0], text="", is_deleted=True, deleted_at=now)
        case "we take back" if ours:
            return story.changes(ours[-1], text="", is_deleted=True, deleted_at=now)
        case "changes":
            return story.changes(standing[-1], text="When do you sail, and from where?", edited_at=now)
        case "comes late":
            return story.says(Origin.CONSUMER, now - 15 * MINUTE, "And where from?", arrived_at=now)
    return None


def settled_after_reopening(story: Story, verdict: Verdict) -> tuple[tuple[str, Any], ...]:
    """As `lifecycle.reopen` does: the last closing is undone where it was what ended the wait, and the one before it holds."""
    settled = tuple(entry for entry in story.kept if entry[0].startswith("settled"))
    settled_at = dict(settled).get("settled_at")
    if settled_at is None or verdict.is_waiting or (verdict.answered_at and verdict.answered_at > settled_at):
        return settled
    before = [deed for deed in story.deeds if deed.at < settled_at][-1:]
    if before and before[0].what == What.CLOSED:
        return (("settled_through", before[0].covers_through), ("settled_at", before[0].at))
    return ()


def differs(story: Story, now: datetime) -> str:
    """What the verdict and the clocks do not agree on, in words."""
    verdict = decide(story.facts)
    clocks = read_clocks(build_events(story.facts, {}, story.deeds), POLICY, now=now)
    running = [clock for clock in clocks if clock.is_running]
    if len(running) > 1:
        return "two clocks run"
    if not verdict.is_waiting and running:
        return f"a clock runs, though {verdict.reason}"
    if verdict.is_waiting and verdict.lane == Lane.ACKNOWLEDGE and running:
        return "a clock runs for a nod"
    if verdict.is_waiting and verdict.lane == Lane.QUEUE:
        if not running:
            return "somebody waits without a clock"
        if running[0].began_at != verdict.waiting_since:
            return f"waits since {verdict.waiting_since:%H:%M}, the clock since {running[0].began_at:%H:%M}"
    return ""


def play(deeds: list[str]) -> str:
    story = Story()
    for number, deed in enumerate(deeds, start=1):
        now = at(number * 10)
        after = tell(story, deed, now)
        if after is None or not after.messages:
            continue
        story = after
        if found := differs(story, now + timedelta(minutes=1)):
            return f"after {deeds[:number]}: {found}"
    return ""


def test_every_short_story_ends_with_one_reading():
    level, found = [Story()], []
    paths: dict[int, list[str]] = {id(level[0]): []}
    for number in range(1, 5):
        now, following = at(number * 10), []
        for story in level:
            for deed in DEEDS:
                after = tell(story, deed, now)
                if after is None or not after.messages:
                    continue
                paths[id(after)] = [*paths[id(story)], deed]
                if said := differs(after, now + timedelta(minutes=1)):
                    found.append(f"{' '.join(paths[id(after)])}: {said}")
                else:
                    following.append(after)
        level = following
    assert found == []
    assert len(level) > 2000


@pytest.mark.parametrize("length", [8])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_longer_stories_end_with_one_reading(data, length):
    deeds = data.draw(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=length))
    assert play(deeds) == ""
