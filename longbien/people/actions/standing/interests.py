"""Declare an interest, enter one from a source, end one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import InterestDeclared, InterestEnded
from longbien.people.models import Interest, Organisation, Person
from longbien.people.policy import can, check
from longbien.people.rules.days import check_span
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST_NOTE, LONGEST_SOURCE = 2_000, 300


@dataclass(frozen=True)
class Stated:
    """What is said about a tie. `source`: where someone else than those concerned took it from."""

    organisation_id: UUID
    kind: str
    since: date
    until: date | None = None
    note: str = ""
    source: str = ""
    is_public: bool = False


@act
def declare_interest(
    *, stated: Stated, by: Actor, at: datetime, person_id: UUID | None = None, holder_id: UUID | None = None
) -> UUID:
    """Enter a tie of a person, or of the organisation `holder_id`, into the register; the answer is its id.

    Those concerned declare it themselves; administrators enter it with its source. It recuses from the next request
    on. Refusal for an unknown kind, a span that ends before it begins, a source that is missing, an organisation tied
    to itself, or a tie that stands there already.
    """
    made = Interest(
        person_id=person_id, holder_id=holder_id, organisation_id=stated.organisation_id, kind=stated.kind,
        since=stated.since, until=stated.until, note=stated.note.strip(), source=stated.source.strip(),
        is_public=stated.is_public, entered_by_id=None if by.is_system else by.id, entered_at=at,
    )  # fmt: skip
    if (person_id is None) == (holder_id is None) or not _there(made):
        raise not_found()
    own = can(by, "declare", made)
    if own:
        made.source = ""
    else:
        check(by, "enter", made)
    _check(made, own=own)
    made.save(force_insert=True)
    declared = InterestDeclared(
        interest=made.pk, organisation=made.organisation_id, since=made.since, until=made.until, by_source=not own,
        kind=made.kind, note=made.note, source=made.source,
    )  # fmt: skip
    emit(declared, subject=_subject(made), by=by, at=at)
    return made.pk


@act
def end_interest(*, interest_id: UUID, until: date, by: Actor, at: datetime) -> None:
    """Say which was the last day of a tie. What an administrator entered, only an administrator ends."""
    found = Interest.objects.select_for_update().filter(pk=interest_id).first()
    if found is None:
        raise not_found()
    check(by, "end", found)
    check_span(found.since, until)
    if found.until is not None and found.until <= until:
        raise conflict(
            "ended-already", Text.of(vi="Mục này đã chấm dứt trước đó.", en="This entry has ended before that.")
        )
    Interest.objects.filter(pk=found.pk).update(until=until)
    ended = InterestEnded(interest=found.pk, organisation=found.organisation_id, until=until)
    emit(ended, subject=_subject(found), by=by, at=at)


def _subject(interest: Interest) -> Subject:
    """The register of a person or of an organisation is part of what is known about them."""
    if interest.holder_id is not None:
        return Subject("people.organisation", interest.holder_id)
    return Subject("people.person", interest.person_id or interest.pk)


def _there(interest: Interest) -> bool:
    wanted = {one for one in (interest.organisation_id, interest.holder_id) if one is not None}
    if Organisation.objects.filter(pk__in=wanted).count() != len(wanted):
        return False
    return interest.person_id is None or Person.objects.filter(pk=interest.person_id, is_active=True).exists()


def _check(made: Interest, *, own: bool) -> None:
    if made.kind not in Interest.Kind.values:
        raise _fault("kind", Text.of(vi="Hãy chọn loại quan hệ.", en="Choose the kind of tie."))
    check_span(made.since, made.until)
    if made.holder_id == made.organisation_id:
        what = Text.of(vi="Hãy chọn một tổ chức khác.", en="Choose another organisation.")
        raise _fault("organisation", what)
    if not own and not made.source:
        what = Text.of(vi="Hãy ghi nguồn của thông tin này.", en="Say where this was taken from.")
        raise _fault("source", what)
    for name, longest in (("note", LONGEST_NOTE), ("source", LONGEST_SOURCE)):
        if len(getattr(made, name)) > longest:
            raise _fault(name, Text.of(vi=f"Nhiều nhất {longest} ký tự.", en=f"At most {longest} characters."))
    same = Interest.objects.filter(
        person=made.person, holder=made.holder, organisation_id=made.organisation_id, kind=made.kind
    )
    if same.exclude(until__lt=made.since).exists():
        what = Text.of(vi="Mục này đã có trong sổ.", en="This stands in the register already.")
        raise _fault("organisation", what)


def _fault(where: str, what: Text) -> Refusal:
    return Refusal("bad-interest", what, faults=(Fault(where, what),))
