"""A real Chromium against a whole running Heard."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.stack import COMPANY, HANDLE, Stack, run_stack
from tests.stack import sign_in as through_the_door

CHROMIUM = next(
    filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"))),
    None,
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser these stories cannot be played: one line says so, and where CI is set that is a failure."""
    if CHROMIUM is None:
        text = "no Chromium was found, so the browser's stories were not played (install chromium, or set CHROMIUM)"
        if os.environ.get("CI"):
            raise pytest.UsageError(text)
        config.get_terminal_writer().line(text)
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("browser")])
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with run_stack(tmp_path_factory.mktemp("var")) as running:
        for platform in ("x", "facebook"):
            running.sandbox.control("POST", "accounts", platform=platform, handle=HANDLE, name=COMPANY)
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Django's test runner forbids database calls where an event loop runs, and Playwright's own one counts as such.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


def _is_error(message: ConsoleMessage) -> bool:
    # A page that is not there is one of the pages these stories visit on purpose.
    return message.type == "error" and "status of 404" not in message.text


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A fresh browser window; whatever its console reports as an error fails the test."""
    contexts, errors = [], []

    def open_window(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: errors.append(message.text) if _is_error(message) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def sign_in(open_page: Callable[..., Page], stack: Stack) -> Callable[..., Page]:
    """A window in which one of the demo's people has signed in."""

    def enter(who: str, **options: object) -> Page:
        page = open_page(**options)
        through_the_door(page, stack.url, who)
        return page

    return enter
