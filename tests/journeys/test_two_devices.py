"""One person, one form, two devices: the older page writes over nothing, and a file goes over the line once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import NARROW
from tests.journeys.test_crossing import APPLICATION, FOUNDER
from tests.journeys.test_cut import begun, first_page
from tests.journeys.test_long_forms import looks_right
from tests.journeys.walk import fill, proceed

SAVED = re.compile(r"/do/submit/page/\d+$")
PDF = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 4_000}


def test_both_texts_are_shown_and_one_is_chosen(open_as: Callable[..., Page]) -> None:
    desk, phone = open_as(FOUNDER), open_as(FOUNDER, size=NARROW, javascript=False)
    begun(desk)
    first_page(desk)
    phone.goto(desk.url)
    with desk.expect_response(SAVED) as saved:
        fill(desk, {"title": "Minh hoạ: viết ở bàn", "solution": APPLICATION["solution"], "technology": "robotics"})
        desk.locator("[name=title]").blur()
    assert saved.value.status == 200
    fill(phone, {"title": "Minh hoạ: viết trên đường", "solution": APPLICATION["solution"], "technology": "robotics"})
    proceed(phone)
    expect(phone.locator("fieldset.known input[type=radio]")).to_have_count(2)
    expect(phone.locator("main")).to_contain_text("Minh hoạ: viết ở bàn")
    phone.get_by_label("Minh hoạ: viết trên đường").check()
    proceed(phone)
    expect(phone).to_have_url(re.compile("/page/2$"))
    with desk.expect_response(SAVED) as stopped:
        fill(desk, {"title": "Minh hoạ: viết tiếp ở bàn"})
        desk.locator("[name=title]").blur()
    assert stopped.value.status == 409
    expect(desk.locator("[data-kept]")).to_contain_text("Tiếp tục")
    proceed(desk)
    expect(desk.locator("fieldset.known input[type=radio]")).to_have_count(2)
    looks_right(desk)
    desk.get_by_label("Minh hoạ: viết tiếp ở bàn").check()
    proceed(desk)
    phone.goto(re.sub(r"\d$", "1", phone.url))
    expect(phone.locator("[name=title]")).to_have_value("Minh hoạ: viết tiếp ở bàn")


def test_what_was_typed_without_a_connection_meets_what_another_device_saved(open_as: Callable[..., Page]) -> None:
    desk, phone = open_as(FOUNDER), open_as(FOUNDER, size=NARROW)
    begun(desk)
    first_page(desk)
    phone.goto(desk.url)
    phone.context.set_offline(True)
    fill(phone, {"title": "Minh hoạ: trong đường hầm"})
    phone.wait_for_timeout(500)
    fill(desk, {"title": "Minh hoạ: trong lúc đó", "solution": APPLICATION["solution"], "technology": "robotics"})
    proceed(desk)
    with phone.expect_response(lambda reply: reply.request.method == "POST") as met:
        phone.context.set_offline(False)
    assert met.value.status == 409
    phone.reload()
    for text in ("trong đường hầm", "trong lúc đó"):
        expect(phone.locator("main")).to_contain_text(f"Minh hoạ: {text}")


def test_two_tabs_of_one_browser_write_under_their_own_names(open_as: Callable[..., Page]) -> None:
    first = open_as(FOUNDER)
    begun(first)
    first_page(first)
    drawn = first.locator("[name=_page]").input_value()
    first.route(SAVED, lambda route: route.abort())
    fill(first, {"title": "Minh hoạ: ở thẻ thứ nhất"})
    first.wait_for_timeout(500)
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.locator("[name=title]")).to_have_value("Minh hoạ: ở thẻ thứ nhất")
    assert second.locator("[name=_page]").input_value() != drawn


def test_a_chosen_file_goes_over_the_line_once(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER)
    begun(page)
    first_page(page)
    page.goto(page.url.split("/page/")[0] + "?whole=1")
    sent: list[Request] = []
    page.on("requestfinished", lambda request: sent.append(request) if request.method == "POST" else None)
    page.locator("input[type=file]").first.set_input_files(PDF)
    expect(page.locator("[data-stored]").first).to_contain_text("plan.pdf")
    fill(page, {"title": "Minh hoạ: một lần"})
    page.locator("[name=title]").blur()
    page.wait_for_timeout(4_000)
    page.locator("main [name=_save]").click()
    page.wait_for_load_state()
    sizes = [int(one.all_headers()["content-length"]) for one in sent]
    assert sum(size > len(PDF["buffer"]) for size in sizes) == 1, sizes
    assert len(sizes) >= 3, "saved twice by itself, and once by hand"


@pytest.mark.parametrize("press", [1, 2])
def test_that_there_is_no_connection_is_said_once(open_as: Callable[..., Page], press: int) -> None:
    page = open_as(FOUNDER, size=NARROW)
    begun(page)
    first_page(page)
    page.locator("[name=title]").wait_for()
    page.context.set_offline(True)
    fill(page, {"title": "Minh hoạ: trong đường hầm"})
    page.locator("[name=title]").blur()
    expect(page.locator("form .notice")).to_have_count(1)
    for _ in range(press):
        page.locator("main form.form button.button:not([name]):not([type=button])").first.click(no_wait_after=True)
    page.wait_for_timeout(2_500)
    expect(page.locator("form .notice")).to_have_count(1)


def test_a_good_file_takes_the_mistake_of_the_earlier_one_away(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER, size=NARROW)
    begun(page)
    first_page(page)
    page.goto(page.url.split("/page/")[0] + "?whole=1")
    word = {"name": "plan.docx", "mimeType": "application/msword", "buffer": b"PK" + b"x" * 400}
    page.locator("input[type=file]").first.set_input_files(word)
    page.locator("main form.form button.button:not([name]):not([type=button])").first.click()
    wrong = page.locator(".fault", has_text="“plan.docx”")
    expect(wrong).to_have_count(1)
    page.locator("input[type=file]").first.set_input_files(PDF)
    expect(page.locator("[data-stored]").first).to_contain_text("plan.pdf")
    expect(wrong).to_have_count(0)
    expect(page.locator(".summary a", has_text="“plan.docx”")).to_have_count(0)
