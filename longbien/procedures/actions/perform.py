"""Do an action of a case: one transaction, and only one of two who try at the same moment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.appealing import check_sent_in_time
from longbien.procedures.actions.deciding.attached import foreign_files
from longbien.procedures.actions.deciding.sign import sign
from longbien.procedures.actions.deciding.vote import cast as cast_vote
from longbien.procedures.actions.moving import Attempt, carry_out
from longbien.procedures.actions.settling import settle
from longbien.procedures.models import Case
from longbien.procedures.queries.applicant.fitting import misfits
from longbien.procedures.queries.deciding import decided_already, doers
from longbien.procedures.queries.standing import local_date, open_choices, reckoning, roles_in, why_recused
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.machine import four_eyes_against, guard_against, on_behalf, standing_against
from longbien.procedures.rules.questions.settling import settle as answers_that_count
from longbien.procedures.rules.signing import Proof, signature_against
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
    proof: Proof | None = None,
) -> int:
    """Do `action`; the answer is the number of the last move: where several must agree, a vote alone moves nothing.

    `data` answers the form of the action, `reason` is required where the procedure says so, `seq` is the last move the
    actor saw, `proof` how they just proved who they are, where the action asks for a signature.

    Refusals: 404 for a case the actor may not see; 403 without the role, a second pair of eyes or a fresh proof; 409
    `already-decided` when someone moved the case in the meantime, saying who and what, and `voted-already`; 422 for a
    guard that isn't met, a missing reason, or faults in the form, field by field. CannotTell when a rule can't be
    computed. Nothing is changed by any of these.
    """
    case = locked(case_id)
    check(by, "act", case)
    version = published(case.version_id)
    wanted = version.definition.actions.get(action)
    if wanted is None:
        raise not_found()
    roles = roles_in(case, version.definition, by)
    _check_standing(case, version, wanted, by, roles, seq)
    check_sent_in_time(case, version.definition, wanted, at=at)
    reason = reason.strip()
    given = {wanted.form: answers_that_count(version.schemas[wanted.form], data or {}).data} if wanted.form else {}
    _check_given(Attempt(case, version, wanted, given, reason), at)
    if wanted.guard:
        refuse_unless(guard_against(wanted, reckoning(case, version, at, given)), 422, "guard")
    deputy_for = on_behalf(version.definition, wanted, by, roles)
    attempt = Attempt(case, version, wanted, given, reason, on_behalf_of=deputy_for)
    if wanted.needs_signature:
        refuse_unless(signature_against(proof, at), 403, "signature")
        sign(case, attempt.signed, cast(Proof, proof), by=by, at=at)
    if wanted.quorum > 1:
        counted = cast_vote(case, version, wanted, reason, by=by, at=at, deputy_for=deputy_for)
        if not counted.is_met:
            return case.seq
        attempt = replace(attempt, voters=counted.voters)
    moved = carry_out(attempt, by=by, at=at)
    settle(case, version, at=at)
    return moved


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


def _check_standing(
    case: Case, version: Published, action: Action, by: Actor, roles: frozenset[str], seq: int | None
) -> None:
    # An officer whom a tie to the owner keeps away is told which, not that the role is wanting.
    if not roles & set(action.by) and (tie := why_recused(case, version.definition, by)):
        raise Refusal("related-party", tie.what, status=403)
    moved_on = case.state not in action.sources or (seq is not None and seq != case.seq)
    if moved_on and roles & set(action.by):
        raise decided_already(case, version)
    refuse_unless(standing_against(version.definition, action, case.state, roles), 403, "not-allowed")
    if action.four_eyes:
        done = doers(case, action.four_eyes)
        eyes = {by.id, on_behalf(version.definition, action, by, roles)}
        refuse_unless(four_eyes_against(version.definition, action, eyes, done), 403, "four-eyes")


def _check_given(attempt: Attempt, at: datetime) -> None:
    case, version, action = attempt.case, attempt.version, attempt.action
    data, faults = attempt.given.get(action.form), list[Fault]()
    if action.form:
        schema = version.schemas[action.form]
        faults += faults_of(schema, data or {}, open_choices(schema), today=local_date(at))
        # An effect refuses what doesn't fit by itself: here it is told in one round with what is wrong besides.
        faults += misfits(schema, data or {}, faults, at) if faults else foreign_files(case, schema, data or {})
    if action.needs_reason and not attempt.reason:
        faults.append(Fault("reason", _unreasoned(version, action)))
    if faults:
        what = Text.of(vi="Hãy xem lại các mục được đánh dấu.", en="Look again at what is marked.")
        raise Refusal("form-faults", what, faults=tuple(faults))


def _unreasoned(version: Published, action: Action) -> Text:
    """What is wanted where no reason was given, as the action asks for it."""
    if action.grounds.wording:
        return Text.of(vi="Hãy đánh dấu ít nhất một câu hoặc viết lý do.", en="Tick at least one, or write the reason.")
    if version.definition.states[action.target].edit and not action.grounds.title:
        return Text.of(vi="Hãy viết nội dung cần bổ sung và lý do.", en="Write what is to be added, and why.")
    return Text.of(vi="Hãy nêu lý do.", en="Give the reason.")
