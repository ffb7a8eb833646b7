"""A question that hangs on another: asked at once with JavaScript, after “Continue” without."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW
from tests.journeys.test_crossing import FOUNDER
from tests.journeys.test_long_forms import looks_right
from tests.journeys.walk import proceed


def personal_data(page: Page) -> None:
    """The page of a request for data that asks whether they are about persons, and then about how many."""
    page.goto("/services/hanoi.data-access/start")
    page.locator("main form button.button").first.click()
    page.locator('main a[href$="/do/submit"]').click()
    page.goto(page.url + "/page/3")


def test_a_question_comes_and_goes_as_the_one_before_it_is_answered(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER, size=NARROW)
    personal_data(page)
    asked, no, yes = page.locator("[name=subjects]"), page.locator("[value=no]"), page.locator("[value=yes]")
    expect(asked).to_have_count(0)
    yes.first.check()
    asked.fill("120")
    expect(page.locator("[data-appeared]")).to_contain_text("Về bao nhiêu người")
    looks_right(page)
    no.first.check()
    expect(asked).to_have_count(0)
    yes.first.check()
    expect(asked).to_have_value("120")
    expect(page.locator("[name=_shown]")).to_have_value("personal subjects sensitive impact")


def test_without_a_script_it_comes_after_continue(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER, javascript=False)
    personal_data(page)
    page.locator("[value=yes]").first.check()
    expect(page.locator("[name=subjects]")).to_have_count(0)
    proceed(page)
    expect(page.locator("[name=subjects]")).to_be_visible()
    expect(page.locator(".summary")).to_have_count(0)
