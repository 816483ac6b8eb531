"""Two agents at once: one key takes the next person, nobody gets the same one, and leaving gives back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_loop import connect_account
from tests.stack import HANDLE, Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]
SOON = 20_000


def test_one_key_takes_the_next_person_and_nobody_else_gets_them(stack: Stack, sign_in: Callable[..., Page]) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    agent, lead = sign_in("agent"), sign_in("lead")
    agent.goto(f"{stack.url}/inbox/queue/")
    for key in ("una", "duo"):
        event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": key, "handle": key, "name": key.title()}}
        text = {"una": "Is the kiosk open?", "duo": "Is the lift working?"}[key]
        stack.sandbox.play({**event, "id": f"next-{key}", "kind": "mention", "reply_to": None, "text": text})
    for name in ("Una", "Duo"):
        expect(agent.locator(".row", has_text=name)).to_have_count(1, timeout=SOON)
    # Whoever the other stories left in the queue comes in their turn; each press takes another person.
    lead.goto(f"{stack.url}/inbox/queue/")
    agent.keyboard.press("n")
    expect(agent.locator("#claim")).to_contain_text("nobody else gets it meanwhile")
    theirs = agent.locator("#conversation").get_attribute("data-conversation")
    expect(lead.locator(f"#row-{theirs} .claimed")).to_contain_text("Ana is at it", timeout=SOON)
    lead.keyboard.press("n")
    expect(lead.locator("#claim")).to_contain_text("nobody else gets it meanwhile")
    assert lead.locator("#conversation").get_attribute("data-conversation") != theirs
    agent.reload()
    expect(agent.locator("#claim")).to_contain_text("Yours for")
    # Typing an n is writing, and no command.
    agent.locator("#reply-text").fill("")
    agent.locator("#reply-text").press("n")
    expect(agent.locator("#reply-text")).to_have_value("n")
    assert agent.locator("#conversation").get_attribute("data-conversation") == theirs
    agent.get_by_role("button", name="Give it back").click()
    expect(lead.locator(f"#row-{theirs} .claimed")).to_have_count(0, timeout=SOON)


def test_leaving_the_page_gives_back(stack: Stack, sign_in: Callable[..., Page]) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": "tre", "handle": "tre", "name": "Tre"}}
    stack.sandbox.play({**event, "id": "next-tre", "kind": "mention", "reply_to": None, "text": "Is there tea?"})
    agent, lead = sign_in("agent"), sign_in("lead")
    agent.goto(f"{stack.url}/inbox/queue/")
    expect(agent.locator(".row", has_text="Tre")).to_have_count(1, timeout=SOON)
    agent.get_by_role("button", name="Answer next").click()
    expect(agent.locator("#claim")).to_contain_text("Yours for")
    theirs = agent.locator("#conversation").get_attribute("data-conversation")
    lead.goto(f"{stack.url}/conversations/{theirs}/")
    expect(lead.locator("#claim")).to_contain_text("is at it")
    agent.goto(f"{stack.url}/inbox/closed/")
    lead.wait_for_timeout(16_000)
    lead.reload()
    expect(lead.locator("#claim")).to_have_count(0)
