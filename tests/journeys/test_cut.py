"""A phone at the edge of the network: 400 kbit/s, 400 ms, and cut in the middle of what is sent. Nothing is lost, and
nothing is done twice, with and without JavaScript. What is typed stays on the device only until somebody signs out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Error, Page, Route, expect

from tests.journeys.conftest import NARROW
from tests.journeys.test_crossing import APPLICATION, FOUNDER
from tests.journeys.walk import answer, fill, proceed

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CUT = {"offline": True, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
# Before it leaves, on its way, while it is answered, after the answer began: each once; two of them in every run.
MOMENTS = (0, 450, *(pytest.param(moment, marks=pytest.mark.slow) for moment in (250, 900)))


class Phone:
    """A page behind a thin line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line: CDPSession = page.context.new_cdp_session(page)
        self.line.send("Network.enable")
        self.on()

    def on(self) -> None:
        self.line.send("Network.emulateNetworkConditions", SLOW)

    def off(self) -> None:
        self.line.send("Network.emulateNetworkConditions", CUT)

    def cut_while(self, press: Callable[[], None], *, after_ms: int) -> None:
        """Press, and lose the line so long after it."""
        press()
        self.page.wait_for_timeout(after_ms)
        self.off()
        self.page.wait_for_timeout(500)
        self.on()

    def press(self) -> None:
        self.page.locator("main form.form button.button:not([name]):not([type=button])").first.click(no_wait_after=True)


def begun(page: Page) -> str:
    """A new application; the address of its case."""
    page.goto("/problems/")
    page.locator("main a[href*='/problems/0']").first.click()
    page.locator("main a[href$='/apply']").first.click()
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile("/cases/[a-z0-9]{26}$"))
    return page.url


def first_page(page: Page) -> None:
    """To the first page of the form, on whatever line."""
    for way in ('a[href$="/do/submit"]', ".actions a.button"):
        with page.expect_navigation():
            page.locator(f"main {way}").click()


def back_to(page: Page, address: str) -> None:
    """As people do when the browser says that there is no connection: the address again."""
    for _ in range(3):
        try:
            page.goto(address, wait_until="load")
            return
        except Error:
            page.wait_for_timeout(300)
    page.goto(address)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripted", "plain"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_cut_while_sending_nothing_is_lost_or_done_twice(
    open_as: Callable[..., Page], javascript: bool, moment: int
) -> None:
    page = open_as(FOUNDER, javascript=javascript, size=NARROW)
    page.set_default_timeout(60_000)
    title = f"Minh hoạ: đường truyền đứt sau {moment} {javascript}"
    case = begun(page)
    page.locator('main a[href$="/do/submit"]').click()
    answer(page, APPLICATION | {"title": title})
    expect(page.locator("main")).to_contain_text(title)
    last_look, phone = page.url, Phone(page)
    phone.cut_while(phone.press, after_ms=moment)
    back_to(page, last_look)
    if page.url == last_look:  # it never arrived: all is still there, and is sent again
        expect(page.locator("main")).to_contain_text(title)
        phone.press()
    expect(page).to_have_url(re.compile(r"/receipt/2$"))
    expect(page.locator("main")).to_contain_text(title)
    back_to(page, case)
    assert page.locator(".timeline [data-state=done]").count() == 2, "opened and sent, each once"


@pytest.mark.parametrize("javascript", [True, False], ids=["scripted", "plain"])
def test_the_answer_gets_lost_and_the_button_is_pressed_again(open_as: Callable[..., Page], javascript: bool) -> None:
    page = open_as(FOUNDER, javascript=javascript, size=NARROW)
    title = f"Minh hoạ: câu trả lời thất lạc {javascript}"
    case = begun(page)
    page.locator('main a[href$="/do/submit"]').click()
    answer(page, APPLICATION | {"title": title})
    lost: list[int] = []

    def lose(route: Route) -> None:
        """The server hears it and answers; nothing of that comes back."""
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/send", lose)
    page.locator("main form.form button.button:not([name]):not([type=button])").first.click(no_wait_after=True)
    page.wait_for_timeout(1_000)
    assert lost == [302]
    page.go_back()
    if "/receipt/" not in page.url:  # the page as it was kept by the browser, its button pressed once more
        page.locator("main form.form button.button:not([name]):not([type=button])").first.click()
    expect(page).to_have_url(re.compile(r"/receipt/2$"))
    expect(page.locator("main")).to_contain_text(title)
    page.goto(case)
    assert page.locator(".timeline [data-state=done]").count() == 2


