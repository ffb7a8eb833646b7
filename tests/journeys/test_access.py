"""A start-up asks for data, the steward grants a part of it, both sides sign, the start-up asks a question: in both
languages, as the people who do it, one of them without JavaScript."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walk import Walk, fill, proceed

FOUNDER, OFFICER, COUNSEL = "Nhà sáng lập", "Cán bộ chương trình", "Chuyên viên pháp chế"
STEWARD, SIGNER = "Cán bộ sở ngành", "Quản trị viên"
REQUEST = {
    "title": "Minh hoạ: phường nào rộng", "data_set": "wards", "columns": "name,area_km2",
    "purpose": "Minh hoạ: chọn nơi đặt cảm biến theo diện tích phường.", "personal": "no", "abroad": "no",
    "readers-0-name": "Người minh hoạ", "readers-0-why": "Chọn nơi đặt",
    "safeguards": "Lưu trong máy chủ ở Việt Nam, hai người có khoá.", "deletion": "Xoá cả bản sao trong bảy ngày.",
}  # fmt: skip
OPINION = {"lawful": "yes", "opinion": "Không có dữ liệu cá nhân."}


def asked(walk: Walk) -> str:
    """From the page of the data set, which goes along, to a request that was sent; the address of its case."""
    page = walk.go(FOUNDER, f"/data/{REQUEST['data_set']}")
    page.locator("main a[href*='/services/']").first.click()
    page.locator("main a[href*='/start?given=']").first.click()
    page.locator("main form button.button").first.click()
    case, until = walk.path(page), (datetime.now(UTC) + timedelta(days=200)).date().isoformat()
    walk.act(FOUNDER, case, "submit", REQUEST | {"until": until})
    return case


def granted(walk: Walk, case: str) -> str:
    """Officer, counsel, steward; the address of the agreement that is proposed."""
    walk.act(OFFICER, case, "pass")
    page = walk.go(COUNSEL, "/desk/")
    page.locator("main :is(li, tr)", has_text=REQUEST["title"]).locator("a[href*='/tasks/']").first.click()
    fill(page, OPINION)
    proceed(page)
    page = walk.go(STEWARD, "/data/steward/")
    page.locator(f"main a[href$='{case}']").click()
    page.locator("main a[href$='/do/grant']").click()
    expect(page.locator("[name=columns-0-column][value=name]")).to_be_checked()
    fill(page, {"columns-1-mask": "round", "columns-1-step": "1"})
    proceed(page)
    page.wait_for_url(re.compile("/send$"))
    page.locator("[name=reason]").fill("Mục đích rõ, dữ liệu ở mức cần thiết.")
    proceed(page)
    page = walk.go(FOUNDER, case)
    page.locator("main a[href*='/data/agreements/']").first.click()
    return walk.path(page)


@pytest.mark.parametrize(("tongue", "javascript"), [("", True), ("/en", False)], ids=["vi", "en-without-script"])
def test_a_start_up_gets_data_and_asks_a_question(open_as: Callable[..., Page], tongue: str, javascript: bool) -> None:
    walk = Walk(open_as, tongue, javascript)
    agreement = granted(walk, asked(walk))
    for who in (FOUNDER, SIGNER):
        page = walk.go(who, agreement)
        page.locator("main form[action$='/sign'] button").click()
        expect(page.locator("main form[action$='/sign']")).to_have_count(0)
    page = walk.go(FOUNDER, "/data/mine/")
    page.locator(f"main a[href$='{agreement}/ask']").click()
    page.locator("[name=statement]").fill("SELECT count(*) AS n, max(area_km2) AS km2 FROM wards")
    page.locator("main form button:not([name])").click()
    expect(page.locator("main table").first).to_contain_text("126")
