"""Print the notices of a call or a close: each a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from longbien.capital.queries.funds.notices import NoticeCard, notices_of
from longbien.capital.queries.funds.papers import notice_number, notice_subject, printed_notice
from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "notice.typ"


def print_notices(run_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many. About a second each.

    Refusal 503 when the seal can't be had; the worker tries again and goes on where it stopped.
    """
    made = 0
    for card in notices_of(run_id, today=at.date()):
        number = notice_number(card.number, card.place)
        if printed_notice(card.id, number) is None:
            _print(card, number, at)
            made += 1
    return made


def _print(card: NoticeCard, number: str, at: datetime) -> None:
    languages = settings.HUB.languages
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={"number": number, "is_demo": card.is_demo, "said": [_said(card, language) for language in languages]},
        number=number,
        title=TITLE.in_language(languages[0]),
        language=languages[0],
        subject=notice_subject(card.id),
        by=SYSTEM,
        at=at,
    )


def _said(card: NoticeCard, language: str) -> dict[str, Any]:
    with translation.override(language):
        facts = [
            (INVESTOR, card.organisation.name),
            (AMOUNT, formats.money(card.amount)),
            (PRINCIPAL, formats.money(card.principal)),
            *([(INTEREST, formats.money(card.interest))] if card.interest else []),
            *([(GIVEN, formats.money(card.given))] if card.given else []),
            (DUE, formats.day(card.due_on)),
            (ISSUED, formats.moment(card.issued_at)),
        ]
        lead = (CALLED if card.is_call else CLOSED).in_language(language)
        return {
            "language": language,
            "hub": settings.HUB.name.in_language(language),
            "title": TITLE.in_language(language),
            "demo": DEMO.in_language(language),
            "lead": lead.format(fund=card.vehicle, n=card.number),
            "facts": [[name.in_language(language), value] for name, value in facts],
            "foot": FOOT.in_language(language),
        }


TITLE = Text.of(vi="Thông báo góp vốn", en="Notice to pay in capital")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải thông báo thật.", en="Demonstration data: not a real notice.")
CALLED = Text.of(vi="{fund}, lần gọi vốn {n}.", en="{fund}, capital call {n}.")
CLOSED = Text.of(
    vi="{fund}, đợt đóng {n}: phần đã được gọi trước khi quý vị tham gia.",
    en="{fund}, close {n}: what had been called before you joined.",
)
INVESTOR, AMOUNT = Text.of(vi="Nhà đầu tư", en="Investor"), Text.of(vi="Số tiền phải nộp", en="Amount to pay")
PRINCIPAL, INTEREST = Text.of(vi="Trong đó gốc", en="Of it principal"), Text.of(vi="Trong đó lãi", en="Of it interest")
GIVEN = Text.of(vi="Trừ phần đã phân chia được tính", en="Less what is credited of distributions")
DUE, ISSUED = Text.of(vi="Nộp trước hết ngày", en="Due by the end of"), Text.of(vi="Phát hành", en="Issued")
FOOT = Text.of(
    vi="Cách tính và các khoản đã nhận: xem trang của thông báo này sau khi đăng nhập. Con dấu điện tử chứng minh "
    "văn bản không bị sửa.",
    en="How it was worked out, and what has come in: on the page of this notice, once you are signed in. The seal "
    "shows that nobody changed this paper.",
)
