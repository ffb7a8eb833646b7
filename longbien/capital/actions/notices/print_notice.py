"""Print a notice: a sealed PDF, in every language of the hub."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from longbien.capital.queries.papers import NoticePaper
from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "notice.typ"
Facts = Iterable[tuple[Text, str]]


@dataclass(frozen=True)
class Notice:
    """What one investor gets on paper, in the words of its kind.

    `lead` has places for {fund} and {n}, the number of what it is a notice of. `facts` is asked once for every language
    while that one is active, so that amounts and days are written in its habit.
    """

    paper: NoticePaper
    investor: str
    fund: str
    n: int
    is_demo: bool
    issued_at: datetime
    title: Text
    lead: Text
    facts: Callable[[], Facts]
    foot: Text


def print_notice(notice: Notice, *, at: datetime) -> bool:
    """Whether it was drawn, sealed and kept now: nothing is done where it is printed already. About a second.

    Refusal 503 when the seal can't be had; the worker tries again and goes on where it stopped.
    """
    if notice.paper.document is not None:
        return False
    languages, number = settings.HUB.languages, notice.paper.number
    said = [_said(notice, language) for language in languages]
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={"number": number, "is_demo": notice.is_demo, "said": said},
        number=number,
        title=notice.title.in_language(languages[0]),
        language=languages[0],
        subject=notice.paper.subject,
        by=SYSTEM,
        at=at,
    )
    return True


def _said(notice: Notice, language: str) -> dict[str, Any]:
    with translation.override(language):
        facts = [(INVESTOR, notice.investor), *notice.facts(), (ISSUED, formats.moment(notice.issued_at))]
    return {
        "language": language,
        "hub": settings.HUB.name.in_language(language),
        "title": notice.title.in_language(language),
        "demo": DEMO.in_language(language),
        "lead": notice.lead.in_language(language).format(fund=notice.fund, n=notice.n),
        "facts": [[name.in_language(language), value] for name, value in facts],
        "foot": notice.foot.in_language(language),
    }


DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải thông báo thật.", en="Demonstration data: not a real notice.")
INVESTOR, ISSUED = Text.of(vi="Nhà đầu tư", en="Investor"), Text.of(vi="Phát hành", en="Issued")
