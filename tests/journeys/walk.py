"""One walk across the bridge, told in the words of those who walk it. Selectors are names and addresses, not wording,
so that the same walk runs in both languages, with and without JavaScript."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect


@dataclass
class Walk:
    """`open_as` gives a fresh browser for a person; `tongue` is "" (Vietnamese) or "/en"."""

    open_as: Callable[..., Page]
    tongue: str
    javascript: bool
    pages: dict[str, Page] = field(default_factory=dict)

    def person(self, name: str | None) -> Page:
        """The page of a demonstration person (None: a passer-by), kept open for the whole walk."""
        key = name or ""
        if key not in self.pages:
            self.pages[key] = self.open_as(name, javascript=self.javascript)
        return self.pages[key]

    def go(self, name: str | None, path: str) -> Page:
        page = self.person(name)
        reply = page.goto(self.tongue + path)
        assert reply is not None
        assert reply.status == 200, f"{path} → {reply.status}"
        expect(page.locator("html")).to_have_attribute("lang", "en" if self.tongue else "vi")
        return page

    def path(self, page: Page) -> str:
        """The address of the page without host and language."""
        return re.sub(r"^https?://[^/]+(/en(?=/))?", "", page.url)

    def begin(self, name: str, venture: str, step: str) -> str:
        """Open the next case of a venture; its address."""
        page = self.go(name, venture)
        page.locator(f"main form:has([value={step}]) button.button").click()
        return self.path(page)

    def do(self, name: str, trial: str, verb: str, reason: str = "") -> None:
        """Do something to a trial, with a reason where one is asked for."""
        page = self.go(name, trial)
        page.locator(f"main a[href$='/act/{verb}']").click()
        if reason:
            page.locator("main textarea").first.fill(reason)
        proceed(page)
        expect(page).to_have_url(re.compile(re.escape(trial) + "$"))

    def act(self, name: str, case: str, action: str, answers: dict[str, str] | None = None, reason: str = "") -> None:
        """Do one action of a case as a person would: open it, answer, see it once more, send."""
        page = self.go(name, case)
        page.locator(f'main a[href$="/do/{action}"], main a[href$="/do/{action}/send"]').click()
        if answers:
            answer(page, answers)
        if reason:
            page.locator("[name=reason]").fill(reason)
        proceed(page)
        expect(page).to_have_url(re.compile(re.escape(case) + r"(/receipt/\d+)?$"))


def answer(page: Page, answers: dict[str, str]) -> None:
    """Answer a form to the last look before sending: at once, or page by page when it is long. What is known already is
    taken over."""
    page.wait_for_url(re.compile("/do/"))
    page.wait_for_load_state()
    if page.locator("main .tasklist").count():
        with page.expect_navigation():
            page.locator("main .actions a.button").click()
    left = dict(answers)
    for _ in range(len(answers) + 2):
        here = {name: value for name, value in left.items() if page.locator(f'main [name="{name}"]').count()}
        fill(page, here)
        for known in page.locator("main .known [value=use]").all():
            known.check()
        left = {name: value for name, value in left.items() if name not in here}
        was = page.url
        with page.expect_navigation():
            proceed(page)
        if page.url.split("?")[0].endswith("/send") or page.url == was:
            break
    assert left == {}, f"not asked: {left}"


def fill(page: Page, answers: dict[str, str]) -> None:
    """Answer a form by the names of its fields; a choice by its value, several by `a,b`."""
    for name, value in answers.items():
        box = page.locator(f'main [name="{name}"]')
        kind = box.first.evaluate("node => node.type")
        if kind in ("checkbox", "radio"):
            for one in value.split(","):
                page.locator(f'main [name="{name}"][value="{one}"]').check()
        elif kind == "select-one":
            box.select_option(value)
        elif kind == "file":
            box.set_input_files(Path(value))
        else:
            box.fill(value)


def proceed(page: Page) -> None:
    """Press the form's main button."""
    page.locator("main form.form button.button:not([name]):not([type=button])").first.click()
