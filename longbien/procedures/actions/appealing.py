"""Appeals: a case about a case, within the time that the decision allows, judged by others than those who decided."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.models import Case
from longbien.procedures.queries.applicant.appeals import appealed, right_to_appeal
from longbien.procedures.queries.deciding import when
from longbien.procedures.rules.definition import Action, Definition
from longbien.record import rows


def check_appeal(procedure: str, owner_id: UUID, about: Subject | None, *, by: Actor, at: datetime) -> None:
    """A case about a case is for who may see that case, in the name of its owner; as an appeal, also in time and once:
    one that its applicant gave up again does not count.

    Refusal (404) for a case that `by` may not see; (422) when the decision can't be appealed so, or not any more.
    """
    if about is None or about.type != "procedures.case":
        return
    # Held, so that of two appeals at the same moment one comes second.
    target = rows.find(Case, about.id, lock=True)
    if target is None:
        raise not_found()
    check(by, "view", target)
    right = right_to_appeal(target)
    if target.owner_id != owner_id or right is None or right.procedure != procedure:
        raise _not_open_to_appeal()
    if at > right.until:
        raise _too_late(right.until)
    if right.used is not None:
        raise _appealed_already(right.used)


def check_sent_in_time(case: Case, definition: Definition, action: Action, *, at: datetime) -> None:
    """An appeal counts from when it is sent, not from when its draft was opened; giving it up is always in time.

    Refusal (422) when it is sent too late, or the decision stands no longer.
    """
    target = appealed(case)
    is_sent = case.seq == 1 and case.parent_id is None and not definition.states[action.target].final
    if target is None or not is_sent:
        return
    right = right_to_appeal(target)
    if right is None or right.procedure != definition.code:
        raise _not_open_to_appeal()
    if at > right.until:
        raise _too_late(right.until)


def _not_open_to_appeal() -> Refusal:
    return Refusal(
        "no-appeal",
        Text.of(
            vi="Không thể khiếu nại quyết định này theo thủ tục này.",
            en="This decision can't be appealed by this procedure.",
        ),
    )


def _too_late(until: datetime) -> Refusal:
    said = when(until)
    return Refusal(
        "appeal-too-late",
        Text.of(vi=f"Thời hạn khiếu nại đã hết lúc {said['vi']}.", en=f"The time to appeal ended at {said['en']}."),
    )


def _appealed_already(standing: Case) -> Refusal:
    return conflict(
        "appealed-already",
        Text.of(
            vi=f"Quyết định này đã được khiếu nại: hồ sơ {standing.number}.",
            en=f"This decision has been appealed already: case {standing.number}.",
        ),
    )
