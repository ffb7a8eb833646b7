"""Somebody finds a data set, reads it, asks it, draws the answer, saves the question and takes a file; and a steward
sees what terms would do: in both languages, with a script and without."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW
from tests.journeys.test_crossing import FOUNDER
from tests.journeys.test_long_forms import looks_right
from tests.journeys.walk import fill

STEWARD = "Cán bộ sở ngành"
STATEMENT = "SELECT former, count(*) AS n, sum(area_km2) AS km2 FROM wards GROUP BY former ORDER BY former"
WORDS = {"": ("phuong", "diện tích"), "/en": ("wards", "size")}


@pytest.mark.parametrize(("tongue", "javascript"), [("", True), ("/en", False)])
def test_from_the_catalogue_to_a_saved_question(
    open_as: Callable[..., Page], tmp_path: Path, tongue: str, javascript: bool
) -> None:
    page = open_as(FOUNDER, javascript=javascript)
    word, about = WORDS[tongue]
    page.goto(f"{tongue}/data/")
    facets = page.locator(".facets")
    facets.locator("a[href*='theme=REGI']").click()
    page.fill("#q", word)
    page.locator("main form[role=search] button").click()
    expect(facets.locator("[aria-current]")).to_have_count(1)
    page.locator(f"main h2 a[href='{tongue}/data/wards']").click()
    expect(page.locator(".page-head")).to_contain_text(about)
    expect(page.locator("main")).to_contain_text("Phường Ba Đình")
    page.locator(f"main a.button[href='{tongue}/data/wards/ask']").click()
    page.fill("#statement", STATEMENT)
    page.locator("#bench button:not([name])").click()
    expect(page.locator("figure.chart svg")).to_be_visible()
    page.select_option("#y", "km2")
    page.select_option("#kind", "line")
    page.locator("button[form=bench]:not([name])").click()
    expect(page.locator("figure.chart svg.line")).to_have_attribute("aria-label", "km2 / former")
    page.fill("#name", "Đơn vị cũ")
    page.locator("button[value=save]").click()
    expect(page).to_have_url(re.compile(r"/data/questions/[0-9a-z]{26}$"))
    expect(page.locator("h1")).to_have_text("Đơn vị cũ")
    expect(page.locator("figure.chart svg.line")).to_be_visible()
    page.set_viewport_size(NARROW)
    if javascript:
        looks_right(page)
    with page.expect_download() as taken:
        page.locator("#bench button[value=csv]").click()
    assert Path(taken.value.path()).read_text("utf-8-sig").startswith("former,n,km2")
    address = page.url
    stranger = open_as(None, javascript=javascript)
    stranger.goto(address)
    expect(stranger.locator("h1")).to_have_text("Đơn vị cũ")


def test_a_steward_previews_what_terms_do(open_as: Callable[..., Page]) -> None:
    page = open_as(STEWARD)
    page.goto("/en/data/wards/agree")
    page.locator("button[name=_add][value=rows]").click()
    fill(page, {"rows-0-column": "area_km2", "rows-0-operator": "at-most", "rows-0-values": "5", "purpose": "A study"})
    page.locator("button[name=_try]").click()
    expect(page.locator("#effect")).to_contain_text("126")
    expect(page.locator("[name=purpose]")).to_have_value("A study")
    page.set_viewport_size(NARROW)
    looks_right(page)
