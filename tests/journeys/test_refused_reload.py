"""An officer writes on the page of a refusal and loads it again: what was written since stays."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_crossing import OFFICER

SAVED = re.compile(r"/desk\?")


def test_a_page_of_a_refusal_that_is_loaded_again_writes_over_nothing(open_as: Callable[..., Page]) -> None:
    page = open_as(OFFICER)
    page.goto("/desk/?whose=all")
    page.locator("main table a[href*='/desk?']").first.click()
    box = page.locator("textarea[name=text]")
    with page.expect_response(SAVED):
        box.press_sequentially("x")
    with page.expect_response(SAVED):
        box.press("Backspace")
    page.locator("button[name=press][value=note]").click()
    expect(page.locator(".summary")).to_be_visible()
    with page.expect_response(SAVED):
        box.press_sequentially("Viết sau khi bị trả lại")
    page.reload()
    expect(box).to_have_value("Viết sau khi bị trả lại")
