"""A real browser in front of the live server, with a clock that the tests move.

Every browser that a test opens is watched: at the end there has been no error in its console or its scripts, nothing
refused by the content security policy, and no request to another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright

from content.store.load import load_shipped
from tests.e2e.visitor import ZONE, Visitor, Watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Milliseconds that a page may take on a machine that is busy with other work; nothing waits longer than it has to.
PATIENCE = 60_000
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip(f"no Chromium here: none of {', '.join(NAMES)} is on the path, and CHROMIUM names none")
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django refuses the database beside one.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The server's clock: ten in the morning of the day after this one for the learner, going on from there.

    It is never behind the browser's own, which decides when cookies end.
    """
    zone = ZoneInfo(ZONE)
    morning = datetime.combine(datetime.now(zone).date() + timedelta(days=1), time(10), tzinfo=zone)
    with time_machine.travel(morning.astimezone(UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def bank(browser, transactional_db, no_attempts_yet, clock) -> None:
    """The shipped guide."""
    loaded = load_shipped(settings.SHIPPED_BANK, now=datetime.now(UTC))
    assert not loaded.refusal


@pytest.fixture
def open_browser(browser, live_server, bank, clock) -> Iterator[Callable[..., Visitor]]:
    """Opens a fresh browser, which nobody has used; the keywords are those of a Playwright context."""
    opened = []

    def fresh(**options) -> Visitor:
        context = browser.new_context(base_url=live_server.url, timezone_id=ZONE, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, host=live_server.url)))
        return Visitor(context.new_page(), clock)

    yield fresh
    for context, _ in opened:
        context.close()
    assert [problem for _, watch in opened for problem in watch.problems] == []


@pytest.fixture
def visitor(open_browser) -> Visitor:
    """A stranger who has just opened their browser."""
    return open_browser()
