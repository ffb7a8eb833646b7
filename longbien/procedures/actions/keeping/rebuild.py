"""Make what lists and figures are read from anew, out of cases, moves and tasks."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.people.queries import actor_for
from longbien.procedures.actions.keeping.counting import count_share, count_stay
from longbien.procedures.actions.keeping.following import is_decided, set_desks, set_words
from longbien.procedures.events import CaseAssigned
from longbien.procedures.models import Case, DeskBar, DeskCase, DeskWord, Move, Share, Stay, Tally, Task
from longbien.procedures.queries.desk.offices import offices_in, offices_of
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.desk.elapsed import working_seconds
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.fees import charges
from longbien.record.actions.act import act
from longbien.record.queries import entries_of_type


@act
def rebuild() -> int:
    """For a hub that has cases from before these tables, or whose tables are in doubt; the answer is how many cases.

    What a case alone does not tell is left out: past stays are without their deadline, so none of them counts as late.
    """
    for model in (DeskCase, DeskBar, DeskWord, Stay, Tally, Share):
        model.objects.all().delete()
    count = 0
    for case in Case.objects.order_by("pk").iterator(chunk_size=500):
        _restate(case, published(case.version_id))
        count += 1
    _share_anew()
    return count


def _restate(case: Case, version: Published) -> None:
    if not case.is_draft:
        set_words(case)
    if not case.is_draft and (case.closed_at is None or charges(version.definition)):
        set_desks(case, version)
    stays = list(_stays(case))
    Stay.objects.bulk_create(stays)
    code, states = version.definition.code, version.definition.states
    for stay in stays:
        if stay.left is not None:
            count_stay(code, stay.state, stay.seconds or 0, late=False, at=stay.left)
    last = case.moves.order_by("-seq").first()
    action = version.definition.actions.get(last.action) if last else None
    tacit = bool(last and last.tacit)
    if case.closed_at is not None and action is not None and is_decided(version, case, action, tacit=tacit):
        ours = [one for one in stays if one.state in states and waits_for_office(version.definition, states[one.state])]
        count_stay(code, "", sum(one.seconds or 0 for one in ours), late=False, at=case.closed_at)


def _stays(case: Case) -> Iterable[Stay]:
    """One for each time the case came to a state that it was not in before; the last one goes on while it is open."""
    arrivals: list[tuple[int, str, datetime]] = []
    for seq, target, at in Move.objects.filter(case=case).order_by("seq").values_list("seq", "target", "at"):
        if not arrivals or arrivals[-1][1] != target:
            arrivals.append((seq, target, at))
    for here, onward in zip(arrivals, [*arrivals[1:], None], strict=True):
        seq, state, entered = here
        left = onward[2] if onward else case.closed_at
        if onward is None and left is not None:
            return  # nobody stays at an end
        seconds = working_seconds(settings.HUB.calendar, entered, left) if left else None
        due = None if left else case.due
        yield Stay(case=case, seq=seq, state=state, entered=entered, due=due, left=left, seconds=seconds)


def _share_anew() -> None:
    for task in Task.objects.select_related("case").order_by("pk").iterator(chunk_size=500):
        code = published(task.case.version_id).definition.code
        count_share(f"{code}/{task.kind}", task.person_id, at=task.assigned_at)
    offices: dict[UUID, frozenset[str]] = {}
    for case_id, (person_id, at) in _first_given().items():
        if person_id not in offices:
            offices[person_id] = frozenset(offices_of(actor_for(person_id)))
        version_id = Case.objects.values_list("version_id", flat=True).get(pk=case_id)
        if ours := sorted(offices_in(version_id) & offices[person_id]):
            count_share(ours[0], person_id, at=at)


def _first_given() -> dict[UUID, tuple[UUID, datetime]]:
    """To whom each case was given first, and when, as the record says; what was undone was not given."""
    first: dict[UUID, tuple[UUID, datetime]] = {}
    for entry in entries_of_type(CaseAssigned.key()):
        case_id, person = entry.subject.id, entry.open["person_id"]
        if person is None and entry.open["how"] == "undo":
            first.pop(case_id, None)
        elif person is not None:
            first.setdefault(case_id, (UUID(person), entry.at))
    return first
