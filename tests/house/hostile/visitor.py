"""A person with a browser who types anything anywhere, and what must be true of every answer they get."""

import copy
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from django.apps import apps
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from longbien.kernel.actor import Actor
from tests.house.hostile.corpus import EVALUATED, Upload
from tests.house.hostile.pages import Form, Input, Page

Answers = dict[str, list[str]]
RAW = ("<script>hostile", "<hostile-tag", "<svg/onload", "Traceback (most recent call last)")
NOT_KEPT = {"password", "hidden", "file", "submit", "radio", "checkbox", "select"}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards, so that the next try finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Answer:
    """What came back, redirects followed; `status` is that of the first answer."""

    status: int
    address: str
    page: Page
    replies: list[Any] = field(default_factory=list)

    @property
    def moved(self) -> bool:
        return len(self.replies) > 1

    @property
    def taken(self) -> bool:
        return self.status < 400 and not self.page.is_refusal


class Visitor:
    """`faults` gathers what went wrong, in words that lead to the place."""

    def __init__(self, actor: Actor, faults: list[str]) -> None:
        self.actor = actor
        self.name = actor.name or "a passer-by"
        self.faults = faults
        self._client = Client(raise_request_exception=False)
        if actor.id:
            self._client.force_login(apps.get_model("people.Person").objects.get(pk=actor.id))

    def get(self, address: str, said: str = "") -> Answer:
        return self._answer("get", address, said or f"{self.name} opens {address[:200]}")

    def send(self, form: Form, answers: Mapping[str, Any], said: str) -> Answer:
        """Send a form as a browser would; `answers` may hold files."""
        said = f"{self.name}: {form.method} {form.address} {said}"
        if form.method == "get":
            query = encoded(answers)
            return self._answer("get", f"{form.address.partition('?')[0]}?{query}", said)
        if any(not isinstance(value, list) for value in answers.values()):
            return self._answer("post", form.address, said, data=dict(answers))
        body, kind = encoded(answers), "application/x-www-form-urlencoded"
        return self._answer("post", form.address, said, data=body, content_type=kind)

    def post(self, address: str, body: bytes, kind: str, said: str) -> Answer:
        return self._answer("post", address, f"{self.name}: {address} {said}", data=body, content_type=kind)

    def _answer(self, verb: str, address: str, said: str, **more: Any) -> Answer:
        client = copy.copy(self._client)
        client.cookies = copy.deepcopy(self._client.cookies)
        replies = [getattr(client, verb)(address, **more)]
        while replies[-1].status_code in (301, 302, 303) and len(replies) < 5:
            address = replies[-1]["Location"]
            if urlsplit(address).netloc not in ("", "testserver"):
                self.faults.append(f"{said} → sent away to {address}")
                break
            replies.append(client.get(address))
        page = Page("")
        for reply in replies:
            page = page_of(reply, address)
            self.faults += [f"{said} → {fault}" for fault in faults_of(reply, page)]
        self.faults += [f"{said} → a letter with {fault}" for fault in faults_of_mail()]
        return Answer(replies[0].status_code, address, page, replies)


def encoded(answers: Mapping[str, Any]) -> str:
    return urlencode(answers, doseq=True, errors="surrogatepass", quote_via=_quoted)


@lru_cache(maxsize=1000)
def _quoted(given: str | bytes, *how: Any) -> str:
    """A megabyte takes as long to be written for the line as a form takes to answer it; it is always the same."""
    return quote_plus(given, *how) if isinstance(given, str) else quote_plus(given, how[0])


def page_of(reply: Any, address: str) -> Page:
    is_page = reply.get("Content-Type", "").startswith("text/html") and not reply.streaming
    return Page(reply.content.decode() if is_page else "", urlsplit(address)._replace(query="").geturl())


def faults_of(reply: Any, page: Page) -> Iterator[str]:
    """What is wrong with an answer whatever was asked."""
    if reply.status_code >= 500:
        yield f"{reply.status_code}"
    if any("hostile" in name for name in (*reply.cookies, *reply.headers)):
        yield "a cookie or header of theirs"
    if EVALUATED in page.source:
        yield "a template was evaluated"
    yield from (f"{raw} stands bare" for raw in RAW if raw in page.source)
    yield from page.foreign


def faults_of_mail() -> Iterator[str]:
    """Plain text to one person, whose headers are ours alone."""
    for letter in getattr(mail, "outbox", []):
        sent = letter.message()
        if {name.lower() for name in sent} & {"bcc", "cc"} or len(letter.recipients()) != 1:
            yield f"more recipients: {letter.recipients()}"
        if sent.get_content_type() != "text/plain" or sent.is_multipart():
            yield f"{sent.get_content_type()}"
        if any("\n" in str(value).replace("\n ", "") for value in sent.values()):
            yield "a header of two lines"
        if EVALUATED in letter.subject + letter.body:
            yield "an evaluated template"
    getattr(mail, "outbox", []).clear()


class SentAs(BytesIO):
    """A file under any name, as a program would send it: Django's own upload classes clean the name."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload.content)
        self.name, self.content_type = upload.name, upload.media_type


def plausible(one: Input, turn: int = 0) -> list[str]:
    """An answer that the form may well take; a blank list leaves the question out."""
    if one.kind in ("submit", "file", "button"):
        offered = [value for value in one.values if value]
        return offered[:1] if one.kind == "submit" and not one.name.startswith("_") else []
    if one.kind in ("select", "radio", "checkbox"):
        offered = [value for value in one.values if value]
        return [one.value or offered[turn % len(offered)]] if offered else []
    return [one.value or _typed(one)]


def _typed(one: Input) -> str:
    if one.kind in ("hidden", "date"):
        return timezone.localdate().isoformat() if one.kind == "date" else ""
    if one.kind in EXAMPLES:
        return EXAMPLES[one.kind]
    if one.mode in ("numeric", "decimal") or one.kind == "number":
        return "4"
    return next((example for part, example in BY_NAME.items() if part in one.name), "Đội xe minh hoạ")


BY_NAME = {"mail": "an.ninh@example.org", "login": "an.ninh@example.org", "url": "https://example.org/"}
EXAMPLES = {
    "time": "00:00",
    "email": "an.ninh@example.org",
    "password": "mat-khau-rat-dai-2031",
    "textarea": "Thử nghiệm minh hoạ đủ dài để được nhận vào biểu mẫu này.",
}


def plausible_answers(form: Form, turn: int = 0) -> Answers:
    return {name: given for name, one in form.inputs.items() if (given := plausible(one, turn))}


def is_kept(answer: Answer, one: Input, payload: str) -> bool:
    """Whether what was typed still stands where it was typed, or on the page that tells of the refusal."""
    shown = [*answer.page.value_of(one.name)]
    if one.kind in NOT_KEPT or not shown:
        return True
    return any(plain(value) == plain(payload) for value in shown)


def plain(words: str) -> str:
    """What forms keep of a text: all but line ends of other systems and marks that turn its direction."""
    straight = re.sub("[\u202a-\u202e\u2066-\u2069]", "", words)
    return unicodedata.normalize("NFC", straight.replace("\r\n", "\n").replace("\r", "\n")).strip()


def in_address(payload: bytes | str) -> str:
    return quote(payload if isinstance(payload, bytes) else payload.encode("utf-8", "surrogatepass"), safe="")
