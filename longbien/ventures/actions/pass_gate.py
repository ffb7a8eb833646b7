"""Lead a venture into its next stage."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.ventures.events import StagePassed
from longbien.ventures.models import Passage, Venture
from longbien.ventures.rules.stages import stage_to_enter


@act
def pass_gate(
    venture_id: UUID, *, case_id: UUID, words: tuple[str, ...] = (), by: Actor, at: datetime
) -> str:  # fmt: skip
    """Enter the stage that `words` names, else the next; the answer is its code. The same case leads only once.

    Refusal 409 when there is no further stage. Who may decide at a gate is the procedure's to say.
    """
    venture = Venture.objects.select_for_update(of=("self",)).filter(pk=venture_id).first()
    if venture is None:
        raise not_found()
    if venture.passages.filter(case_id=case_id).exists():
        return venture.stage
    source, venture.stage = venture.stage, stage_to_enter(tuple(settings.HUB.stages), venture.stage, words)
    venture.save(update_fields=["stage"])
    event_id = emit(
        StagePassed(source, venture.stage, case_id), subject=Subject("ventures.venture", venture.pk), by=by, at=at
    )  # fmt: skip
    Passage.objects.create(venture=venture, stage=venture.stage, case_id=case_id, at=at, event_id=event_id)
    return venture.stage
