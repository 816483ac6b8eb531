"""Pages that bring themselves up to date leave alone what somebody is typing; and what cannot be undone is asked about first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_loop import connect_account
from tests.stack import HANDLE, Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]
# The page asks every five seconds.
SOON = 15_000


def test_the_accounts_page_is_up_to_date_and_keeps_what_is_typed(stack: Stack, sign_in: Callable[..., Page]) -> None:
    admin = sign_in("admin")
    connect_account(admin, stack, "x", "X")
    admin.locator("summary", has_text="Run a span of time again").click()
    admin.locator("#since").fill("2026-01-01T10:00")
    admin.locator("#streams").evaluate("table => { table.dataset.seen = 'yes' }")
    expect(admin.locator("#streams")).not_to_have_attribute("data-seen", "yes", timeout=SOON)
    expect(admin.locator("#since")).to_have_value("2026-01-01T10:00")
    expect(admin.locator("#since")).to_be_visible()


def test_a_part_of_the_page_that_is_in_use_waits(stack: Stack, sign_in: Callable[..., Page]) -> None:
    admin = sign_in("admin")
    connect_account(admin, stack, "x", "X")
    form = "<form><input id='reason'></form>"
    admin.locator("#account-gaps").evaluate("(part, form) => { part.innerHTML = form }", form)
    admin.locator("#reason").fill("They keep no more")
    for _turn in range(2):
        admin.locator("#streams").evaluate("table => { table.dataset.seen = 'yes' }")
        expect(admin.locator("#streams")).not_to_have_attribute("data-seen", "yes", timeout=SOON)
    expect(admin.locator("#reason")).to_have_value("They keep no more")
    admin.locator("#reason").fill("")
    admin.locator("h1").click()
    expect(admin.locator("#reason")).to_have_count(0, timeout=SOON)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_deleting_asks_first(scripts: bool, stack: Stack, sign_in: Callable[..., Page]) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    name, key = f"Tess {scripts}", f"delete-{scripts}".lower()
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": key, "handle": key, "name": name}}
    stack.sandbox.play({**event, "id": key, "kind": "mention", "reply_to": None, "text": "Is the bar open?"})
    agent = sign_in("agent")
    agent.goto(f"{stack.url}/inbox/queue/")
    agent.locator(".row", has_text=name).click()
    agent.locator("#reply-text").fill("Until the last tide.")
    agent.get_by_role("button", name="Send").click()
    expect(agent.locator(".message-agent .entry-state")).to_contain_text("Sent")
    page = agent
    if not scripts:
        page = sign_in("agent", java_script_enabled=False)
        page.goto(agent.url)
    ours = page.locator(".message-agent")
    button = ours.get_by_role("button", name="Delete for good")
    ours.hover()
    expect(button).to_be_hidden()
    ours.locator("summary", has_text="Delete").click()
    expect(ours).to_contain_text("It cannot be brought back.")
    button.click()
    expect(ours.locator(".entry-gone")).to_have_count(1)
