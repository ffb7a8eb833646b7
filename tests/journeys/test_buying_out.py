"""Two officers buy the public share of a fund out, in both languages, one walk without JavaScript: price, preview,
draft, the second officer, later who is called; every page of it can be read by everyone."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, ROOT, WIDE, Server
from tests.journeys.test_pages import DRAWN, faults_of, too_wide
from tests.journeys.walk import Walk

OFFICER, SECOND = "Cán bộ quỹ 1", "Cán bộ quỹ 2"


@pytest.fixture(scope="module")
def portfolio(server: Server) -> str:
    command = [ROOT / ".venv/bin/python", "-m", "tests.journeys.buying"]
    ran = subprocess.run(command, env=server.env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(("tongue", "javascript"), [("", True), ("/en", False)], ids=["vi", "en-without-script"])
def test_the_public_share_is_bought_out(
    open_as: Callable[..., Page], portfolio: str, pytestconfig: pytest.Config, tongue: str, javascript: bool
) -> None:
    walk, shots, lang = Walk(open_as, tongue, javascript), pytestconfig.getoption("--shots"), tongue.strip("/") or "vi"

    def look(page: Page, name: str) -> None:
        """Wide and narrow: axe where scripts run, the width everywhere."""
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            if javascript:
                page.evaluate(DRAWN)
                assert faults_of(page, {}) == [], name
            else:
                assert too_wide(page) == [], name
            if shots:
                page.screenshot(path=Path(shots) / f"buying-{name}-{lang}-{size['width']}.png", full_page=True)
        page.set_viewport_size(WIDE)

    page = walk.go(OFFICER, portfolio)
    page.locator("main a[href$='/buy-out']").click()
    page.wait_for_url(re.compile("/buy-out$"))
    expect(page.locator("main h2#made")).to_be_visible()
    look(page, "price")
    price = page.locator(".figures").first.inner_text()
    page.locator("[name='part-1'], [name^='part-1']").first.fill("1")
    page.locator("button[value=preview]").click()
    expect(page.locator("main [role=alert], main .error-summary, main .errors").first).to_be_visible()
    page.locator("[name='part-1'], [name^='part-1']").first.fill("240000000000")
    page.locator("[name='part-2'], [name^='part-2']").first.fill("150000000000")
    page.locator("button[value=preview]").click()
    expect(page.locator("main h2#preview")).to_be_visible()
    look(page, "preview")
    page.locator("input[type=file]").set_input_files(
        {"name": "uy-nhiem-chi.txt", "mimeType": "text/plain", "buffer": "Minh hoạ: đã trả".encode()}
    )
    page.locator("button[value=prepare]").click()
    page.wait_for_url(re.compile(r"/funds/buy-outs/[0-9a-z]{26}$"))
    draft = walk.path(page)
    assert page.locator(f"main form[action$='{draft}/confirm']").count() == 0
    assert page.locator(".figures").first.inner_text().split("\n")[1] in price
    look(page, "draft")
    page = walk.go(SECOND, draft)
    page.locator("main form[action$='/confirm'] button").click()
    expect(page.locator("main form[action$='/confirm']")).to_have_count(0)
    page.locator("#unit-place").fill("1")
    page.locator("main form[action='#unit'] button").click()
    page.wait_for_url(re.compile(r"\?unit=1"))
    look(page, "posted")
    page.locator("main a[href*='/buy-outs/parts/']").first.click()
    page.wait_for_url(re.compile("/buy-outs/parts/"))
    look(page, "part")
    if tongue:
        return
    # The next walk finds the fund as this one did: the officers reverse it.
    page = walk.go(OFFICER, draft)
    page.locator("main details", has=page.locator("#reversal-reason")).locator("summary").click()
    page.locator("#reversal-reason").fill("Minh hoạ: ngân hàng trả lại tiền")
    page.locator("main form[action$='/ask-reversal'] button").click()
    page = walk.go(SECOND, draft)
    page.locator("main form[action$='/reverse'] button").click()
    expect(page.locator("main form[action$='/reverse']")).to_have_count(0)
