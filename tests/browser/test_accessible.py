"""axe looks at every main page, in light and in dark, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_loop import connect_account
from tests.stack import HANDLE, Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(180)]
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}

PAGES = (
    "accounts/",
    "accounts/connect/facebook/",
    "coverage/",
    "coverage/waiting/",
    "inbox/closed/",
    "inbox/due/",
    "audit/",
    "audit/closing_thanks/?show=samples",
    "rules/",
    "rules/new/",
    "sla/",
    "sla/new/",
    "sla/hours/0/",
)


def check(page: Page, where: str) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{where}: {entry['id']} at {entry['nodes'][0]['target']}" for entry in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    theme: str, size: str, stack: Stack, open_page: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    options = {"color_scheme": theme, "viewport": SIZES[size]}
    door = open_page(**options)
    door.goto(f"{stack.url}/sign-in/")
    problems = check(door, "sign-in")
    page = sign_in("admin", **options)
    connect_account(page, stack, "x", "X")
    event = {"at": 0, "platform": "x", "account": HANDLE, "author": {"id": "kim", "handle": "kim", "name": "Kim"}}
    stack.sandbox.play({**event, "id": "axe-1", "kind": "mention", "reply_to": None, "text": "Is anybody there?"})
    problems += check(page, "account")
    for where in PAGES:
        page.goto(f"{stack.url}/{where}")
        problems += check(page, where)
    page.goto(f"{stack.url}/inbox/queue/")
    expect(page.locator(".row", has_text="Kim")).to_have_count(1)
    problems += check(page, "queue")
    page.locator(".row", has_text="Kim").click()
    expect(page.locator("#reply-text")).to_be_visible()
    page.locator("summary", has_text="Close").click()
    problems += check(page, "conversation")
    page.goto(f"{stack.url}/no/such/page/")
    problems += check(page, "not found")
    assert not problems
