"""The deadline of a state has passed: say so, and end the state if the procedure says how."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.procedures.actions.effecting import do_effects
from longbien.procedures.actions.perform import locked, perform
from longbien.procedures.events import CaseLate
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def pass_deadline(*, case_id: UUID, at: datetime) -> None:
    """Do what `late` and `then` of the state say. Nothing when the case moved on, or was found late here already."""
    case = locked(case_id)
    version = published(case.version_id)
    sla = version.definition.states[case.state].sla
    if sla is None or case.due is None or case.due > at or case.late_seq == case.seq:
        return
    case.late_seq = case.seq
    case.save()
    event = CaseLate(case.number, version.definition.code, case.seq, case.state)
    emit(event, subject=case.subject, chain=case.subject, by=SYSTEM, at=at)
    do_effects(case, version, sla.late, by=SYSTEM, at=at, late=True)
    if sla.then:
        perform(case_id=case.pk, action=sla.then, seq=case.seq, by=SYSTEM, at=at)
