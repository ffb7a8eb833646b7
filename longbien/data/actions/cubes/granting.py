"""More ε for a recipient over the persons of a data set: one steward says why, another one grants it."""

from datetime import datetime
from uuid import UUID

from longbien.data.actions.cubes.budget import grant
from longbien.data.actions.cubes.publish import NOT_IN_FORCE
from longbien.data.events.cubes import BudgetDecided, BudgetProposed
from longbien.data.models import Agreement, BudgetDecision, BudgetProposal
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.budgets import Budget, budget_under
from longbien.data.rules.cube.epsilon import said
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

LONGEST = 2_000
NO_REASON = Text.of(vi="Nêu lý do.", en="Give a reason.")
NOT_OPEN = Text.of(
    vi="Chưa có ngân sách nào: công bố khối dữ liệu trước.", en="There is no budget yet: publish the cube first."
)
WAITS = Text.of(vi="Một đề nghị đang chờ người thứ hai.", en="A proposal waits for the second person.")
DECIDED = Text.of(vi="Đề nghị này đã được quyết định.", en="This proposal was decided on.")
SECOND = Text.of(
    vi="Người đề nghị không tự cấp: cần người thứ hai.",
    en="Whoever proposed it doesn't grant it: a second person does.",
)
FULL = Text.of(
    vi="Thoả thuận này chỉ cho dùng ε ghi trong điều khoản, và bên nhận còn đủ: muốn hơn thì lập thoả thuận mới.",
    en="Under this agreement no more than the ε of its terms is spent, and its recipient has enough left for that: "
    "more needs a new agreement.",
)


@act
def propose_budget(agreement_id: UUID, epsilon: int, reason: str, *, by: Actor, at: datetime) -> UUID:
    """The proposal's id. Refusal: no reason, or more than the agreement can use (422); not in force, nothing published
    yet, or another proposal waits (409)."""
    found = _held(agreement_id)
    check(by, "grant", found)
    budget = _in_force(found)
    if BudgetProposal.objects.filter(agreement=found, decision=None).exists():
        raise conflict("proposed-already", WAITS)
    if faults := _faults(epsilon, reason, budget.grantable):
        raise Refusal("budget", faults[0].what, faults=tuple(faults))
    key, subject = new_id(), Subject("data.agreement", found.pk)
    told = BudgetProposed(key, epsilon, reason.strip())
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    BudgetProposal.objects.create(
        id=key, agreement=found, epsilon=epsilon, reason=reason.strip(), person_id=by.person_id, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    return key


@act
def decide_budget(proposal_id: UUID, *, granted: bool, by: Actor, at: datetime) -> None:
    """Grant it, or turn it down. Refusal: granted by whoever proposed it (403), decided before, not in force (409)."""
    row = BudgetProposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise not_found()
    found = _held(row.agreement_id)
    check(by, "grant", found)
    if BudgetDecision.objects.filter(pk=proposal_id).exists():
        raise conflict("decided-already", DECIDED)
    if granted:
        if row.person_id == by.id:
            raise Refusal("four-eyes", SECOND, status=403, faults=(Fault("granted", SECOND),))
        _in_force(found)
        grant(found, row.epsilon, key=row.pk, by=by, at=at)
    subject = Subject("data.agreement", found.pk)
    entry_id = emit(BudgetDecided(row.pk, granted), subject=subject, by=by, at=at, chain=subject)
    BudgetDecision.objects.create(proposal=row, granted=granted, person_id=by.person_id, at=at, entry_id=entry_id)


def _held(agreement_id: UUID) -> Agreement:
    hold(f"data.agreement {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    return found


def _in_force(found: Agreement) -> Budget:
    if agreement_view(found).state != "in-force":
        raise conflict("not-in-force", NOT_IN_FORCE)
    budget = budget_under(found)
    if budget is None or not found.cubes.exists():
        raise conflict("not-published", NOT_OPEN)
    return budget


def _faults(epsilon: int, reason: str, most: int) -> list[Fault]:
    faults = [] if reason.strip() else [Fault("reason", NO_REASON)]
    if most == 0:
        faults.append(Fault("epsilon", FULL))
    elif not 0 < epsilon <= most:
        written = said(most)
        what = Text.of(
            vi=f"Cần một số trên 0, nhiều nhất {written.replace('.', ',')}: thoả thuận này không dùng được hơn.",
            en=f"A number above 0, at most {written}, is needed: this agreement can't use more.",
        )
        faults.append(Fault("epsilon", what))
    return faults
