"""Takes the README's pictures from the running demo (`make run`), into docs/images/."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.stack import sign_in

IMAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "images"
DESK = {"width": 1360, "height": 850}
PHONE = {"width": 390, "height": 844}


def enter(browser: Browser, url: str, who: str, **look: object) -> Page:
    page = browser.new_context(device_scale_factor=1.5, **look).new_page()  # type: ignore[arg-type]
    sign_in(page, url, who)
    return page


def open_conversation(page: Page, url: str) -> None:
    page.goto(f"{url}/inbox/queue/")
    page.locator(".row").nth(1).click()
    page.locator("#reply-text").wait_for()
    page.wait_for_timeout(400)


def main(url: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for theme in ("light", "dark"):
            agent = enter(browser, url, "agent", color_scheme=theme, viewport=DESK)
            open_conversation(agent, url)
            agent.screenshot(path=IMAGES / f"inbox-{theme}.png")
            lead = enter(browser, url, "lead", color_scheme=theme, viewport=DESK)
            lead.goto(f"{url}/coverage/")
            lead.screenshot(path=IMAGES / f"coverage-{theme}.png")
        phone = enter(browser, url, "agent", color_scheme="light", viewport=PHONE)
        phone.screenshot(path=IMAGES / "queue-phone.png")
        open_conversation(phone, url)
        phone.screenshot(path=IMAGES / "conversation-phone.png")
        admin = enter(browser, url, "admin", color_scheme="light", viewport=DESK)
        admin.goto(f"{url}/accounts/")
        admin.screenshot(path=IMAGES / "accounts-light.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SITE_URL", "http://127.0.0.1:8000"))
