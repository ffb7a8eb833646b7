"""The exit report: what the record knows of the trial, and what its holder says of it.

Its questions follow the EU AI Act, Art. 57(7), as far as it is known here: activities, results, what was learnt; public
only if the holder agrees and the authority does. The city's own form is not at hand: that is open, not guessed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

FORMAT = 1
SHORTEST, LONGEST = 10, 8000
NEEDED = ("activities", "results", "learnt")


@dataclass(frozen=True)
class Answers:
    """What the holder says: what was done, what came of it, what was learnt, which rule should change and how.

    `may_publish`: the holder agrees that anyone reads it.
    """

    activities: str
    results: str
    learnt: str
    recommendation: str = ""
    may_publish: bool = False

    def canonical(self) -> bytes:
        """RFC 8785 bytes."""
        return canonical(asdict(self))

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()

    def trimmed(self) -> "Answers":
        said = {name: getattr(self, name).strip() for name in (*NEEDED, "recommendation")}
        return replace(self, **said)


@dataclass(frozen=True)
class Report:
    """An exit report. `figures` is plain data from the record, as it stood when the report was filed."""

    answers: Answers
    figures: Mapping[str, Any]

    def canonical(self) -> bytes:
        """RFC 8785 bytes."""
        return canonical({"format": FORMAT, "answers": asdict(self.answers), "figures": dict(self.figures)})

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()


def check_answers(answers: Answers, *, draft: bool = False) -> None:
    """Refusal 422 with every fault of what the holder wrote, blank edges apart; a draft may leave anything out."""
    faults = []
    for name in (*NEEDED, "recommendation"):
        said = getattr(answers, name)
        shortest = SHORTEST if name in NEEDED and not draft else 0
        if not shortest <= len(said) <= LONGEST or "\x00" in said:
            faults.append(Fault(name, _length(shortest)))
    if faults:
        what = Text.of(vi="Báo cáo kết thúc chưa đủ.", en="The exit report is incomplete.")
        raise Refusal("report-incomplete", what, faults=tuple(faults))


def read_report(data: Mapping[str, Any]) -> Report:
    """The report of stored data."""
    return Report(Answers(**data["answers"]), data["figures"])


def _length(shortest: int) -> Text:
    if not shortest:
        return Text.of(vi=f"Tối đa {LONGEST} ký tự.", en=f"At most {LONGEST} characters.")
    return Text.of(vi=f"Hãy viết {shortest} đến {LONGEST} ký tự.", en=f"Write {shortest} to {LONGEST} characters.")
