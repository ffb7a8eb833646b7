"""Send the notices of a case by e-mail, as their readers wish."""

from datetime import datetime
from uuid import UUID

from longbien.people.policy import can
from longbien.people.queries import actor_for, contacts, members
from longbien.procedures.actions.desk.writing import digest, is_owed, letter, set_digest
from longbien.procedures.events import DigestDue
from longbien.procedures.models import Notice, Wish
from longbien.procedures.queries.desk.wishes import wishes_of
from longbien.procedures.queries.standing import recused_from
from longbien.record.actions.act import act


def mail_notices(*, case_id: UUID, event_id: UUID, at: datetime) -> int:
    """Mail what was not mailed yet, each in its reader's language; the answer is how many letters went out.

    Whoever was a member, deputy or reviewer and may see the case no longer hears nothing of it, nor does an officer who
    was recused from it since. What someone wants once
    a day waits for the next morning, because of `event_id`; what they want no letter about is marked as done. Not an
    action of its own: mail goes out outside of any transaction, then the notice is marked. A crash in between sends it
    twice rather than never.
    """
    waiting = list(Notice.objects.filter(case_id=case_id, mailed_at=None).select_related("case").order_by("pk"))
    if not waiting:
        return 0
    persons = {notice.person_id for notice in waiting}
    case = waiting[0].case
    owners = frozenset(card.person.id for card in members(case.owner_id))
    hearing = persons - (recused_from(case) - owners)
    readers = [person for person in hearing if can(actor_for(person), "view", case)]
    addresses, wishes = {contact.id: contact for contact in contacts(readers)}, wishes_of(persons)
    sent = 0
    for notice in waiting:
        wish = Wish.Mail.EACH if is_owed(notice, owners) else wishes[notice.person_id]
        if notice.kind.startswith("late:") and wish == Wish.Mail.EACH:
            wish = Wish.Mail.DAILY  # the day's line is not full yet
        contact = addresses.get(notice.person_id)
        if contact and wish == Wish.Mail.DAILY:
            set_digest(notice.person_id, event_id=event_id, at=at)
            continue
        if contact and wish == Wish.Mail.EACH:
            letter(notice, contact, to_owner=notice.person_id in owners).send()
            sent += 1
        _mark([notice.pk], at)
    return sent


def mail_digest(due: DigestDue, *, at: datetime) -> int:
    """Send someone what waits for their daily letter; the answer is how many notices it told."""
    waiting = list(
        Notice.objects.filter(person_id=due.person_id, mailed_at=None).select_related("case").order_by("at", "pk")
    )
    contact, reader = next(iter(contacts([due.person_id])), None), actor_for(due.person_id)
    told = [notice for notice in waiting if can(reader, "view", notice) and not _is_recused(notice)]
    if told and contact:
        digest(told, contact).send()
    _mark([notice.pk for notice in waiting], at)
    return len(told)


def _is_recused(notice: Notice) -> bool:
    """Whether its reader was recused from the case since; its owners never are."""
    owners = {card.person.id for card in members(notice.case.owner_id)}
    return notice.person_id in recused_from(notice.case) - owners


@act
def _mark(notice_ids: list[int], at: datetime) -> None:
    Notice.objects.filter(pk__in=notice_ids, mailed_at=None).update(mailed_at=at)
