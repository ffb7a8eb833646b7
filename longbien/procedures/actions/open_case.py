"""Open a case."""

from datetime import date, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.appealing import check_appeal
from longbien.procedures.actions.arriving import Opening, begin_case, draft_row
from longbien.procedures.actions.settling import settle
from longbien.procedures.queries.standing import local_date
from longbien.procedures.queries.versions import in_force
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.desk.offered import no_longer
from longbien.record.actions.act import act

A_CASE = "procedures.case"  # what only appeals are about


@act
def open_case(*, procedure: str, owner_id: UUID, about: Subject | None, by: Actor, at: datetime) -> UUID:
    """Open a case of the version in force for an organisation that `by` is a member of; the answer is its id.

    Refusal when the procedure is not offered, or not any more, when `about` is missing or of another type than it
    asks, or when an appeal comes too late; whoever was given the right to appeal keeps it as long as it was promised.
    """
    version = in_force(procedure)
    if about is None or about.type != A_CASE:
        _check_offered(version.definition, local_date(at))
    _check_about(version.definition, about)
    case = draft_row(Opening(version, owner_id, about), by=by, at=at)
    check(by, "open", case)
    check_appeal(procedure, owner_id, about, by=by, at=at)
    begin_case(case, version, by=by, at=at)
    settle(case, version, at=at)
    return case.pk


def _check_offered(definition: Definition, day: date) -> None:
    if not definition.service.is_offered(day):
        raise conflict("no-longer-offered", no_longer(definition.service))


def _check_about(definition: Definition, about: Subject | None) -> None:
    asked = definition.about
    if asked is None and about is None:
        return
    if asked and (about.type == asked.type if about else not asked.required):
        return
    kind = asked.type if asked else "–"
    what = Text.of(
        vi=f"Hồ sơ này phải gắn với một đối tượng loại {kind}. Hãy bắt đầu từ trang của đối tượng đó.",
        en=f"This case must be about a {kind}. Start from the page of that thing.",
    )
    raise Refusal("about-what", what)
