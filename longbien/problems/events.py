"""What happens to a problem."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

STATED = Text.of(vi="Bắt đầu nêu một bài toán", en="A problem statement was begun")
CLASSIFIED = Text.of(vi="Bài toán được phân loại", en="A problem was classified")
STANDARDISED = Text.of(vi="Bài toán được chuẩn hoá", en="A problem was standardised")
PUBLISHED = Text.of(vi="Bài toán được công bố", en="A problem was published")
CLOSED = Text.of(vi="Bài toán được đóng", en="A problem was closed")


@dataclass(frozen=True)
class ProblemStated(Event, type="problems.stated", words=STATED):
    """A department began a problem statement; nobody else sees it yet."""

    department_id: UUID


@dataclass(frozen=True)
class ProblemClassified(Event, type="problems.classified", words=CLASSIFIED):
    """Step 1: locality and sector are settled."""

    group: str
    sector: str
    localities: tuple[str, ...]
    technologies: tuple[str, ...]


@dataclass(frozen=True)
class ProblemStandardised(Event, type="problems.standardised", words=STANDARDISED):
    """Step 2: outputs and KPIs are settled."""

    kpis: int


@dataclass(frozen=True)
class ProblemPublished(Event, type="problems.published", words=PUBLISHED):
    """Step 3: a version stands in the catalogue. `statement_sha256` is the digest of its canonical JSON."""

    number: int
    statement_sha256: str
    reason: str = sealed()


@dataclass(frozen=True)
class ProblemClosed(Event, type="problems.closed", words=CLOSED):
    """The city takes no more applications for it."""

    reason: str = sealed()
