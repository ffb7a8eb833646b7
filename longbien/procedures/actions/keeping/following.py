"""Keep what lists and figures are read from in step with a case: called with every opening and every move."""

from datetime import UTC, datetime

from django.conf import settings

from longbien.people.queries import organisation
from longbien.procedures.actions.keeping.counting import count_stay
from longbien.procedures.models import Case, DeskBar, DeskCase, DeskWord, Handler, Stay
from longbien.procedures.queries.desk.offices import offices_asking, offices_by_state, offices_waiting
from longbien.procedures.queries.desk.wanting import judging_in, wanting_in
from longbien.procedures.queries.fees import owes, owes_last
from longbien.procedures.queries.standing import is_about_a_case, judges_before
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.desk.elapsed import working_seconds
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.desk.words import words_of
from longbien.record import rows

# Where a case without a deadline stands in the order of deadlines.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def follow(case: Case, version: Published, *, at: datetime, action: Action | None = None, tacit: bool = False) -> None:
    """The case stands where its row says since `at`; `action` moved it there, None opened it; `tacit`: by silence.

    Asks nothing of what the case was before: the last stay that has not ended tells. So whoever changes the state or
    the version of a case in another way calls it too, without an action.
    """
    stays = rows.select(Stay, order="seq", case_id=case.pk) if case.seq > 1 else []
    here = next((stay for stay in stays if stay.left is None), None)
    moved = here is None or here.state != case.state
    if here is not None and moved:
        _leave(here, version, at)
    if moved:
        _enter(case, version, at)
    # A case that was never sent is on nobody's desk, unless another case opened it.
    if not case.is_draft and (moved or action is None or action.fee or case.seq == 2):
        set_desks(case, version)
    comes_to_office = case.seq == 2 or (case.seq == 1 and not case.is_draft)
    if comes_to_office or (action and "title" in _questions(version, action)):
        set_words(case)
    if action and is_decided(version, case, action, tacit=tacit):
        _count_whole(case, version, stays, at)


def set_desks(case: Case, version: Published) -> None:
    """Put the case onto the desks of those who have something to do with it, quietly where it is the applicant's turn,
    as it is to pay for what they were just granted; and off all others."""
    rows.delete(DeskCase, case_id=case.pk)
    if is_about_a_case(case):
        _set_bars(case)
    resting = offices_waiting(version.id).get(case.state, ())
    offices, wanting = resting or offices_by_state(version.id).get(case.state, ()), wanting_in(case, version)
    charged_at_end = case.closed_at is not None and owes_last(case, version)
    if wanting or charged_at_end:
        offices = tuple(sorted({*offices, *offices_asking(version.id)}))
    if not offices:
        return
    quiet = bool(resting) or charged_at_end
    handler = rows.find(Handler, case.pk)
    common = {
        "case_id": case.pk, "code": version.definition.code, "state": case.state, "owner_id": case.owner_id,
        "handler_id": handler.person_id if handler else None, "due": case.due or NEVER,
        "wanting": wanting, "owing": owes(case, version), "quiet": quiet, "judging": judging_in(case, version),
    }  # fmt: skip
    rows.insert_all(DeskCase, [{"office": office, **common} for office in offices])


def set_judging(case: Case, version: Published) -> None:
    """A review came in, or somebody else is asked for it."""
    DeskCase.objects.filter(case=case).update(judging=judging_in(case, version))


def _set_bars(case: Case) -> None:
    rows.delete(DeskBar, case_id=case.pk)
    rows.insert_all(DeskBar, [{"person_id": person, "case_id": case.pk} for person in sorted(judges_before(case))])


def set_words(case: Case) -> None:
    """Let the case be found by its number, title and applicant."""
    owner = organisation(case.owner_id)
    words = words_of(case.number, case.title, owner.name if owner else "")
    rows.delete(DeskWord, case_id=case.pk)
    rows.insert_all(DeskWord, [{"word": word.encode(), "case_id": case.pk} for word in sorted(words)])


def _leave(stay: Stay, version: Published, at: datetime) -> None:
    stay.seconds = working_seconds(settings.HUB.calendar, stay.entered, at)
    stay.left = at
    rows.update(Stay, stay.pk, left=at, seconds=stay.seconds)
    count_stay(version.definition.code, stay.state, stay.seconds, late=_is_late(stay), at=at)


def _enter(case: Case, version: Published, at: datetime) -> None:
    if not version.definition.states[case.state].final:
        rows.insert(Stay, case_id=case.pk, seq=case.seq, state=case.state, entered=at, due=case.due)


def _is_late(stay: Stay) -> bool:
    return stay.due is not None and stay.left is not None and stay.left > stay.due


def _questions(version: Published, action: Action) -> dict[str, object]:
    found: dict[str, object] = version.schemas[action.form]["properties"] if action.form else {}
    return found


def is_decided(version: Published, case: Case, action: Action, *, tacit: bool) -> bool:
    """An office ended the case, or its silence did where that counts as a decision: it was not withdrawn, and did not
    lapse."""
    definition = version.definition
    kinds = {definition.roles[name].kind for name in action.by if name in definition.roles}
    return definition.states[case.state].final and (tacit or (bool(kinds) and "case.owner" not in kinds))


def _count_whole(case: Case, version: Published, stays: list[Stay], at: datetime) -> None:
    """The time in which the case lay with offices, all its stays together."""
    definition, states = version.definition, version.definition.states
    ours = [stay for stay in stays if stay.state in states and waits_for_office(definition, states[stay.state])]
    seconds = sum(stay.seconds or 0 for stay in ours)
    count_stay(version.definition.code, "", seconds, late=any(map(_is_late, ours)), at=at)
