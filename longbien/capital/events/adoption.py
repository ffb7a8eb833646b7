"""What happens to the catalogue of proven solutions."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

OFFERED = Text.of(vi="Đề nghị đưa một giải pháp vào danh mục", en="A solution was offered to the catalogue")
LISTED = Text.of(vi="Đưa một giải pháp vào danh mục", en="A solution was listed in the catalogue")
REMOVED = Text.of(vi="Đưa một giải pháp ra khỏi danh mục", en="A solution left the catalogue")


@dataclass(frozen=True)
class SolutionOffered(Event, type="capital.solution-offered", words=OFFERED):
    """`report_sha256` is the exit report that proves it, `digest` all of its terms."""

    supplier: UUID
    trial: UUID
    report_sha256: str
    price: Money
    digest: str


@dataclass(frozen=True)
class SolutionListed(Event, type="capital.solution-listed", words=LISTED):
    digest: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class SolutionRemoved(Event, type="capital.solution-removed", words=REMOVED):
    reason: str | None = sealed()
