"""One page of every route, in both languages, wide and narrow: accessible, within the screen, silent in the console."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.databases import Fresh
from tests.journeys.conftest import NARROW, WIDE, Server, start
from tests.journeys.crawl import pages_by_route
from tests.journeys.happened import happened

LEAST = 130  # routes that the crawl must reach


@pytest.fixture(scope="session")
def server(peopled: Fresh) -> Iterator[Server]:
    """A second hub: the other journeys, in another worker, begin theirs in an empty folder as people do."""
    yield from start("hubs/hanoi", begun=peopled.var)


@pytest.fixture(scope="session")
def pages(server: Server) -> dict[str, tuple[str, str | None]]:
    happened(server)
    return pages_by_route(server)


def test_the_crawl_reaches_the_house(pages: dict[str, tuple[str, str | None]]) -> None:
    assert len(pages) >= LEAST, sorted(pages)
    assert {"trials:disengagements", "trials:exit", "trials:exit-confirm"} <= pages.keys()


@pytest.mark.parametrize(
    ("tongue", "size", "rules"),
    [
        pytest.param("", WIDE, {}, id="vi-wide"),
        # Colours are the same in English: how they contrast, more than half of axe's work, is left to vi-narrow.
        pytest.param("/en", NARROW, {"color-contrast": {"enabled": False}}, id="en-narrow"),
        pytest.param("", NARROW, {}, id="vi-narrow", marks=pytest.mark.slow),
        pytest.param("/en", WIDE, {}, id="en-wide", marks=pytest.mark.slow),
    ],
)
def test_every_page_can_be_read_by_everyone(
    pages: dict[str, tuple[str, str | None]],
    open_as: Callable[..., Page],
    pytestconfig: pytest.Config,
    tongue: str,
    size: dict[str, int],
    rules: dict[str, dict[str, bool]],
) -> None:
    shots, faults = pytestconfig.getoption("--shots"), list[str]()
    viewers: dict[str | None, Page] = {}
    for route, (path, who) in pages.items():
        if who not in viewers:
            viewers[who] = open_as(who)
            viewers[who].on("pageerror", partial(_note, faults))
        page = viewers[who]
        page.set_viewport_size(size)
        page.goto(tongue + path)
        faults += [f"{tongue}{path} ({size['width']}): {fault}" for fault in faults_of(page, rules)]
        if size == WIDE:  # cheap, and Vietnamese fills narrow screens differently
            page.set_viewport_size(NARROW)
            page.evaluate(DRAWN)
            faults += [f"{tongue}{path} (320): {fault}" for fault in too_wide(page)]
            page.set_viewport_size(WIDE)
        if shots:
            name = f"{route.replace(':', '-')}-{tongue.strip('/') or 'vi'}-{size['width']}.png"
            page.screenshot(path=Path(shots) / name, full_page=True)
    assert faults == []


# Two frames: a page that was just made narrower is laid out anew, however busy the machine is.
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def _note(faults: list[str], error: object) -> None:
    faults.append(f"script error: {error}")


def faults_of(page: Page, rules: dict[str, dict[str, bool]]) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] + too_wide(page)


def too_wide(page: Page) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px wider than the screen"] if over > 0 else []
