"""Print the notices of a distribution: each a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from longbien.capital.queries.investing.decisions import PayoutCard, payouts
from longbien.capital.queries.investing.papers import payout_number, payout_subject, printed_payout
from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "notice.typ"


def print_payouts(distribution_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many. About a second each.

    Refusal 503 when the seal can't be had; the worker tries again and goes on where it stopped.
    """
    made = 0
    for card in payouts(distribution_id=distribution_id):
        number = payout_number(card.number, card.place)
        if printed_payout(card.id, number) is None:
            _print(card, number, at)
            made += 1
    return made


def _print(card: PayoutCard, number: str, at: datetime) -> None:
    languages = settings.HUB.languages
    said = [_said(card, language, at) for language in languages]
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={"number": number, "is_demo": card.commitment.is_demo, "said": said},
        number=number,
        title=TITLE.in_language(languages[0]),
        language=languages[0],
        subject=payout_subject(card.id),
        by=SYSTEM,
        at=at,
    )


def _said(card: PayoutCard, language: str, at: datetime) -> dict[str, Any]:
    with translation.override(language):
        facts = [
            (INVESTOR, card.commitment.organisation.name),
            (AMOUNT, formats.money(card.amount)),
            *([(ASSET, card.asset)] if card.asset else []),
            (DAY, formats.day(card.on)),
            (ISSUED, formats.moment(at)),
        ]
        lead = (SETTLED if card.settles else DISTRIBUTED).in_language(language)
        return {
            "language": language,
            "hub": settings.HUB.name.in_language(language),
            "title": TITLE.in_language(language),
            "demo": DEMO.in_language(language),
            "lead": lead.format(fund=card.commitment.vehicle, n=card.number),
            "facts": [[name.in_language(language), value] for name, value in facts],
            "foot": FOOT.in_language(language),
        }


TITLE = Text.of(vi="Thông báo phân chia", en="Notice of a distribution")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải thông báo thật.", en="Demonstration data: not a real notice.")
DISTRIBUTED = Text.of(vi="{fund}, lần phân chia {n}.", en="{fund}, distribution {n}.")
SETTLED = Text.of(
    vi="{fund}, lần phân chia {n}: quyết toán phần lợi nhuận của bên quản lý.",
    en="{fund}, distribution {n}: settlement of the manager's carry.",
)
INVESTOR, AMOUNT = Text.of(vi="Nhà đầu tư", en="Investor"), Text.of(vi="Số được nhận", en="Amount you get")
ASSET = Text.of(vi="Bằng hiện vật, phần trong", en="In kind, a part of")
DAY, ISSUED = Text.of(vi="Ngày phân chia", en="Day of the distribution"), Text.of(vi="Phát hành", en="Issued")
FOOT = Text.of(
    vi="Đường đi của từng đơn vị đến điều khoản: xem trang của thông báo này sau khi đăng nhập. Con dấu điện tử chứng "
    "minh văn bản không bị sửa.",
    en="The path of every unit to its clause: on the page of this notice, once you are signed in. The seal shows that "
    "nobody changed this paper.",
)
