"""Found a venture."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.ventures.events import VentureFounded
from longbien.ventures.models import Passage, Venture
from longbien.ventures.rules.stages import stage_to_enter


@dataclass(frozen=True)
class Founding:
    """What a venture begins with. `words` may name the stage it enters."""

    name: str
    organisation_id: UUID
    problem_id: UUID | None
    case_id: UUID
    is_demo: bool = False
    words: tuple[str, ...] = ()


@act
def found(founding: Founding, *, by: Actor, at: datetime) -> UUID:
    """A venture from an accepted application; the answer is its id. The same case never founds two.

    It leaves the hub's first stage behind: it enters the one that `words` names, else the second. Who may accept an
    application is the procedure's to say.
    """
    known = Venture.objects.filter(case_id=founding.case_id).values_list("pk", flat=True).first()
    if known:
        return known
    stages = tuple(settings.HUB.stages)
    stage = stage_to_enter(stages, stages[0], founding.words)
    name = founding.name[:200]
    venture = Venture.objects.create(
        id=new_id(), name=name, folded=fold(name), organisation_id=founding.organisation_id,
        problem_id=founding.problem_id, stage=stage, case_id=founding.case_id, founded_at=at, is_demo=founding.is_demo,
    )  # fmt: skip
    event = VentureFounded(founding.organisation_id, founding.problem_id, founding.case_id, stage, venture.name)
    event_id = emit(event, subject=Subject("ventures.venture", venture.pk), by=by, at=at)
    Passage.objects.create(venture=venture, stage=stage, case_id=founding.case_id, at=at, event_id=event_id)
    return venture.pk
