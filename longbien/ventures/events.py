"""What happens to a venture."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

FOUNDED = Text.of(vi="Dự án được lập", en="A venture was founded")
PASSED = Text.of(vi="Dự án qua cổng giai đoạn", en="A venture passed a gate")


@dataclass(frozen=True)
class VentureFounded(Event, type="ventures.founded", words=FOUNDED):
    """An accepted application made a team a venture; it stands in `stage` from now on."""

    organisation_id: UUID
    problem_id: UUID | None
    case_id: UUID
    stage: str
    name: str | None = sealed()


@dataclass(frozen=True)
class StagePassed(Event, type="ventures.stage-passed", words=PASSED):
    """A gate decided that the venture goes on to the next stage."""

    source: str
    target: str
    case_id: UUID
