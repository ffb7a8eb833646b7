"""Notices on paper: what they are called, and the sealed PDF."""

from dataclasses import dataclass
from uuid import UUID

from longbien.credentials.actions.render_and_seal import file_name
from longbien.kernel.subject import Subject
from longbien.record.queries import Document, made_document


@dataclass(frozen=True)
class NoticePaper:
    """The paper of one notice; `number` is what it is called."""

    subject: Subject
    number: str

    @property
    def document(self) -> Document | None:
        """The sealed PDF; None while it is not made yet."""
        return made_document(self.subject, file_name(self.number))


def of_notice(notice_id: UUID, run: int, place: int) -> NoticePaper:
    """That of the third investor in call 2 is 2.3."""
    return NoticePaper(Subject("capital.notice", notice_id), f"{run}.{place}")


def of_payout(payout_id: UUID, distribution: int, place: int) -> NoticePaper:
    """That of the third investor in distribution 2 is D2.3."""
    return NoticePaper(Subject("capital.payout", payout_id), f"D{distribution}.{place}")


def of_part(part_id: UUID, buy_out: int, place: int) -> NoticePaper:
    """That of the third investor in buy-out 1 is M1.3."""
    return NoticePaper(Subject("capital.buyoutpart", part_id), f"M{buy_out}.{place}")
