"""The loop, played by three people in real browsers: a customer writes, an agent answers, the customer is content, a lead sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.stack import COMPANY, HANDLE, Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]


def connect_account(admin: Page, stack: Stack, platform: str, label: str) -> None:
    """As an admin does it: paste the token, and read that it works."""
    opened = stack.sandbox.control("POST", "accounts", platform=platform, handle=HANDLE, name=COMPANY)
    admin.goto(f"{stack.url}/accounts/")
    admin.get_by_role("link", name=f"Connect {label}").click()
    admin.get_by_label("ccess token").fill(opened["token"])
    admin.get_by_label("Base address").fill(f"{stack.sandbox.url}/{platform}")
    admin.get_by_role("button", name="Try and connect").click()
    expect(admin.get_by_role("status")).to_contain_text("is connected")


def number_of(lead: Page, part: str) -> int:
    return int(lead.locator(f"#sum-{part}").inner_text())


@pytest.mark.parametrize(("platform", "label"), [("x", "X"), ("facebook", "Facebook")])
def test_a_question_is_heard_answered_thanked_for_and_accounted_for(
    platform: str, label: str, stack: Stack, open_page: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    admin = sign_in("admin")
    connect_account(admin, stack, platform, label)
    lead = sign_in("lead")
    lead.goto(f"{stack.url}/coverage/")
    before = {part: number_of(lead, part) for part in ("received", "answered", "waiting")}

    agent = sign_in("agent")
    agent.goto(f"{stack.url}/inbox/queue/")
    agent.evaluate("window.neverReloaded = true")
    name = f"Dora of {label}"
    question = f"Does the last boat wait for the train? ({label})"

    customer = open_page()
    customer.goto(f"{stack.sandbox.url}/?platform={platform}&account={HANDLE}")
    customer.locator("#write-form [name=name]").fill(name)
    customer.locator("#write-form [name=text]").fill(question)
    customer.get_by_role("button", name="Post as customer").click()

    row = agent.locator(".row", has_text=name)
    expect(row).to_contain_text("Does the last boat wait")
    row.click()
    expect(agent.locator("#verdict")).to_contain_text("nobody has answered")
    answer = "It does, for up to fifteen minutes. Tell the guard and they ring ahead."
    agent.locator("#reply-text").fill(answer)
    agent.get_by_role("button", name="Send").click()
    expect(agent.locator(".message-agent .entry-state")).to_contain_text("Sent")
    expect(agent.locator("#verdict")).to_contain_text("Answered here")
    expect(agent.locator(".row", has_text=name)).to_have_count(0)

    theirs = customer.locator(f'[data-author="{HANDLE}"]', has_text="fifteen minutes")
    expect(theirs).to_have_count(1)
    theirs.locator("summary").first.click()
    form = theirs.locator("form[data-reply]")
    form.locator("[name=name]").fill(name)
    form.locator("[name=text]").fill("Thank you so much, that helps 🙏")
    form.get_by_role("button", name="Reply as customer").click()

    expect(agent.locator("#verdict")).to_contain_text("Closed: answered")
    expect(agent.locator("#verdict")).to_contain_text("said thanks")
    assert agent.evaluate("window.neverReloaded")

    lead.reload()
    after = {part: number_of(lead, part) for part in ("received", "answered", "waiting")}
    assert after == {**before, "received": before["received"] + 1, "answered": before["answered"] + 1}
    lead.locator("#sum-answered").click()
    expect(lead.locator(".row", has_text=name)).to_have_count(1)


def test_a_customer_who_writes_again_waits_again(
    stack: Stack, open_page: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": "ines", "handle": "ines", "name": "Ines"}}
    stack.sandbox.play({**event, "id": "again-1", "kind": "mention", "reply_to": None, "text": "Is there a lift?"})
    agent = sign_in("agent")
    agent.goto(f"{stack.url}/inbox/queue/")
    agent.locator(".row", has_text="Ines").click()
    agent.locator("#reply-text").fill("There is, at the far end of platform 2.")
    agent.get_by_role("button", name="Send").click()
    expect(agent.locator("#verdict")).to_contain_text("Answered here")
    stack.sandbox.play(
        {**event, "id": "again-2", "kind": "mention", "reply_to": "again-1", "text": "It is out of order!"}
    )
    expect(agent.locator("#verdict")).to_contain_text("after our answer")
    expect(agent.locator(".row", has_text="Ines")).to_have_count(1)


def test_the_page_works_without_javascript(
    stack: Stack, open_page: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": "jon", "handle": "jon", "name": "Jon Plain"}}
    stack.sandbox.play(
        {**event, "id": "plain-1", "kind": "mention", "reply_to": None, "text": "Do dogs need a ticket?"}
    )
    agent = sign_in("agent", java_script_enabled=False)
    for _ in range(40):
        agent.goto(f"{stack.url}/inbox/queue/")
        if agent.locator(".row", has_text="Jon Plain").count():
            break
        agent.wait_for_timeout(250)
    agent.locator(".row", has_text="Jon Plain").click()
    agent.locator("#reply-text").fill("They travel free.")
    agent.get_by_role("button", name="Send").click()
    expect(agent.locator(".message-agent", has_text="They travel free.")).to_have_count(1)
    for _ in range(40):
        if agent.locator(".entry-state", has_text="Sent").count():
            break
        agent.wait_for_timeout(250)
        agent.reload()
    agent.locator("summary", has_text="Close").click()
    agent.get_by_role("button", name="Answered", exact=True).click()
    expect(agent.locator("#verdict")).to_contain_text("Closed: answered")
