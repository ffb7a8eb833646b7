"""Notices of distributions and buy-outs on paper."""

from uuid import UUID

from longbien.credentials.actions.render_and_seal import file_name
from longbien.kernel.subject import Subject
from longbien.record.queries import Document, made_document


def payout_subject(payout_id: UUID) -> Subject:
    return Subject("capital.payout", payout_id)


def payout_number(distribution: int, place: int) -> str:
    """What the paper is called: that of the third investor in distribution 2 is D2.3."""
    return f"D{distribution}.{place}"


def printed_payout(payout_id: UUID, number: str) -> Document | None:
    """The sealed PDF; None while it is not made yet."""
    return made_document(payout_subject(payout_id), file_name(number))


def buy_out_subject(part_id: UUID) -> Subject:
    return Subject("capital.buyoutpart", part_id)


def buy_out_number(buy_out: int, place: int) -> str:
    """That of the third investor in buy-out 1 is M1.3."""
    return f"M{buy_out}.{place}"


def printed_buy_out(part_id: UUID, number: str) -> Document | None:
    """The sealed PDF; None while it is not made yet."""
    return made_document(buy_out_subject(part_id), file_name(number))
