"""The frame, the home page and the gallery: accessible, narrow, by keyboard, light, asking no other host."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Server

FIRST_LOAD = 150_000  # bytes on the wire, map aside


class Visit:
    """A page in a browser of its own, with everything that it complained about and asked for."""

    def __init__(self, browser: Browser, base: str, width: int = 1280, **options) -> None:
        self.base = base
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        return [url for url in self.asked if not url.startswith((self.base, "blob:", "data:"))]


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def open_one(**options) -> Visit:
        opened.append(Visit(browser, server.base, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


PATHS = ["/", "/en/", "/gallery", "/en/gallery", "/search?q=x", "/nowhere"]
LOOKS = [(path, width, "light") for path in PATHS for width in (1280, 320)]


@pytest.mark.parametrize(("path", "width", "scheme"), [*LOOKS, ("/", 1280, "dark"), ("/gallery", 1280, "dark")])
def test_pages_are_accessible_and_fit(visit, path, width, scheme):
    here = visit(width=width, color_scheme=scheme)
    page = here.go(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert here.elsewhere == []
    assert [said for said in here.complaints if "404" not in said] == []


def test_a_form_with_faults_is_accessible_and_leads_to_them(visit):
    page = visit().go("/en/gallery")
    page.fill("#f-title", "")
    page.locator("main form > .actions button").first.click()
    page.wait_for_selector(".summary")
    assert page.evaluate("document.activeElement.className") == "summary"
    assert violations(page) == []
    page.click(".summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "f-title"


@pytest.mark.parametrize("path", ["/", "/problems/"])
def test_the_first_load_is_light(visit, path):
    here = visit()
    weights: dict[str, int] = {}

    def weigh(request) -> None:
        sizes = request.sizes()
        weights[urlsplit(request.url).path] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    here.page.on("requestfinished", weigh)
    here.go(path)
    assert len(weights) > 4
    assert sum(weights.values()) <= FIRST_LOAD, weights


def test_the_first_tab_skips_to_the_content(visit):
    page = visit().go("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scripted", [True, False])
def test_rows_are_added_and_removed(visit, scripted):
    page = visit(java_script_enabled=scripted).go("/en/gallery")
    rows = page.locator("[data-group=windows] > [data-row]")
    expect(rows).to_have_count(2)
    page.fill("#f-windows-1-from", "14:00")
    page.click("button[name=_add][value=windows]")
    expect(rows).to_have_count(3)
    page.locator("[data-group=windows] button[name=_remove]:visible").first.click()
    expect(rows).to_have_count(2)
    expect(rows.first.locator("input").first).to_have_value("14:00")
    expect(page.locator("#f-title")).to_have_value("Đèn tín hiệu thích ứng")


def test_the_map_is_drawn_under_the_strict_policy(visit):
    here = visit()
    page = here.go("/gallery")
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.mouse.move(40, 40)
    page.wait_for_selector("[data-map][data-state=drawn] canvas", timeout=20_000)
    assert page.locator(".map-label").all_inner_texts() == ["Khu A", "Khu B"]
    assert here.elsewhere == []
    assert here.complaints == []


def test_without_scripts_the_map_is_a_drawing_with_a_list(visit):
    page = visit(java_script_enabled=False).go("/gallery")
    assert page.locator("[data-map] svg path").count() >= 4
    assert page.locator("[data-map] li").count() == 2


def test_a_printed_page_leaves_the_menus_out(visit):
    page = visit().go("/gallery")
    page.emulate_media(media="print")
    assert page.locator(".masthead nav").is_hidden()
    assert page.locator(".foot").is_hidden()
