"""Do an action of a case: one transaction, and only one of two who try at the same moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.attached import foreign_files
from longbien.procedures.actions.moving import Attempt, carry_out
from longbien.procedures.models import Case
from longbien.procedures.queries.deciding import decided_already
from longbien.procedures.queries.standing import open_choices, reckoning, roles_in
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.machine import guard_against, standing_against
from longbien.procedures.rules.questions.settling import settle
from longbien.record import rows
from longbien.record.actions.act import act


@act
def perform(  # noqa: PLR0913 (the shape every caller writes)
    *,
    case_id: UUID,
    action: str,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    reason: str = "",
    seq: int | None = None,
) -> int:
    """Do `action`; the answer is the number of the move.

    `data` answers the form of the action, `reason` is required where the procedure says so, `seq` is the last move the
    actor saw. Refusals: 404 for a case the actor may not see; 403 without the role; 409 `already-decided` when someone
    moved the case in the meantime, saying who and what; 422 for a guard that isn't met, a missing reason, or faults in
    the form, field by field. CannotTell when a rule can't be computed. Nothing is changed by any of these.
    """
    case = locked(case_id)
    check(by, "act", case)
    version = published(case.version_id)
    wanted = version.definition.actions.get(action)
    if wanted is None:
        raise not_found()
    roles = roles_in(case, version.definition, by)
    _check_standing(case, version, wanted, roles, seq)
    reason = reason.strip()
    given = {wanted.form: settle(version.schemas[wanted.form], data or {}).data} if wanted.form else {}
    _check_given(case, version, wanted, given.get(wanted.form), reason)
    if wanted.guard:
        refuse_unless(guard_against(wanted, reckoning(case, version, at, given)), 422, "guard")
    return carry_out(Attempt(case, version, wanted, given, reason), by=by, at=at)


def locked(case_id: UUID) -> Case:
    """The case, held until the end of the transaction. Refusal (404) when there is none."""
    case = rows.find(Case, case_id, lock=True)
    if case is None:
        raise not_found()
    return case


def refuse_unless(outcome: Outcome, status: int, code: str) -> None:
    """Raise a refusal that gives every reason."""
    if outcome:
        return
    faults = tuple(Fault(reason.where, reason.what) for reason in outcome.against)
    raise Refusal(code, outcome.against[0].what, status=status, faults=faults)


def _check_standing(case: Case, version: Published, action: Action, roles: frozenset[str], seq: int | None) -> None:
    moved_on = case.state not in action.sources or (seq is not None and seq != case.seq)
    if moved_on and roles & set(action.by):
        raise decided_already(case, version)
    refuse_unless(standing_against(version.definition, action, case.state, roles), 403, "not-allowed")


def _check_given(case: Case, version: Published, action: Action, data: Mapping[str, Any] | None, reason: str) -> None:
    faults: list[Fault] = []
    if action.form:
        schema = version.schemas[action.form]
        faults += faults_of(schema, data or {}, open_choices(schema)) or foreign_files(case, schema, data or {})
    if action.needs_reason and not reason:
        faults.append(Fault("reason", Text.of(vi="Hãy nêu lý do.", en="Give the reason.")))
    if faults:
        what = Text.of(vi="Hãy xem lại các mục được đánh dấu.", en="Look again at what is marked.")
        raise Refusal("form-faults", what, faults=tuple(faults))
