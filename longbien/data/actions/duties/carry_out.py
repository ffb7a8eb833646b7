"""Carry out a deletion that a steward granted: the person's code stands in the case, and nowhere else."""

from datetime import datetime
from uuid import UUID

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.models import SubjectRequest
from longbien.data.queries.sets import contract_of
from longbien.kernel.actor import SYSTEM
from longbien.procedures.queries.cases import case

FORM = "request"


def carry_out(case_id: UUID, *, at: datetime) -> None:
    """Nothing when it is done already, or the answers of the case were erased in the meantime."""
    found = SubjectRequest.objects.filter(pk=case_id).select_related("data_set").first()
    if found is None or found.steps.filter(what="done").exists():
        return
    person, contract = case(case_id).data.get(FORM, {}).get("person", ""), contract_of(found.data_set)
    if person and contract.processing:
        erase_person(
            contract.code, column=contract.processing.person, value=person, by=SYSTEM, at=at, request_id=case_id
        )
