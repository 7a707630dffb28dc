"""A window of a real browser; tests are skipped where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path(__file__).parents[2] / ".cache" / "browser"


class Window:
    """A page of the browser, what it complained about, and pictures of it to look at."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        # A refused form answers 422, which the browser notes although the page shows it.
        if message.type in ("error", "warning") and "422" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def click(self, name: str, role: str = "button") -> None:
        self.follow(self.page.get_by_role(role, name=name, exact=True))

    def follow(self, target: Any) -> None:
        """Click, and wait until the next page and its pictures are there."""
        with self.page.expect_navigation(wait_until="load"):
            target.click()

    def become(self, email: str) -> None:
        """Sign in as a demo person."""
        self.open("/sign-in/")
        self.click(f"Sign in as {email}")

    def keep_picture(self, name: str) -> None:
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.fixture
def window(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Open a window on the running shop."""
    api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium found")
    # The driver runs an event loop in this thread, where Django would refuse its database.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        yield Window(page, live_server.url)
        browser.close()
