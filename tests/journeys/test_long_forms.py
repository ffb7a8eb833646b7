"""A long form from its list of pages to the receipt: every page accessible and no wider than a phone, faults too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_crossing import APPLICATION, FOUNDER
from tests.journeys.test_frame import violations
from tests.journeys.walk import fill, proceed


def looks_right(page: Page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(("size", "tongue"), [(WIDE, ""), (NARROW, "/en")], ids=["wide", "narrow"])
def test_a_long_form_from_its_list_to_its_receipt(
    open_as: Callable[..., Page], size: dict[str, int], tongue: str
) -> None:
    page = open_as(FOUNDER, size=size)
    page.goto(f"{tongue}/problems/")
    page.locator("main a[href*='/problems/0']").first.click()
    page.locator("main a[href$='/apply']").first.click()
    page.locator("main form button.button").first.click()
    page.locator('main a[href$="/do/submit"]').click()
    expect(page.locator(".tasklist li")).to_have_count(5)
    looks_right(page)
    page.locator("main .actions a.button").click()
    expect(page.locator("[name=title]")).to_be_visible()
    looks_right(page)
    proceed(page)
    expect(page.locator(".summary a")).to_have_count(3)
    looks_right(page)
    for number in range(1, 6):
        expect(page).to_have_url(re.compile(f"/page/{number}$"))
        fill(page, {name: said for name, said in APPLICATION.items() if page.locator(f'[name="{name}"]').count()})
        if number == 5:
            looks_right(page)
            expect(page.locator("[name=contact_email]")).to_be_hidden()
            page.locator("[name=contact_email-known][value=use]").check()
        proceed(page)
    expect(page).to_have_url(re.compile("/send$"))
    looks_right(page)
    page.locator(".review .change a").nth(3).click()
    expect(page).to_have_url(re.compile(r"/page/2\?then=send#f-team_size$"))
    fill(page, {"team_size": "7"})
    proceed(page)
    expect(page).to_have_url(re.compile("/send$"))
    proceed(page)
    expect(page).to_have_url(re.compile("/receipt/2$"))
    expect(page.locator("main")).to_contain_text(re.compile("7 (người|people)"))
    looks_right(page)
    page.emulate_media(media="print")
    assert page.locator(".masthead nav").is_hidden()


def test_what_is_begun_on_one_device_goes_on_on_another(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER)
    page.goto("/problems/")
    page.locator("main a[href*='/problems/0']").first.click()
    page.locator("main a[href$='/apply']").first.click()
    page.locator("main form button.button").first.click()
    page.locator('main a[href$="/do/submit"]').click()
    overview = page.url
    page.locator("main .actions a.button").click()
    first = {"title": "Minh hoạ: hai máy", "solution": APPLICATION["solution"], "technology": "robotics"}
    fill(page, first)
    proceed(page)
    expect(page).to_have_url(re.compile("/page/2$"))
    phone = open_as(FOUNDER, size=NARROW, javascript=False)
    phone.goto(overview)
    expect(phone.locator("progress")).to_have_attribute("value", "1")
    phone.locator("main .actions a.button").click()
    expect(phone).to_have_url(re.compile("/page/2$"))
    phone.goto(overview + "/page/1")
    expect(phone.locator("[name=title]")).to_have_value(first["title"])