@pytest.mark.parametrize("moment", MOMENTS)
def test_cut_while_a_page_is_saved_what_was_typed_is_there_again(open_as: Callable[..., Page], moment: int) -> None:
    page = open_as(FOUNDER, size=NARROW)
    page.set_default_timeout(60_000)
    begun(page)
    first_page(page)
    phone = Phone(page)
    fill(page, {"title": "Minh hoạ: gõ dở", "solution": APPLICATION["solution"], "technology": "robotics"})
    first = page.url
    phone.cut_while(phone.press, after_ms=moment)
    back_to(page, first)
    expect(page.locator("[name=title]")).to_have_value("Minh hoạ: gõ dở")
    expect(page.locator("[name=technology]")).to_have_value("robotics")


def test_without_a_connection_what_is_typed_stays_on_the_device_until_one_signs_out(
    open_as: Callable[..., Page],
) -> None:
    page = open_as(FOUNDER, size=NARROW)
    phone = Phone(page)
    begun(page)
    first_page(page)
    page.locator("[name=title]").wait_for()
    address = page.url
    phone.off()
    fill(page, {"title": "Minh hoạ: trong đường hầm"})
    page.wait_for_timeout(400)
    phone.press()
    expect(page.locator("main [role=alert]")).to_be_visible()
    assert page.url == address, "the page with all that was typed stays"
    phone.on()
    back_to(page, address)
    expect(page.locator("[name=title]")).to_have_value("Minh hoạ: trong đường hầm")
    expect(page.locator("[data-kept]")).to_be_visible()
    assert kept(page), "still only on the device"
    page.locator("details.menu > summary").click()
    page.locator("details.account > summary").click()
    page.locator("[data-sign-out] button").click()
    page.wait_for_load_state()
    assert kept(page) == []


def test_the_next_person_on_the_device_finds_nothing(open_as: Callable[..., Page]) -> None:
    page = open_as(FOUNDER)
    begun(page)
    page.evaluate("localStorage.setItem('longbien:typed:01928dd5-8e6a-7000-8000-000000000000:case:form:0', '{}')")
    page.reload()
    assert kept(page) == []


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('longbien:typed:'))")
    return found


def test_a_long_form_by_phone_stays_light(open_as: Callable[..., Page]) -> None:
    """A page of a form, once the style and scripts are there, is a few kilobytes: under two seconds on such a line."""
    page = open_as(FOUNDER, size=NARROW)
    begun(page)
    first_page(page)
    page.locator("[name=title]").wait_for()
    Phone(page)
    page.goto(page.url)
    took = page.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart")
    assert took < 2_500, f"{took} ms"
    fill(page, {"title": "Minh hoạ", "solution": APPLICATION["solution"], "technology": "robotics"})
    proceed(page)
    expect(page.locator("[name=team_size]")).to_be_visible()


def test_whose_session_ended_is_told_at_once_and_finds_what_was_typed_after_signing_in(
    open_as: Callable[..., Page],
) -> None:
    page = open_as(FOUNDER, size=NARROW)
    begun(page)
    first_page(page)
    page.context.clear_cookies(name="sessionid")
    with page.expect_response(lambda reply: reply.request.method == "POST") as refused:
        fill(page, {"title": "Minh hoạ: phiên đã hết"})
        page.locator("[name=title]").blur()
    assert refused.value.status == 403
    expect(page.locator("[data-kept][data-tone=bad]")).to_contain_text("Chưa lưu: phiên đăng nhập của bạn đã hết.")
    expect(page.locator("[data-saved]")).to_have_text("Phần bạn vừa gõ chưa được lưu.")
    address = page.url
    proceed(page)
    page.goto("/demo")
    page.locator("main button", has_text=re.compile(f"{re.escape(FOUNDER)}$")).click()
    page.goto(address)
    expect(page.locator("[name=title]")).to_have_value("Minh hoạ: phiên đã hết")
