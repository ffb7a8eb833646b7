"""The answer of a rule that explains itself."""

from dataclasses import dataclass

from longbien.kernel.citation import Citation
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Reason:
    """Why a rule answered so: a stable code, the words, the place in the input, the law behind it."""

    code: str
    what: Text
    where: str = ""
    citation: Citation | None = None


@dataclass(frozen=True)
class Outcome:
    """Yes when nothing stands against it. `Outcome(a) + Outcome(b)` holds the reasons of both."""

    against: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return not self.against

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.against + other.against)
