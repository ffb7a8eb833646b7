"""Keep a form as it is being written, right or wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.models import Draft
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.machine import may_write
from longbien.record.actions.act import act


@act
def save_draft(*, case_id: UUID, form: str, data: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Save what a person has typed into a form of a case, over what they saved before. No check of the answers.

    Refusal for whoever may not write this form in the case's state.
    """
    case = locked(case_id)
    check(by, "act", case)
    definition = published(case.version_id).definition
    if form not in definition.forms or by.id is None:
        raise not_found()
    if not may_write(definition, case.state, form, roles_in(case, definition, by)):
        what = Text.of(
            vi="Lúc này bạn không điền được mẫu này. Nội dung bạn gửi chưa được lưu.",
            en="You can't fill in this form now. What you sent was not saved.",
        )
        raise not_allowed(what)
    Draft.objects.update_or_create(
        case=case, form=form, person_id=by.id, defaults={"data": dict(data), "saved_at": at}
    )  # fmt: skip
