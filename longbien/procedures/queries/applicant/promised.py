"""By when applicants have the answer that their running cases wait for, in one question for many cases."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.procedures.models import Case, Move
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.desk.promise import answer_by, answer_from, waits_for_office

FIRST_SENT = 2  # the number of the move that sends a case; opening it is 1


def promised(cases: Collection[Case]) -> dict[UUID, datetime]:
    """By case, those that lie with an office that has promised an answer: what was promised at the first sending, until
    the case has waited for the applicant or for a fee; from then on the steps that are still to come are counted."""
    moves: dict[UUID, list[Move]] = {case.pk: [] for case in cases if case.closed_at is None}
    for move in Move.objects.filter(case_id__in=moves, seq__gte=FIRST_SENT).order_by("seq") if moves else ():
        moves[move.case_id].append(move)
    by = {case.pk: _promised(case, moves[case.pk]) for case in cases if moves.get(case.pk)}
    return {case_id: when for case_id, when in by.items() if when is not None}


def _promised(case: Case, moves: list[Move]) -> datetime | None:
    definition = published(case.version_id).definition
    state = definition.states[case.state]
    if not waits_for_office(definition, state):
        return None
    sent, *later = moves
    left = (definition.states.get(move.source) for move in later)
    if any(one and not waits_for_office(definition, one) for one in left):
        return answer_from(definition, settings.HUB.calendar, state, case.due)
    return answer_by(definition, settings.HUB.calendar, sent.at)
