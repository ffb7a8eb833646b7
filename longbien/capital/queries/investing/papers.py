"""Notices of a distribution on paper."""

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
