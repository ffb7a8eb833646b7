"""Send the notices of a case by e-mail."""

from datetime import datetime
from uuid import UUID

from django.core.mail import EmailMessage

from longbien.people.queries import Contact, contacts
from longbien.procedures.links import link_to
from longbien.procedures.models import Notice
from longbien.record.actions.act import act


def mail_notices(*, case_id: UUID, at: datetime) -> int:
    """Mail what was not mailed yet, each in its reader's language; the answer is how many were sent.

    Not an action of its own: mail goes out outside of any transaction, then the notice is marked. A crash in between
    sends it twice rather than never.
    """
    waiting = list(Notice.objects.filter(case_id=case_id, mailed_at=None).select_related("case").order_by("pk"))
    addresses = {contact.id: contact for contact in contacts({notice.person_id for notice in waiting})}
    for notice in waiting:
        if contact := addresses.get(notice.person_id):
            _letter(notice, contact).send()
        _mark(notice.pk, at)
    return len(waiting)


def _letter(notice: Notice, contact: Contact) -> EmailMessage:
    words = notice.words.get(contact.language) or next(iter(notice.words.values()))
    # A subject of one line: what people typed into a title can't add a header.
    subject = " ".join(words.split())[:150]
    return EmailMessage(
        subject=subject, body=f"{words}\n\n{link_to(notice.case_id, contact.language)}\n", to=[contact.email]
    )


@act
def _mark(notice_id: int, at: datetime) -> None:
    Notice.objects.filter(pk=notice_id, mailed_at=None).update(mailed_at=at)
