"""What happens to a problem."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed


@dataclass(frozen=True)
class ProblemStated(Event, type="problems.stated"):
    """A department began a problem statement; nobody else sees it yet."""

    department_id: UUID


@dataclass(frozen=True)
class ProblemClassified(Event, type="problems.classified"):
    """Step 1: locality and sector are settled."""

    group: str
    sector: str
    localities: tuple[str, ...]
    technologies: tuple[str, ...]


@dataclass(frozen=True)
class ProblemStandardised(Event, type="problems.standardised"):
    """Step 2: outputs and KPIs are settled."""

    kpis: int


@dataclass(frozen=True)
class ProblemPublished(Event, type="problems.published"):
    """Step 3: a version stands in the catalogue. `statement_sha256` is the digest of its canonical JSON."""

    number: int
    statement_sha256: str
    reason: str = sealed()


@dataclass(frozen=True)
class ProblemClosed(Event, type="problems.closed"):
    """The city takes no more applications for it."""

    reason: str = sealed()
