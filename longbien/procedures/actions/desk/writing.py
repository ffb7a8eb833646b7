"""Letters about cases: which of them somebody is owed, and how each is worded."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.people.queries import Contact
from longbien.procedures.links import link_to, overdue_url, whole
from longbien.procedures.models import Notice, Wish
from longbien.procedures.naming import following
from longbien.procedures.queries.deciding import when
from longbien.procedures.queries.desk.wording import wording
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.desk.wording import fill, headline, letter_of, one_line
from longbien.record.actions.act import act
from longbien.record.actions.schedule import schedule
from longbien.record.registry import reaction_named

DIGEST = "longbien.procedures.reactions.digest_due"
HOUR = 7
OWED = ("receipt", "task")


def is_owed(notice: Notice, owners: frozenset[UUID]) -> bool:
    """Whether the procedure itself owes this letter, whatever its reader wishes: a receipt, a task, and to
    the applicant what ends the case or asks something of them."""
    if letter_of(notice.kind) in OWED:
        return True
    if notice.person_id not in owners:
        return False
    move = notice.case.moves.filter(seq=notice.seq).first()
    states = published(notice.case.version_id).definition.states
    state = states.get(move.target if move else notice.case.state)
    return state is None or state.final or bool(state.edit)


def letter(notice: Notice, contact: Contact, *, to_owner: bool) -> EmailMessage:
    """One notice as a letter, in its reader's language and words."""
    case, language = notice.case, contact.language
    definition = published(case.version_id).definition
    state = definition.states[case.state]
    onward = following(definition, state, to_owner=to_owner)
    news = notice.words.get(language) or next(iter(notice.words.values()))
    values = {
        **_common(contact),
        "headline": headline(news),
        "news": news,
        "case_number": case.number,
        "case_title": case.title or definition.title.in_language(language),
        "service": definition.title.in_language(language),
        "state": state.title.in_language(language),
        "next": onward.in_language(language) if onward else "",
        "due": when(case.due, contact.timezone).in_language(language) if case.due else "–",
        "link": link_to(case.pk, language),
    }
    return _worded(letter_of(notice.kind), values, contact)


def digest(notices: Iterable[Notice], contact: Contact) -> EmailMessage:
    """The notices of a day in one letter, each with its link."""
    told = [(one.words.get(contact.language) or next(iter(one.words.values())), one) for one in notices]
    lines = [f"– {' '.join(words.split())}\n  {_link(one, contact.language)}" for words, one in told]
    values = {**_common(contact), "count": str(len(lines)), "list": "\n".join(lines)}
    return _worded("digest", values, contact)


def _link(notice: Notice, language: str) -> str:
    """To the case, or to the work list where a notice tells of several."""
    if not notice.cases:
        return link_to(notice.case_id, language)
    with translation.override(language):
        return whole(overdue_url())


@act
def set_digest(person_id: UUID, *, event_id: UUID, at: datetime) -> None:
    """Set the next daily letter of someone, once: at seven in the morning of the hub."""
    wish, _ = Wish.objects.select_for_update().get_or_create(pk=person_id)
    if wish.digest_due is not None and wish.digest_due > at:
        return
    wish.digest_due = next_morning(at)
    wish.save()
    schedule(reaction_named(DIGEST), event_id=event_id, due_at=wish.digest_due, key=str(person_id))


def next_morning(at: datetime) -> datetime:
    local = at.astimezone(ZoneInfo(settings.HUB.timezone))
    morning = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)


def _common(contact: Contact) -> dict[str, str]:
    with translation.override(contact.language):
        chosen = whole(reverse("procedures:letters"))
    return {"hub": settings.HUB.name.in_language(contact.language), "person": contact.name, "settings_link": chosen}


def _worded(kind: str, values: Mapping[str, str], contact: Contact) -> EmailMessage:
    words = wording(kind)
    subject = one_line(fill(words.subject.in_language(contact.language), values))
    return EmailMessage(
        subject=subject, body=fill(words.body.in_language(contact.language), values), to=[contact.email]
    )
