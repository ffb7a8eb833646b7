"""Open a case."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.arriving import arrive
from longbien.procedures.actions.keeping.following import follow
from longbien.procedures.events import CaseOpened
from longbien.procedures.models import Case, Counter, Move
from longbien.procedures.queries.standing import local_date
from longbien.procedures.queries.versions import in_force
from longbien.procedures.rules.clock import begin
from longbien.procedures.rules.definition import Definition
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

NUMBER = "{year}-{n:05}"


@act
def open_case(*, procedure: str, owner_id: UUID, about: Subject | None, by: Actor, at: datetime) -> UUID:
    """Open a case of the version in force for an organisation that `by` is a member of; the answer is its id.

    Refusal when the procedure is not offered, or when `about` is missing or of another type than it asks.
    """
    version = in_force(procedure)
    definition = version.definition
    _check_about(definition, about)
    clock = begin(definition, settings.HUB.calendar, at)
    case = Case(
        number="", version_id=version.id, owner_id=owner_id, about=str(about) if about else "",
        state=definition.initial.name, opened_at=at, moved_at=at, due=clock.due,
        opened_by_id=None if by.is_system else by.id,
    )  # fmt: skip
    check(by, "open", case)
    case.number = _next_number(at)
    case.save(force_insert=True)
    event = CaseOpened(case.number, procedure, definition.version, case.state, owner_id, case.about)
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    Move.objects.create(case=case, seq=1, action="", target=case.state, by_id=by.id, at=at, event_id=event_id)
    follow(case, version, at=at)
    arrive(case, version, event_id, by=by, at=at)
    return case.pk


def _check_about(definition: Definition, about: Subject | None) -> None:
    asked = definition.about
    if asked is None and about is None:
        return
    if asked and (about.type == asked.type if about else not asked.required):
        return
    kind = asked.type if asked else "–"
    what = Text.of(
        vi=f"Hồ sơ này phải gắn với một đối tượng loại {kind}. Hãy bắt đầu từ trang của đối tượng đó.",
        en=f"This case must be about a {kind}. Start from the page of that thing.",
    )
    raise Refusal("about-what", what)


def _next_number(at: datetime) -> str:
    """The next case number of the local year, in the hub's pattern."""
    year = local_date(at).year
    counter, _ = Counter.objects.select_for_update().get_or_create(name=f"case:{year}")
    counter.last += 1
    counter.save()
    pattern: str = settings.HUB.data.get("numbers", {}).get("case", NUMBER)
    return pattern.format(year=year, n=counter.last)
