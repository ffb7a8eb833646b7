"""An outline is drawn on a map, by pointer and by keys, into the box that is the answer; faults are said there."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

CROSSED = "105.85, 21.03\n105.86, 21.04\n105.86, 21.03\n105.85, 21.04"
SQUARE = '{"type": "Polygon", "coordinates": [[[105.85, 21.03], [105.86, 21.03], [105.86, 21.04], [105.85, 21.03]]]}'


def test_an_outline_is_drawn_moved_taken_back_and_opened(open_as: Callable[..., Page], tmp_path: Path) -> None:
    page = open_as()
    page.goto("/en/gallery")
    figure, box = page.locator("[data-drawing]"), page.locator("textarea[data-outline]")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "drawn", timeout=60_000)
    canvas, corners = figure.locator("canvas"), figure.locator("button.corner")

    def lines() -> list[str]:
        return box.input_value().split("\n") if box.input_value() else []

    for x, y in ((150, 100), (250, 100), (250, 200)):
        canvas.click(position={"x": x, "y": y})
    assert len(lines()) == 3
    assert all(re.fullmatch(r"-?\d+(\.\d+)?, -?\d+(\.\d+)?", line) for line in lines())
    canvas.focus()
    page.keyboard.press("Enter")
    expect(corners).to_have_count(4)
    before = lines()
    corners.nth(3).focus()
    page.keyboard.press("ArrowRight")
    assert (lines()[:3], lines()[3] != before[3]) == (before[:3], True)
    expect(corners.nth(3)).to_be_focused()
    page.keyboard.press("Delete")
    expect(corners).to_have_count(3)
    figure.get_by_role("button", name="Take back").click()
    assert len(lines()) == 2
    figure.get_by_role("button", name="Clear").click()
    assert box.input_value() == ""
    figure.get_by_role("button", name="Take back").click()
    assert len(lines()) == 2
    (tmp_path / "area.geojson").write_text(SQUARE)
    figure.locator("input[type=file]").set_input_files(tmp_path / "area.geojson")
    expect(corners).to_have_count(3)
    assert box.input_value() == SQUARE


def test_what_is_wrong_is_said_at_once(open_as: Callable[..., Page]) -> None:
    page = open_as()
    page.goto("/en/gallery")
    box, said = page.locator("textarea[data-outline]"), page.locator("[data-live]")
    for typed, wrong in (
        ("21.03, 105.85", "Corner 1: longitude comes first, then latitude."),
        ("5.8, 21.03", "Corner 1 lies outside the hub."),
        ("105.85", "Line 1: two numbers are needed"),
        (CROSSED, "The outline crosses itself: sides 1 and 3 meet."),
        ('{"type": "Point", "coordinates": [105.85, 21.03]}', "This is no GeoJSON of one Polygon or MultiPolygon."),
    ):
        box.fill(typed)
        expect(said).to_contain_text(wrong)
    box.fill("105.85, 21.03")
    expect(said).to_be_hidden()


def test_without_scripts_the_box_is_there_and_no_button_that_does_nothing(open_as: Callable[..., Page]) -> None:
    page = open_as(javascript=False)
    page.goto("/en/gallery")
    expect(page.locator("textarea[data-outline]")).to_be_visible()
    expect(page.locator("[data-drawing] svg")).to_be_visible()
    expect(page.locator("[data-draw]").first).to_be_hidden()
