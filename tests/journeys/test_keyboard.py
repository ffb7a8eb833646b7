"""Keyboard only: whatever a pointer reaches, Tab reaches too, in the order of the page, and one sees where one is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import NARROW, WIDE

MOST = 250  # stops of one page
FOUNDER = "Nhà sáng lập"
FOCUSABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]"

# Where the focus is: its place in the page, and what of its looks the focus has changed.
HERE = """(focusable) => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const parts = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow"];
  const looks = () => parts.map((part) => getComputedStyle(at)[part]).join(" ");
  at.getAnimations().forEach((animation) => animation.finish());
  const focused = looks(), box = at.getBoundingClientRect();
  let bare = "";
  if (!["date", "time"].includes(at.type)) {  // a blur would lead back to the first of their own stops
    at.blur();
    at.getAnimations().forEach((animation) => animation.finish());
    bare = looks();
    at.focus({ preventScroll: true });
  }
  return {
    index: [...document.querySelectorAll(focusable)].indexOf(at),
    html: at.outerHTML.slice(0, 120),
    shown: focused !== bare && !focused.startsWith("none 0px"),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
  };
}"""
# What can be reached: one radio of each group, nothing hidden, nothing that is taken out on purpose.
REACHABLE = """(focusable) => [...document.querySelectorAll(focusable)].flatMap((one, index) => {
  const seen = one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0;
  const named = one.type === "radio" ? [...document.getElementsByName(one.name)] : [];
  const peers = named.filter((peer) => peer.form === one.form);
  const stands = peers.find((peer) => peer.checked) ?? peers[0] ?? one;
  return seen && stands === one ? [index] : [];
})"""
NAMES = "(focusable) => [...document.querySelectorAll(focusable)].map((one) => one.outerHTML.slice(0, 100))"
UNFOLD = """document.querySelectorAll("details > summary").forEach((one) => {
  one.parentElement.open ||= one.checkVisibility();
})"""
YEAR = datetime.now(UTC).year + 1


@dataclass
class Keys:
    """A page under a keyboard. `faults` tells of stops that can't be seen."""

    page: Page
    faults: list[str]

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def step(self, key: str = "Tab") -> dict[str, Any] | None:
        """One Tab; where it led, None when it left the page."""
        self.press(key)
        here: dict[str, Any] | None = self.page.evaluate(HERE, FOCUSABLE)
        if here and not (here["shown"] and here["inside"]):
            self.faults.append(f"{self.page.url}: the focus can't be seen on {here['html']}")
        return here

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Tab until the target has the focus."""
        expect(target).to_have_count(1)
        for _ in range(MOST):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.step(key)
        raise AssertionError(f"{target} is out of reach on {self.page.url}")

    def fill(self, selector: str, words: str) -> None:
        box = self.page.locator(selector)
        self.to(box)
        self.press("ControlOrMeta+A")
        self.type(words)

    def enter(self, target: Locator) -> None:
        """Tab to a link or button and press Enter; wait for the page it leads to."""
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def has_focus(self, selector: str) -> None:
        self.page.wait_for_function("selector => document.activeElement?.matches(selector)", arg=selector)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("who", "path"),
    [(None, "/"), (None, "/gallery"), (None, "/problems/"), (None, "/near"), (None, "/register/"), (None, "/demo"),
     (None, "/accounts/signup/"), (FOUNDER, "/me"), (FOUNDER, "/organisations/new")],
)  # fmt: skip
def test_tab_reaches_everything_in_the_order_of_the_page(
    open_as: Callable[..., Page], who: str | None, path: str, size: dict[str, int]
) -> None:
    page = open_as(who, size=size)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate(UNFOLD)
    for stage in page.locator("[data-map], [data-drawing]").all():
        stage.scroll_into_view_if_needed()  # a map is drawn once it is seen
        page.mouse.move(40, 40)  # and the reader stirs
        expect(stage).to_have_attribute("data-state", "drawn", timeout=20_000)
    page.evaluate("scrollTo(0, 0)")
    keys, stops = Keys(page, []), list[int]()
    for _ in range(4 * MOST):
        here = keys.step()
        if here is None or here["index"] in stops[:-1]:
            break
        if here["index"] not in stops:  # a date has several stops of its own
            stops.append(here["index"])
    else:
        raise AssertionError(f"a trap: {here}")
    expected = page.evaluate(REACHABLE, FOCUSABLE)
    names = page.evaluate(NAMES, FOCUSABLE)
    assert [names[n] for n in expected if n not in stops] == [], "out of reach"
    assert stops == sorted(stops), [names[n] for n in stops]
    assert keys.faults == []


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW], ids=["wide", "narrow"])
def test_someone_without_a_pointer_finds_applies_and_sends(
    open_as: Callable[..., Page], size: dict[str, int], tmp_path: Path
) -> None:
    page = open_as(size=size)
    keys = Keys(page, [])
    find_a_problem(keys, narrow=size is NARROW)
    become(keys, FOUNDER)
    begin(keys)
    mend(keys)
    plan(keys, tmp_path)
    send(keys)
    speak_english(keys)
    assert keys.faults == []


def open_menu(keys: Keys) -> None:
    """On a narrow screen the menu is folded."""
    summary = keys.page.locator("details.menu > summary")
    if summary.is_visible() and not keys.page.locator("details.menu[open]").count():
        keys.to(summary)
        keys.press("Enter")
        expect(keys.page.locator("details.menu[open]")).to_have_count(1)


def find_a_problem(keys: Keys, *, narrow: bool) -> None:
    page = keys.page
    page.goto("/")
    keys.step()
    keys.has_focus(".skip")
    keys.press("Enter")
    keys.step()
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the first stop after the link is in main"
    page.goto("/")
    assert page.locator("details.menu > summary").is_visible() == narrow
    open_menu(keys)
    keys.fill(".masthead input[type=search]", "ngap ung")
    with page.expect_navigation():
        keys.press("Enter")
    keys.enter(page.locator("main a[href*='/problems/']").first)
    expect(page.locator("main h1")).to_contain_text("gập")


def become(keys: Keys, who: str) -> None:
    keys.page.goto("/demo")
    keys.enter(keys.page.locator("main button", has_text=who).first)
    keys.page.goto("/me")
    expect(keys.page.locator("main")).to_contain_text(who)


def begin(keys: Keys) -> None:
    """Start the service that asks for an area on a map."""
    page = keys.page
    page.goto("/services/")
    keys.enter(page.locator("main a[href*='controlled-testing-licence']").first)
    keys.enter(page.locator("main a[href$='/start']"))
    team = page.locator("main form [name=organisation]").first
    keys.to(team)
    keys.press("Space")
    expect(team).to_be_checked()
    keys.enter(page.locator("main form button.button:visible").last)
    keys.enter(page.locator("main a[href$='/do/submit']"))
    keys.enter(page.locator("main .actions a.button"))


def go_on(keys: Keys) -> None:
    keys.enter(keys.page.locator("main form.form button.button:not([name]):not([type=button]):visible").first)


def plan(keys: Keys, folder: Path) -> None:
    """Every kind of question, page by page: map area, date, choices, numbers, a repeating group, a file."""
    page = keys.page
    area = page.locator("#f-areas")
    keys.to(area)
    keys.press("Space")
    expect(area).to_be_checked()
    day = page.locator("#f-start")
    keys.to(day)
    keys.type(f"1212{YEAR}")  # twelve and twelve: the same whichever comes first
    expect(day).to_have_value(f"{YEAR}-12-12")
    keys.fill("#f-term_months", "12")
    add_and_remove_a_row(keys)
    go_on(keys)
    for cap in ("participants", "devices", "value", "speed_kmh"):
        keys.fill(f"#f-cap_{cap}", "5")
    go_on(keys)  # to the further limits: none are asked for
    go_on(keys)
    choose_in_guardrails(keys)
    stop = page.locator("[name=stop_on]").first
    keys.to(stop)
    keys.press("Space")
    keys.fill("#f-incident_contact", "0900 000 000")
    paper = folder / "plan.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    file = page.locator("#f-safety_plan")
    keys.to(file)
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(paper)
    go_on(keys)  # to what is compared: nothing is
    go_on(keys)  # to the exemptions: none are asked for
    go_on(keys)
    assert keys.faults == []


def add_and_remove_a_row(keys: Keys) -> None:
    page = keys.page
    rows = page.locator("[data-group=windows] > [data-row]")
    day = page.locator("[name=windows-0-days]").first
    keys.to(day)
    keys.press("Space")
    for end, hour in (("from", "0800AM"), ("to", "0500PM")):
        keys.to(page.locator(f"#f-windows-0-{end}"))
        keys.type(hour)
    add = page.locator("button[name=_add][value=windows]")
    keys.to(add)
    keys.press("Enter")
    expect(rows).to_have_count(2)
    assert page.evaluate("document.activeElement.name").startswith("windows-1-")
    keys.to(page.locator("button[name=_remove][value=windows-1]"))
    keys.press("Space")
    expect(rows).to_have_count(1)
    assert page.evaluate("document.activeElement.value") == "windows"


def choose_in_guardrails(keys: Keys) -> None:
    """A list to choose from, by its arrows; or radio buttons, by Space."""
    page = keys.page
    measure = page.locator("[name=guardrails-0-measure]").first
    keys.to(measure)
    keys.press("ArrowDown" if measure.evaluate("node => node.tagName") == "SELECT" else "Space")
    keys.fill("#f-guardrails-0-limit_per_site_day", "2")


def mend(keys: Keys) -> None:
    """The summary of faults takes the focus, its link leads to the question."""
    page = keys.page
    keys.fill("#f-summary", "Robot nhỏ giao hàng trong khuôn viên, có người giám sát.")
    go_on(keys)
    keys.has_focus(".summary")
    keys.step()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#f-title"
    keys.press("Enter")
    keys.has_focus("#f-title")
    keys.type("Minh hoạ: chỉ bằng bàn phím")
    go_on(keys)


def send(keys: Keys) -> None:
    """The last look leads back to a question and again to itself; then all is sent."""
    page = keys.page
    expect(page.locator("main")).to_contain_text("plan.pdf")
    expect(page.locator("main")).to_contain_text("Minh hoạ: chỉ bằng bàn phím")
    keys.enter(page.locator(".review .change a").first)
    expect(page.locator("#f-title")).to_have_value("Minh hoạ: chỉ bằng bàn phím")
    go_on(keys)
    assert page.url.endswith("/send")
    go_on(keys)
    assert "/receipt/" in page.url, page.locator("main").inner_text()
    expect(page.locator("main")).to_contain_text("Minh hoạ: chỉ bằng bàn phím")


def speak_english(keys: Keys) -> None:
    """The other language is one link away; and back, with Shift and Tab."""
    page = keys.page
    open_menu(keys)
    keys.enter(page.locator(".masthead a[hreflang=en]:visible").first)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    open_menu(keys)
    keys.to(page.locator(".masthead nav a").last)
    keys.to(page.locator(".masthead a[hreflang=vi]:visible").last, "Shift+Tab")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
