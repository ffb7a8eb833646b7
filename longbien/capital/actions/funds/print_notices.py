"""Print the notices of a call or a close."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.notices.print_notice import Facts, Notice, print_notice
from longbien.capital.queries.funds.notices import NoticeCard, notices_of
from longbien.kernel.text import Text
from longbien.ui import formats


def print_notices(run_id: UUID, *, at: datetime) -> int:
    """Draw, seal and keep those that are not printed yet; the answer is how many."""
    return sum(print_notice(_notice(card), at=at) for card in notices_of(run_id, today=at.date()))


def _notice(card: NoticeCard) -> Notice:
    return Notice(
        paper=card.paper,
        investor=card.organisation.name,
        fund=card.vehicle,
        n=card.number,
        is_demo=card.is_demo,
        issued_at=card.issued_at,
        title=TITLE,
        lead=CALLED if card.is_call else CLOSED,
        facts=lambda: _facts(card),
        foot=FOOT,
    )


def _facts(card: NoticeCard) -> Facts:
    return [
        (AMOUNT, formats.money(card.amount)),
        (PRINCIPAL, formats.money(card.principal)),
        *([(INTEREST, formats.money(card.interest))] if card.interest else []),
        *([(GIVEN, formats.money(card.given))] if card.given else []),
        (DUE, formats.day(card.due_on)),
    ]


TITLE = Text.of(vi="Thông báo góp vốn", en="Notice to pay in capital")
CALLED = Text.of(vi="{fund}, lần gọi vốn {n}.", en="{fund}, capital call {n}.")
CLOSED = Text.of(
    vi="{fund}, đợt đóng {n}: phần đã được gọi trước khi quý vị tham gia.",
    en="{fund}, close {n}: what had been called before you joined.",
)
AMOUNT = Text.of(vi="Số tiền phải nộp", en="Amount to pay")
PRINCIPAL, INTEREST = Text.of(vi="Trong đó gốc", en="Of it principal"), Text.of(vi="Trong đó lãi", en="Of it interest")
GIVEN = Text.of(vi="Trừ phần đã phân chia được tính", en="Less what is credited of distributions")
DUE = Text.of(vi="Nộp trước hết ngày", en="Due by the end of")
FOOT = Text.of(
    vi="Cách tính và các khoản đã nhận: xem trang của thông báo này sau khi đăng nhập. Con dấu điện tử chứng minh "
    "văn bản không bị sửa.",
    en="How it was worked out, and what has come in: on the page of this notice, once you are signed in. The seal "
    "shows that nobody changed this paper.",
)
