"""Write to both sides of a buy-out, and print their notices."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.notices.print_notice import Facts, Notice, print_notice
from longbien.capital.actions.notices.write_to import people_of, write_to
from longbien.capital.queries.investing.buy_outs import PartCard, parts_of
from longbien.kernel.text import Text
from longbien.ui import formats


def tell_sides(buy_out_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor that it concerns."""
    return sum(map(_tell, parts_of(buy_out_id)))


def _tell(card: PartCard) -> int:
    people = people_of(card.commitment.organisation.id)
    return write_to(people, SUBJECT, "investing:buyout-part", card.id, fund=card.commitment.vehicle)


def print_sides(buy_out_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many."""
    return sum(print_notice(_notice(card, at), at=at) for card in parts_of(buy_out_id))


def _notice(card: PartCard, at: datetime) -> Notice:
    return Notice(
        paper=card.paper,
        investor=card.commitment.organisation.name,
        fund=card.commitment.vehicle,
        n=card.moved.number,
        is_demo=card.commitment.is_demo,
        issued_at=at,
        title=TITLE,
        lead=LEAD,
        facts=lambda: _facts(card),
        foot=FOOT,
    )


def _facts(card: PartCard) -> Facts:
    moved, stake = card.moved, card.moved.stake
    return [
        (HANDED if moved.sells else TAKEN, formats.money(stake.committed)),
        (CALLED, formats.money(stake.called)),
        (GOT if moved.sells else PAID, formats.money(stake.price)),
        (DAY, formats.day(moved.on)),
    ]


SUBJECT = Text.of(vi="Thông báo mua lại phần vốn công: {fund}", en="Notice of a buy-out of the public share: {fund}")
TITLE = Text.of(vi="Thông báo mua lại phần vốn công", en="Notice of a buy-out of the public share")
LEAD = Text.of(
    vi="{fund}: phần vốn công được mua lại theo điều khoản của quỹ.",
    en="{fund}: the public share was bought out by the terms of the fund.",
)
HANDED = Text.of(vi="Cam kết chuyển giao", en="Commitment handed over")
TAKEN = Text.of(vi="Cam kết nhận lại", en="Commitment taken over")
CALLED = Text.of(vi="Trong đó đã gọi", en="Called of it")
GOT, PAID = Text.of(vi="Giá đã nhận", en="Price got"), Text.of(vi="Giá đã trả", en="Price paid")
DAY = Text.of(vi="Ngày", en="Day")
FOOT = Text.of(
    vi="Giá được tính thế nào, từng khoản đến điều khoản: xem trang của thông báo này sau khi đăng nhập. Con dấu điện "
    "tử chứng minh văn bản không bị sửa.",
    en="How the price was made, payment by payment, to its clause: on the page of this notice, once you are signed in. "
    "The seal shows that nobody changed this paper.",
)
