"""Open the case that leads a venture onward: a gate, a licence."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.queries import cases_about, service
from longbien.record.actions.act import act
from longbien.ventures.models import Venture
from longbien.ventures.rules.stages import STEPS, is_time_for


@act
def open_next(venture_id: UUID, *, step: str, by: Actor, at: datetime) -> UUID:
    """Open the journey's `gate` or `licence` about the venture; the answer is the id of the case.

    One that is already under way is not opened twice: its id is the answer. Refusal 422 for another step, 409 for
    one of another stage.
    """
    venture = Venture.objects.select_for_update(of=("self",)).filter(pk=venture_id).first()
    if venture is None:
        raise not_found()
    check(by, "open-next", venture)
    if step not in STEPS:
        what = Text.of(vi="Không có bước này trên hành trình.", en="The journey has no such step.")
        raise Refusal("no-such-step", what)
    procedure, about = settings.HUB.data["journey"][step], Subject("ventures.venture", venture_id)
    for case in cases_about(about):
        if case.procedure == procedure and not case.final:
            return case.id
    if not is_time_for(step, tuple(settings.HUB.stages), venture.stage, service(procedure).definition.initial.stage):
        what = Text.of(
            vi="Bước này không thuộc giai đoạn hiện nay của dự án.",
            en="This step is not one of the stage that the venture is in.",
        )
        raise Refusal("not-now", what, status=409)
    return open_case(procedure=procedure, owner_id=venture.organisation_id, about=about, by=by, at=at)
