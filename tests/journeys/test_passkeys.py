"""Passkeys in real Chromium, with an authenticator that DevTools plays: set up, sign in, show it is you, cancel."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDE, Server

ADDRESS, PASSWORD = "lan@example.org", "bốn con voi qua cầu"


class Authenticator:
    """A device that holds passkeys; `willing` says whether its owner touches it."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def willing(self, yes: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def keys(self) -> list[dict[str, Any]]:
        return list(self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    # Passkeys belong to a name: an address of numbers has none.
    base = server.base.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=base, viewport=WIDE, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda said: _refuse(said.text))
    yield page
    context.close()


def _refuse(said: str) -> None:
    assert "Content Security Policy" not in said, said


def open_account(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.fill("[name=name]", "Lê Thị Lan")
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=password1]", PASSWORD)
    page.locator("main form button").click()
    page.goto("/mail/")
    page.goto(page.locator("main a[href*=confirm-email]").first.get_attribute("href") or "")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/me$"))


def test_an_officer_sets_up_a_passkey_and_signs_in_with_it_alone(page: Page, server: Server) -> None:
    open_account(page)
    server.run("people", "grant", ADDRESS, "counsel")
    page.goto("/cases")
    expect(page).to_have_url(re.compile("/me/second-step$"))
    device = Authenticator(page)
    page.locator("main a[href*=webauthn]").click()
    # A letter led in: before anything is set up, the password is asked for.
    page.fill("[name=password]", PASSWORD)
    page.locator("main form.form button").click()
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/recovery-codes/$"))
    assert len(device.keys()) == 1
    page.goto("/me")
    expect(page).to_have_url(re.compile("/me$"))

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/areas")
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile(r"^[^?]+/areas$"))

    # A device that can't tell who holds it is refused, in words; then it works again.
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    device.willing(False)
    page.locator("form[data-passkey] button").click()
    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    device.willing(True)
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/me$"))

    # As a second step after the password.
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("[name=login]", ADDRESS)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button").click()
    expect(page).to_have_url(re.compile("/2fa/authenticate/$"))
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile("/me$"))


def test_without_javascript_the_other_ways_stand_there(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.base, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    expect(page.locator("[name=password]")).to_be_visible()
    expect(page.locator("main a[href*='login/code']")).to_be_visible()
    context.close()
