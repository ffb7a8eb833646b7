"""Print the notices of a distribution."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.notices.print_notice import Facts, Notice, print_notice
from longbien.capital.queries.investing.decisions import PayoutCard, payouts
from longbien.kernel.text import Text
from longbien.ui import formats


def print_payouts(distribution_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many."""
    return sum(print_notice(_notice(card, at), at=at) for card in payouts(distribution_id=distribution_id))


def _notice(card: PayoutCard, at: datetime) -> Notice:
    return Notice(
        paper=card.paper,
        investor=card.commitment.organisation.name,
        fund=card.commitment.vehicle,
        n=card.number,
        is_demo=card.commitment.is_demo,
        issued_at=at,
        title=TITLE,
        lead=SETTLED if card.settles else DISTRIBUTED,
        facts=lambda: _facts(card),
        foot=FOOT,
    )


def _facts(card: PayoutCard) -> Facts:
    asset = [(ASSET, card.asset)] if card.asset else []
    return [(AMOUNT, formats.money(card.amount)), *asset, (DAY, formats.day(card.on))]


TITLE = Text.of(vi="Thông báo phân chia", en="Notice of a distribution")
DISTRIBUTED = Text.of(vi="{fund}, lần phân chia {n}.", en="{fund}, distribution {n}.")
SETTLED = Text.of(
    vi="{fund}, lần phân chia {n}: quyết toán phần lợi nhuận của bên quản lý.",
    en="{fund}, distribution {n}: settlement of the manager's carry.",
)
AMOUNT = Text.of(vi="Số được nhận", en="Amount you get")
ASSET = Text.of(vi="Bằng hiện vật, phần trong", en="In kind, a part of")
DAY = Text.of(vi="Ngày phân chia", en="Day of the distribution")
FOOT = Text.of(
    vi="Đường đi của từng đơn vị đến điều khoản: xem trang của thông báo này sau khi đăng nhập. Con dấu điện tử chứng "
    "minh văn bản không bị sửa.",
    en="The path of every unit to its clause: on the page of this notice, once you are signed in. The seal shows that "
    "nobody changed this paper.",
)
