"""Open a case with a question of its first form answered already, in the draft."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.queries.applicant.giving import Given
from longbien.record.actions.act import act


@act
def open_filled(
    *, procedure: str, owner_id: UUID, about: Subject | None, given: Given | None, by: Actor, at: datetime
) -> UUID:
    """As `open_case`. What the form doesn't offer is left out: whoever applies chooses there."""
    case_id = open_case(procedure=procedure, owner_id=owner_id, about=about, by=by, at=at)
    if given is not None and given.says is not None:
        only = frozenset({given.question})
        save_draft(case_id=case_id, form=given.form, data={given.question: given.value}, only=only, by=by, at=at)
    return case_id
