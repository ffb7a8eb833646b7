"""Write down what was heard of a step that runs on somebody else's system."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.actions.settling import settle
from longbien.procedures.events import OutsideReported
from longbien.procedures.models import Outside
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST_NUMBER, LONGEST_STATUS = 80, 200


@act
def report_outside(*, case_id: UUID, number: str, status: str, as_of: datetime, by: Actor, at: datetime) -> bool:
    """The dossier number there and its status, as of an instant; False when nothing newer was said than is known.

    Refusal when the case's step does not run elsewhere, the number is missing, either is too long, or `as_of` is still
    to come.
    """
    case = locked(case_id)
    check(by, "report-outside", case)
    version = published(case.version_id)
    if version.definition.states[case.state].handoff is None:
        raise Refusal(
            "not-outside",
            Text.of(vi="Bước này của hồ sơ không chạy trên hệ thống khác.", en="This step runs here, not elsewhere."),
        )
    number, status = number.strip(), status.strip()
    if faults := tuple(_faults(number, status, as_of, at)):
        raise Refusal("form-faults", faults[0].what, faults=faults)
    known = Outside.objects.filter(case=case).first()
    if known and (known.as_of > as_of or (known.number, known.status) == (number, status)):
        return False
    Outside.objects.update_or_create(
        case=case, defaults={"number": number, "status": status, "as_of": as_of, "by_id": by.id}
    )  # fmt: skip
    event = OutsideReported(case.number, as_of, number, status)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    settle(case, version, at=at)
    return True


def _faults(number: str, status: str, as_of: datetime, at: datetime) -> list[Fault]:
    faults = []
    if not number:
        faults.append(Fault("number", Text.of(vi="Hãy ghi mã hồ sơ.", en="Write the dossier number.")))
    for where, written, most in (("number", number, LONGEST_NUMBER), ("status", status, LONGEST_STATUS)):
        if len(written) > most:
            faults.append(Fault(where, Text.of(vi=f"Không quá {most} ký tự.", en=f"At most {most} characters.")))
    if as_of > at:
        faults.append(Fault("as_of", Text.of(vi="Thời điểm này chưa đến.", en="This moment is still to come.")))
    return faults
