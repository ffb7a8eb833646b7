"""Send a form as it stands in the drafts, provided that it is what its sender was shown."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked, perform
from longbien.procedures.actions.save_draft import is_shared
from longbien.procedures.asking import answered
from longbien.procedures.queries.drafts import begun
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.machine import standing_against
from longbien.procedures.rules.questions.looking import changed_since
from longbien.procedures.rules.questions.settling import settle
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.act import act

CHANGED = "changed-since"
WHAT = Text.of(
    vi="Chưa gửi: câu trả lời đã thay đổi sau khi bạn xem. Hãy xem lại rồi gửi.",
    en="Nothing was sent: the answers changed since you looked. Look again, then send.",
)


@act
def send_form(  # noqa: PLR0913 (what `perform` takes, and what was shown)
    *,
    case_id: UUID,
    action: str,
    looked: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    seq: int | None = None,
    proof: Proof | None = None,
) -> int:
    """Do `action` with what is drafted; the answer is the number of the move.

    `looked` are the marks of the answers that were shown. Refusal (409, `changed-since`) with a fault for each question
    that is answered otherwise now, to whoever may send it; else those of `perform`. Nobody saves between this look and
    the sending.
    """
    case = locked(case_id)
    check(by, "act", case)
    version = published(case.version_id)
    wanted = version.definition.actions.get(action)
    if wanted is None or not wanted.form:
        raise not_found()
    schema = version.schemas[wanted.form]
    written = begun(case, wanted.form, by, shared=is_shared(version.definition, wanted.form))
    data = settle(schema, answered(schema, written.data), strict=False).data
    may = standing_against(version.definition, wanted, case.state, roles_in(case, version.definition, by))
    moved_on = case.state not in wanted.sources or seq not in (None, case.seq)
    if may and not moved_on and (changed := changed_since(looked, data)):
        faults = tuple(Fault(f"/{name}", WHAT) for name in sorted(changed))
        raise Refusal(CHANGED, WHAT, status=409, faults=faults)
    return perform(case_id=case_id, action=action, data=data, reason=reason, seq=seq, proof=proof, by=by, at=at)
