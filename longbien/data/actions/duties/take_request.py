"""A person asks about their data: the clocks of the law begin, each step stops or moves one."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings

from longbien.data.events.duties import SubjectRequestStepped, SubjectRequestTaken
from longbien.data.models import Agreement, DataSet, RequestStep, SubjectRequest
from longbien.data.queries.duties.statutes import clock
from longbien.data.rules.duties import asked as rules
from longbien.data.rules.duties.clocks import due_at
from longbien.data.rules.duties.statute import Clock, ClockCode
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

Step = Literal["answered", "extended", "ordered", "done", "refused", "withdrawn"]
NO_SET = Text.of(vi="Chọn một bộ dữ liệu có dữ liệu cá nhân.", en="Choose a data set that has personal data.")
NOT_ASKED = Text.of(vi="Không ai yêu cầu được điều này.", en="Nobody can ask for this.")
NO_CLOCK = Text.of(
    vi="Thư mục của trung tâm không có thời hạn cho yêu cầu này.", en="The hub's folder sets no clock for this request."
)


@act
def take_request(case_id: UUID, *, number: str, asked: str, code: str, by: Actor, at: datetime) -> None:
    """Once for a case. Refusal when there is no such set about persons, or no clock for what is asked (422)."""
    if SubjectRequest.objects.filter(pk=case_id).exists():
        return
    data_set = DataSet.objects.filter(code=code).first()
    if data_set is None or not _is_about_persons(data_set):
        raise Refusal("data-set", NO_SET, faults=(Fault("/data_set", NO_SET),))
    if asked not in rules.ASKED:
        raise Refusal("asked", NOT_ASKED, faults=(Fault("/asked", NOT_ASKED),))
    kind = rules.of(asked)
    answer, due = _clock("acknowledge"), _clock(_which(kind, data_set))
    calendar = settings.HUB.calendar
    answer_by, due_by = due_at(answer.span, at, calendar), due_at(due.span, at, calendar)
    more = clock("extension")
    told = SubjectRequestTaken(code, kind, answer_by, due_by)
    subject = Subject("data.request", case_id)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    SubjectRequest.objects.create(
        id=case_id, number=number, asked=kind, data_set=data_set, received_at=at, answer_by=answer_by, due_by=due_by,
        latest_by=due_at(more.span, due_by, calendar) if more else due_by,
        statutes=[answer.statute, due.statute], entry_id=entry_id,
    )  # fmt: skip


def _is_about_persons(row: DataSet) -> bool:
    own = {one["property"] for one in row.contract["customProperties"]}
    return "processing" in own


def _which(kind: rules.Asked, data_set: DataSet) -> ClockCode:
    """What others hold as well takes longer, where the law says so: for a restriction or an objection."""
    shared = Agreement.objects.filter(data_set=data_set, revocation=None, signatures__isnull=False).exists()
    return "processors" if shared and kind in ("restriction", "objection") else kind


def _clock(code: ClockCode) -> Clock:
    found = clock(code)
    if found is None:
        raise Refusal("no-clock", NO_CLOCK)
    return found


@act
def step_request(case_id: UUID, *, what: Step, by: Actor, at: datetime) -> None:
    """Once each; nothing for a case that is no such request."""
    found = SubjectRequest.objects.filter(pk=case_id).first()
    if found is None or found.steps.filter(what=what).exists():
        return
    subject = Subject("data.request", found.pk)
    entry_id = emit(SubjectRequestStepped(what), subject=subject, by=by, at=at, chain=subject)
    RequestStep.objects.create(request=found, what=what, at=at, entry_id=entry_id)
