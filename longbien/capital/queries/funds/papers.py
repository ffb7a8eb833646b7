"""Notices on paper."""

from uuid import UUID

from longbien.credentials.actions.render_and_seal import file_name
from longbien.kernel.subject import Subject
from longbien.record.queries import Document, made_document


def notice_subject(notice_id: UUID) -> Subject:
    return Subject("capital.notice", notice_id)


def notice_number(run: int, place: int) -> str:
    """What the paper is called: that of the third investor in call 2 is 2.3."""
    return f"{run}.{place}"


def printed_notice(notice_id: UUID, number: str) -> Document | None:
    """The sealed PDF; None while it is not made yet."""
    return made_document(notice_subject(notice_id), file_name(number))
