"""Kinds of trial: what each counts, in which unit and by which statistic, how its telemetry reads, what its plan needs.

A licence keeps the **terms** of its kind as they were when it was granted, so that a kind that is edited later changes
no trial.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from longbien.kernel.text import Text
from longbien.trials.rules.comparison import Better, Compared, Design
from longbien.trials.rules.plan import Cap, Guardrail
from longbien.trials.rules.translating import Reading

Unit = Literal["site-day", "vehicle-day"]
UNITS: tuple[Unit, ...] = get_args(Unit)
Statistic = Literal["betting", "rate", "failure"]
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
Most = Literal["", "distance", "seconds"]  # which caps of a plan bound an amount: metres driven, seconds of devices
MOSTS: tuple[Most, ...] = get_args(Most)[1:]
Column = Literal["device", "at", "lon", "lat", "speed_kmh", "altitude_m", "participants"]
Place = Literal["given", "assumed"]
PLACES: tuple[Place, ...] = get_args(Place)
COLUMNS: tuple[Column, ...] = get_args(Column)


@dataclass(frozen=True)
class Amount:
    """What measures are counted against: metres, sessions, tries. Nobody limits it."""

    code: str
    name: Text
    most: Most = ""


@dataclass(frozen=True)
class Measure:
    """What a guardrail may limit: by betting on counts a unit, as a rate or as a share of the amount `against`."""

    code: str
    name: Text
    unit: Unit = "site-day"
    statistic: Statistic = "betting"
    against: str = ""


@dataclass(frozen=True)
class Terms:
    """What a licence keeps of its kind: everything that counting and reading depend on.

    Where the `place` is assumed, lines need not say where they come from: it is inside the first area of the licence.
    `disengagements`: each time somebody takes over is told one by one, as part of the reports on periods. `by_day`:
    guardrails on days of vehicles forget good days of the whole fleet, not good days of each vehicle, so that false
    alarms are as rare with ten vehicles as with one (`monitors.wealth`); licences of before don't have it. `moves`:
    what is tested does, so that sensors which stay in their place aren't it.
    """

    kind: str
    place: Place
    amounts: tuple[Amount, ...]
    measures: tuple[Measure, ...]
    telemetry: tuple[Reading, ...]
    disengagements: bool = False
    by_day: bool = False
    moves: bool = False

    def to_data(self) -> dict[str, Any]:
        """Plain data; `read_terms` reads it back."""
        return {
            "kind": self.kind,
            "place": self.place,
            "amounts": [{"code": one.code, "name": dict(one.name), "most": one.most} for one in self.amounts],
            "measures": [
                {
                    "code": one.code, "name": dict(one.name), "unit": one.unit, "statistic": one.statistic,
                    "against": one.against,
                }
                for one in self.measures
            ],
            "telemetry": [
                {"key": one.key, "column": one.column, "measure": one.measure, "times": one.times}
                for one in self.telemetry
            ],
            **({"disengagements": True} if self.disengagements else {}),
            **({"by_day": True} if self.by_day else {}),
            **({"moves": True} if self.moves else {}),
        }  # fmt: skip

    def measure(self, code: str) -> Measure | None:
        return next((one for one in self.measures if one.code == code), None)

    def amount(self, code: str) -> Amount | None:
        return next((one for one in self.amounts if one.code == code), None)


@dataclass(frozen=True)
class Proposal:
    """A guardrail that the hub proposes, and why; its numbers are no law."""

    guardrail: Guardrail
    why: Text


@dataclass(frozen=True)
class Suggestion:
    """A comparison that the hub suggests, and why; the gain that is wanted is the plan's to say."""

    design: Design
    unit: Compared
    measure: str
    better: Better
    why: Text
    against: str = ""
    block_hours: int = 0
    washout_minutes: int = 0


@dataclass(frozen=True)
class Needed:
    """What a plan of the kind must say: a part of the form by its key, or a guardrail on a measure."""

    why: Text
    part: str = ""
    guardrail: str = ""


@dataclass(frozen=True)
class Mobility:
    """What the Mobility Data Specification 2.0 calls it."""

    mode: str
    vehicle_type: str


@dataclass(frozen=True)
class Kind:
    """A kind of trial. `caps` are the limits that mean something for it."""

    title: Text
    summary: Text
    terms: Terms
    caps: tuple[Cap, ...]
    proposals: tuple[Proposal, ...]
    requires: tuple[Needed, ...]
    mobility: Mobility | None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def code(self) -> str:
        return self.terms.kind


def read_kind(content: Mapping[str, Any], languages: tuple[str, ...]) -> Kind:
    """The kind of a file's data that was examined (`kinds.shape`), in some of the languages it has."""

    def text(given: Any) -> Text:
        return Text.from_data(given, languages)

    terms = Terms(
        kind=content["kind"],
        place=content.get("place", "given"),
        amounts=tuple(
            Amount(code, text(one["name"]), one.get("most", "")) for code, one in content.get("amounts", {}).items()
        ),
        measures=tuple(
            Measure(code, text(one["name"]), one["unit"], one.get("statistic", "betting"), one.get("against", ""))
            for code, one in content["measures"].items()
        ),
        telemetry=tuple(Reading(**one) for one in content.get("telemetry", ())),
        disengagements=content.get("disengagements", False),
        by_day=any(one["unit"] == "vehicle-day" for one in content["measures"].values()),
        moves=content.get("moves", False),
    )
    return Kind(
        title=text(content["title"]),
        summary=text(content["summary"]),
        terms=terms,
        caps=tuple(content["caps"]),
        proposals=tuple(
            Proposal(Guardrail(one["measure"], one["limit"], one["per"]), text(one["why"]))
            for one in content.get("guardrails", ())
        ),
        requires=tuple(
            Needed(text(one["why"]), one.get("part", ""), one.get("guardrail", ""))
            for one in content.get("requires", ())
        ),
        mobility=Mobility(**content["mds"]) if "mds" in content else None,
        suggestions=tuple(
            Suggestion(
                one["design"],
                one["unit"],
                one["measure"],
                one["better"],
                text(one["why"]),
                one.get("against", ""),
                one.get("block_hours", 0),
                one.get("washout_minutes", 0),
            )
            for one in content.get("comparisons", ())
        ),
    )


def read_terms(data: Mapping[str, Any]) -> Terms:
    """The terms that a policy kept."""

    def text(given: Mapping[str, str]) -> Text:
        return Text.of(**given)

    return Terms(
        data["kind"],
        data["place"],
        tuple(Amount(**{**one, "name": text(one["name"])}) for one in data["amounts"]),
        tuple(Measure(**{**one, "name": text(one["name"])}) for one in data["measures"]),
        tuple(Reading(**one) for one in data["telemetry"]),
        data.get("disengagements", False),
        data.get("by_day", False),
        data.get("moves", False),
    )
