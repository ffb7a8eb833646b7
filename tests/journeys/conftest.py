"""Journeys run against the real thing: `longbien start --demo` in its own process, real Chromium in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from longbien.site.prepared import note_prepared
from tests.databases import database_template, peopled, switched  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", default="", help="the folder that pictures of every page go to")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one server, so one worker runs them all (`tests/sharing.py`)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Server:
    """A running hub: `base` is its address, `var` its folder of state, `run` its command line."""

    base: str
    var: Path
    env: dict[str, str]

    def run(self, *words: str) -> str:
        command = [ROOT / ".venv/bin/longbien", *words]
        ran = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copied(begun: Path) -> Path:
    """A copy of the state, with what `longbien start --demo` makes besides and the note that all is prepared."""
    var = Path(shutil.copytree(begun, tempfile.mkdtemp(prefix="longbien-journey-"), dirs_exist_ok=True))
    url = f"sqlite:///{var / 'longbien.sqlite3'}"
    static = {"STATIC_ROOT": var / "static", "STATICFILES_DIRS": [var / "assets"]}
    with override_settings(VAR=var, **static), switched(url):
        call_command("assets", verbosity=0)
        call_command("data", "refresh", verbosity=0)
        note_prepared(replace(settings.ENV, var=var, database_url=url), demo=True)
    return var


def start(hub: str, *, var: Path | None = None) -> Iterator[Server]:
    """`longbien start --demo` in an empty folder, or in one that is `copied`."""
    var, port = var or Path(tempfile.mkdtemp(prefix="longbien-journey-")), free_port()
    env = os.environ | {
        "LONGBIEN_VAR": str(var), "LONGBIEN_PORT": str(port), "LONGBIEN_HUB": hub, "LONGBIEN_DEVELOPMENT": "1",
    }  # fmt: skip
    env.pop("LONGBIEN_SECRET_KEY", None)
    with (var / "start.log").open("w") as log:
        command = [ROOT / ".venv/bin/longbien", "start", "--demo"]
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        server = Server(f"http://127.0.0.1:{port}", var, env)
        wait_for(lambda: answers(f"{server.base}/health"), seconds=300, what=(var / "start.log").read_text)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        shutil.rmtree(var, ignore_errors=True)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def wait_for(ready: Callable[[], bool], *, seconds: float, what: Callable[[], str]) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until, what()
        time.sleep(0.2)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    yield from start("hubs/hanoi")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: while it is open an event loop runs in this process, and a test that needs its own fails."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def open_as(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """`open_as("officer", javascript=False, size=NARROW)`: a fresh browser with that demonstration person signed in."""
    contexts: list[BrowserContext] = []

    def open_(who: str | None = None, *, javascript: bool = True, size: dict[str, int] | None = None) -> Page:
        context = browser.new_context(
            base_url=server.base, java_script_enabled=javascript, viewport=size or WIDE, locale="vi-VN"
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: _same_host(request.url, server.base))
        if who:
            page.goto("/demo")
            page.locator("main button", has_text=re.compile(f"{re.escape(who)}$")).click()
        return page

    yield open_
    for context in contexts:
        context.close()


def _same_host(url: str, base: str) -> None:
    assert url.startswith((base, "data:", "blob:")), f"a page asked another host: {url}"
