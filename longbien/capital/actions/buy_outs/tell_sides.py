"""Write to both sides of a buy-out, and print their notices: each a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.capital.queries.investing.buy_outs import PartCard, parts_of
from longbien.capital.queries.investing.papers import buy_out_number, buy_out_subject, printed_buy_out
from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.people.queries import contacts, members
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "notice.typ"


def tell_sides(buy_out_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor that it concerns."""
    return sum(map(_tell, parts_of(buy_out_id)))


def _tell(card: PartCard) -> int:
    """The amounts stay on the page, behind the sign-in: letters travel openly."""
    told = contacts({one.person.id for one in members(card.commitment.organisation.id)})
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("investing:buyout-part", args=[card.id])
        heading = " ".join(SUBJECT.in_language(reader.language).format(fund=card.commitment.vehicle).split())
        body = BODY.in_language(reader.language).format(person=reader.name, heading=heading, address=address)
        EmailMessage(subject=heading, body=body, to=[reader.email]).send()
    return len(told)


def print_sides(buy_out_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many.

    Refusal 503 when the seal can't be had; the worker tries again and goes on where it stopped.
    """
    made = 0
    for card in parts_of(buy_out_id):
        number = buy_out_number(card.moved.number, card.place)
        if printed_buy_out(card.id, number) is None:
            _print(card, number, at)
            made += 1
    return made


def _print(card: PartCard, number: str, at: datetime) -> None:
    languages = settings.HUB.languages
    said = [_said(card, language, at) for language in languages]
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={"number": number, "is_demo": card.commitment.is_demo, "said": said},
        number=number,
        title=TITLE.in_language(languages[0]),
        language=languages[0],
        subject=buy_out_subject(card.id),
        by=SYSTEM,
        at=at,
    )


def _said(card: PartCard, language: str, at: datetime) -> dict[str, Any]:
    moved, stake = card.moved, card.moved.stake
    with translation.override(language):
        facts = [
            (INVESTOR, card.commitment.organisation.name),
            (HANDED if moved.sells else TAKEN, formats.money(stake.committed)),
            (CALLED, formats.money(stake.called)),
            (GOT if moved.sells else PAID, formats.money(stake.price)),
            (DAY, formats.day(moved.on)),
            (ISSUED, formats.moment(at)),
        ]
        return {
            "language": language,
            "hub": settings.HUB.name.in_language(language),
            "title": TITLE.in_language(language),
            "demo": DEMO.in_language(language),
            "lead": LEAD.in_language(language).format(fund=card.commitment.vehicle),
            "facts": [[name.in_language(language), value] for name, value in facts],
            "foot": FOOT.in_language(language),
        }


SUBJECT = Text.of(vi="Thông báo mua lại phần vốn công: {fund}", en="Notice of a buy-out of the public share: {fund}")
BODY = Text.of(
    vi="Chào {person},\n\n{heading}\n\nSố tiền và cách tính ở: {address}",
    en="Dear {person},\n\n{heading}\n\nHow much, and how it was worked out: {address}",
)
TITLE = Text.of(vi="Thông báo mua lại phần vốn công", en="Notice of a buy-out of the public share")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải thông báo thật.", en="Demonstration data: not a real notice.")
LEAD = Text.of(
    vi="{fund}: phần vốn công được mua lại theo điều khoản của quỹ.",
    en="{fund}: the public share was bought out by the terms of the fund.",
)
INVESTOR = Text.of(vi="Nhà đầu tư", en="Investor")
HANDED = Text.of(vi="Cam kết chuyển giao", en="Commitment handed over")
TAKEN = Text.of(vi="Cam kết nhận lại", en="Commitment taken over")
CALLED = Text.of(vi="Trong đó đã gọi", en="Called of it")
GOT, PAID = Text.of(vi="Giá đã nhận", en="Price got"), Text.of(vi="Giá đã trả", en="Price paid")
DAY, ISSUED = Text.of(vi="Ngày", en="Day"), Text.of(vi="Phát hành", en="Issued")
FOOT = Text.of(
    vi="Giá được tính thế nào, từng khoản đến điều khoản: xem trang của thông báo này sau khi đăng nhập. Con dấu điện "
    "tử chứng minh văn bản không bị sửa.",
    en="How the price was made, payment by payment, to its clause: on the page of this notice, once you are signed in. "
    "The seal shows that nobody changed this paper.",
)
