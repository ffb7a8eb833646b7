"""One page of every route, in both languages, wide and narrow: accessible, within the screen, silent in the console."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.databases import Fresh
from tests.journeys.conftest import NARROW, ROOT, WIDE, Server, copied, start
from tests.journeys.crawl import pages_by_route
from tests.journeys.happened import happened

LEAST = 215  # routes that the crawl must reach


@pytest.fixture(scope="session")
def server(peopled: Fresh, django_db_blocker: Any) -> Iterator[Server]:
    """A second hub: the other journeys, in another worker, begin theirs in an empty folder as people do."""
    with django_db_blocker.unblock():
        var = copied(peopled.var)
    yield from start("hubs/hanoi", var=var)


@pytest.fixture(scope="session")
def pages(server: Server) -> dict[str, tuple[str, str | None]]:
    happened(server)
    return pages_by_route(server)


def test_the_crawl_reaches_the_house(pages: dict[str, tuple[str, str | None]]) -> None:
    assert len(pages) >= LEAST, sorted(pages)
    assert {"trials:disengagements", "trials:exit", "trials:exit-confirm"} <= pages.keys()


# How colours contrast is more than half of axe's work. They come from a few rules of style for all pages, and are the
# same in English: where it is quick, they are judged in Vietnamese, each text once that is styled as none was before.
ALL, UNSEEN, NONE = "all", "unseen", "none"


@pytest.mark.parametrize(
    ("tongue", "size", "contrast"),
    [
        pytest.param("", WIDE, UNSEEN, id="vi-wide"),
        pytest.param("/en", NARROW, NONE, id="en-narrow"),
        pytest.param("", NARROW, ALL, id="vi-narrow", marks=pytest.mark.slow),
        pytest.param("/en", WIDE, ALL, id="en-wide", marks=pytest.mark.slow),
    ],
)
def test_every_page_can_be_read_by_everyone(
    pages: dict[str, tuple[str, str | None]],
    open_as: Callable[..., Page],
    pytestconfig: pytest.Config,
    tongue: str,
    size: dict[str, int],
    contrast: str,
) -> None:
    shots, faults = pytestconfig.getoption("--shots"), list[str]()
    viewers: dict[str | None, Page] = {}
    for route, (path, who) in pages.items():
        if who not in viewers:
            viewers[who] = open_as(who)
            viewers[who].on("pageerror", partial(_note, faults))
        page = viewers[who]
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.goto(tongue + path)
        faults += [f"{tongue}{path} ({size['width']}): {fault}" for fault in faults_of(page, contrast)]
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


# Marks each text that is none of those before it in this window: no other has the same tags, classes and states, within
# the same; answers how many there are.
MARK = """(states) => {
  const known = new Set(JSON.parse(sessionStorage.getItem("styled") || "[]")), met = new Set();
  const own = (node) => [node.tagName, ...states.map((name) => node.getAttribute(name))].join(" ");
  const style = (node) => node ? style(node.parentElement) + ">" + own(node) : "";
  const shows = (node) => node.matches("input, select, textarea, svg *")
    || [...node.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  for (const node of document.body.querySelectorAll("*")) {
    const found = shows(node) ? style(node) : "";
    if (found && !known.has(found)) {
      met.add(found);
      node.toggleAttribute("data-unseen", true);
    }
  }
  sessionStorage.setItem("styled", JSON.stringify([...known, ...met]));
  return met.size;
}"""
JUDGE = """axe.run({include: [["[data-unseen]"]]}, {runOnly: ["color-contrast"], resultTypes: ["violations"]})
  .then((found) => found.violations)"""


def states() -> list[str]:
    """Every attribute that a rule of style asks for."""
    styles = "".join(path.read_text() for path in sorted((ROOT / "longbien").rglob("*.css")))
    return sorted({"class", *re.findall(r"\[([a-z-]+)", styles)} - {"href", "value"})


def faults_of(page: Page, contrast: str) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    rules = {"color-contrast": {"enabled": contrast == ALL}}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    if contrast == UNSEEN and page.evaluate(MARK, states()):
        found += page.evaluate(JUDGE)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] + too_wide(page)


def too_wide(page: Page) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px wider than the screen"] if over > 0 else []
