"""A file of cases: read with every fault and its line, run one by one, held against what was published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from longbien.capital.rules.golden import dating, distributing, owning, performing
from longbien.capital.rules.golden.inputs import Inputs, Open, exact
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.shape import Finding, ListOf, Record, Spot, examine, faults_only
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text

AREAS = {**performing.AREAS, **distributing.AREAS, **dating.AREAS, **owning.AREAS}
LANGUAGES = ("vi", "en")
NEEDED = {"id": str, "area": str, "inputs": Mapping, "expected": Mapping}


@dataclass(frozen=True)
class Case:
    """What goes in, what is expected, and by how much it may differ, each value absolutely."""

    id: str
    area: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    tolerance: Fraction


@dataclass(frozen=True)
class Judged:
    """How a case went: each expected value with what was found, or why nothing could be."""

    case: Case
    values: tuple[tuple[str, Any, Any, bool], ...] = ()
    why: Text | None = None

    @property
    def matches(self) -> bool:
        return self.why is None and all(ok for _, _, _, ok in self.values)


@dataclass(frozen=True)
class CaseShape:
    """A case must have an id, an area, inputs and expected values; it may say more."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, Mapping):
            yield at.fault(vi="mỗi trường hợp là các mục có tên", en="a case is a set of named entries")
            return
        for key, kind in NEEDED.items():
            if not isinstance(at.value.get(key), kind):
                yield at.fault(
                    vi=f"trường hợp này thiếu “{key}”, hoặc “{key}” sai kiểu",
                    en=f"this case lacks “{key}”, or it is of the wrong kind",
                )
        yield from _tolerance(at)


def _tolerance(at: Spot) -> Iterator[Finding]:
    try:
        exact(at.value.get("tolerance", 0))
    except (ValueError, ZeroDivisionError):
        yield at.into("tolerance").fault(vi="“tolerance” phải là một số", en="“tolerance” must be a number")


@dataclass(frozen=True)
class FileShape:
    """Cases under `cases:`; whatever else stands there is not looked at."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        held = at.value if isinstance(at.value, Mapping) else {}
        only = {"cases": held["cases"]} if "cases" in held else {}
        yield from Record({"cases": ListOf(CaseShape(), minimum=1)}).examine(Spot(at.file, at.languages, at.path, only))


def faults(file: Sourced) -> list[Fault]:
    """What keeps a file from being a file of cases, each with its line."""
    return faults_only(examine(file, FileShape(), LANGUAGES))


def cases(file: Sourced) -> list[Case]:
    """The cases of a file without `faults`."""
    return [
        Case(one["id"], one["area"], one["inputs"], one["expected"], exact(one.get("tolerance", 0)))
        for one in file.data["cases"]
    ]


def judge(case: Case, open_: Open | None = None) -> Judged:
    """Run a case through the rules of its area; `open_` reads a file that its inputs name, from beside the cases."""
    area = AREAS.get(case.area)
    if area is None:
        words = Text.of(vi=f"không biết lĩnh vực “{case.area}”", en=f"no area is called “{case.area}”")
        return Judged(case, why=words)
    try:
        found = area(Inputs(case.inputs, tuple(case.expected), open_))
    except Refusal as refusal:
        return Judged(case, why=refusal.what)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as error:
        words = Text.of(vi=f"không tính được: {error}", en=f"it can't be reckoned: {error}")
        return Judged(case, why=words)
    values = ((name, wanted, found.get(name)) for name, wanted in case.expected.items())
    return Judged(case, tuple((name, wanted, got, near(got, wanted, case.tolerance)) for name, wanted, got in values))


def near(found: Any, wanted: Any, tolerance: Fraction) -> bool:
    """Whether a value (or each of a list) is within the tolerance; what was not found is near nothing."""
    if isinstance(wanted, list):
        same = isinstance(found, list) and len(found) == len(wanted)
        return same and all(near(one, other, tolerance) for one, other in zip(found, wanted, strict=True))
    if found is None or isinstance(found, list):
        return False
    try:
        return abs(Fraction(found) - exact(wanted)) <= tolerance
    except ValueError:
        return False
