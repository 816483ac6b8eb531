"""A lead lays down a rule and a promised time, sees what they do, and overturns what went wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_loop import connect_account
from tests.stack import HANDLE, Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]
SOON = 20_000


def says(stack: Stack, key: str, name: str, text: str) -> None:
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": key, "handle": key, "name": name}}
    stack.sandbox.play({**event, "id": f"{key}-{len(text)}", "kind": "mention", "reply_to": None, "text": text})


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_rule_is_previewed_kept_and_overturned(scripts: bool, stack: Stack, sign_in: Callable[..., Page]) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    word, name = ("zeppelin", "Zoe") if scripts else ("submarine", "Sue")
    says(stack, name.lower(), name, f"Entering the {word} contest!")
    lead = sign_in("lead", java_script_enabled=scripts)
    lead.goto(f"{stack.url}/inbox/queue/")
    for _try in range(20):
        if lead.locator(".row", has_text=name).count():
            break
        lead.wait_for_timeout(500)
        lead.reload()
    lead.goto(f"{stack.url}/rules/")
    lead.get_by_role("link", name="Write a rule").click()
    lead.get_by_label("Name").fill(f"The {word} contest")
    lead.get_by_label("Words, one a line").fill(word)
    lead.get_by_label("They wait in").select_option(label="Set aside by a rule")
    lead.get_by_label("Apply it to those who wait now as well").check()
    lead.get_by_role("button", name="See whom it is for").click()
    expect(lead.locator("#preview")).to_contain_text("1 person over the last month")
    expect(lead.locator("#preview .row")).to_contain_text(name)
    lead.get_by_role("button", name="Keep this rule").click()
    expect(lead.locator("#rules")).to_contain_text(f"it says “{word}”")
    lead.goto(f"{stack.url}/inbox/set_aside/")
    for _try in range(20):
        if lead.locator(".row", has_text=name).count():
            break
        lead.wait_for_timeout(500)
        lead.reload()
    lead.locator(".row", has_text=name).click()
    expect(lead.locator("#verdict")).to_contain_text(f"The rule “The {word} contest” set it aside.")
    lead.get_by_role("button", name="To the queue").click()
    expect(lead.locator("#verdict")).to_contain_text("put it back into the queue")
    lead.goto(f"{stack.url}/audit/")
    expect(lead.locator("#reason-set_aside")).to_contain_text("by the way")
    lead.goto(f"{stack.url}/rules/")
    card = lead.locator(".rule", has_text=word)
    card.locator("summary", has_text="Delete").click()
    card.get_by_role("button", name="Delete for good").click()
    expect(lead.locator(".notice")).to_contain_text("is gone")


def test_a_promised_time_is_told_of_before_it_runs_out(stack: Stack, sign_in: Callable[..., Page]) -> None:
    connect_account(sign_in("admin"), stack, "x", "X")
    lead = sign_in("lead")
    lead.goto(f"{stack.url}/sla/new/")
    lead.get_by_label("Name").fill("At once")
    lead.get_by_label("First answer within").fill("30 min")
    lead.get_by_label("Warn after so much of the time, in percent").fill("1")
    lead.get_by_label("The clock runs in business hours only").uncheck()
    lead.get_by_role("button", name="Keep this policy").click()
    expect(lead.locator("#policies")).to_contain_text("30 min")
    agent = sign_in("agent")
    agent.goto(f"{stack.url}/inbox/queue/")
    says(stack, "dov", "Dov", "Does the kiosk take coins?")
    row = agent.locator(".row", has_text="Dov")
    # A warning after 18 seconds; the page hears of it by itself.
    expect(row.locator(".due-soon")).to_contain_text("due in", timeout=60_000)
    expect(agent.locator(".nav-link", has_text="Due soon")).to_be_visible(timeout=SOON)
    agent.locator(".nav-link", has_text="Due soon").click()
    agent.locator(".row", has_text="Dov").click()
    expect(agent.locator("#verdict .due-soon")).to_contain_text("due in")
    agent.locator("#reply-text").fill("It does, since this spring.")
    agent.get_by_role("button", name="Send").click()
    expect(agent.locator("#verdict .due")).to_have_count(0, timeout=SOON)
    expect(agent.locator(".row", has_text="Dov")).to_have_count(0, timeout=SOON)
    lead.goto(f"{stack.url}/sla/")
    # Others of the stories that are played here may be answered in time as well.
    expect(lead.locator("#policies")).to_contain_text(re.compile(r"[1-9]\d* kept, 0 missed"))
    lead.get_by_role("link", name="At once").click()
    lead.get_by_role("button", name="Delete this policy").click()
    expect(lead.locator(".notice")).to_contain_text("is gone")
