"""The report of a period: what the record knows of it, and what its holder says of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

FORMAT = 1
SHORTEST, LONGEST = 10, 8000
NEEDED, OPTIONAL = ("done", "troubles"), ("ahead",)


@dataclass(frozen=True)
class Answers:
    """What was done, what went wrong and what was changed, and what comes next, if that is known."""

    done: str
    troubles: str
    ahead: str = ""

    def trimmed(self) -> "Answers":
        return replace(self, **{name: said.strip() for name, said in asdict(self).items()})


@dataclass(frozen=True)
class Report:
    """A report of a period. `figures` is plain data from the record, as it stood when the report was filed."""

    answers: Answers
    figures: Mapping[str, Any]

    def canonical(self) -> bytes:
        """RFC 8785 bytes."""
        return canonical({"format": FORMAT, "answers": asdict(self.answers), "figures": dict(self.figures)})

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()


def check_answers(answers: Answers) -> None:
    """Refusal 422 with every fault of what the holder wrote, blank edges apart."""
    faults = []
    for name in (*NEEDED, *OPTIONAL):
        said, shortest = getattr(answers, name), SHORTEST if name in NEEDED else 0
        if not shortest <= len(said) <= LONGEST or "\x00" in said:
            faults.append(Fault(name, LENGTH if shortest else MOST))
    if faults:
        what = Text.of(vi="Báo cáo định kỳ chưa đủ.", en="The report of the period is incomplete.")
        raise Refusal("report-incomplete", what, faults=tuple(faults))


def read_report(data: Mapping[str, Any]) -> Report:
    """The report of stored data."""
    return Report(Answers(**data["answers"]), data["figures"])


LENGTH = Text.of(vi=f"Hãy viết {SHORTEST} đến {LONGEST} ký tự.", en=f"Write {SHORTEST} to {LONGEST} characters.")
MOST = Text.of(vi=f"Tối đa {LONGEST} ký tự.", en=f"At most {LONGEST} characters.")
