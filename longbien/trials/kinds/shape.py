"""What a kind's file may hold; every departure a fault with its line."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    Either,
    Finding,
    Line,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Whole,
    Words,
    YesNo,
    code,
    examine,
)
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.trials.rules.comparison import BETTERS, COMPARED, DESIGNS, MINUTES_AN_HOUR, MOST_HOURS
from longbien.trials.rules.kinds.kind import COLUMNS, MOSTS, PLACES, STATISTICS, UNITS
from longbien.trials.rules.plan import CAPS

NAME = r"[a-z][a-z0-9_]{0,39}"
MODES = ("micromobility", "passenger-services", "car-share", "delivery-robots")  # Mobility Data Specification 2.0
VEHICLE_TYPES = (
    "bicycle", "bus", "cargo_bicycle", "car", "delivery_robot", "moped", "motorcycle", "scooter_standing",
    "scooter_seated", "truck", "other",
)  # fmt: skip
LARGEST = 10**9
TIMES = {"times": Number(1e-9, 1e9)}
KIND = Record(
    required={
        "kind": code(),
        "title": Words(),
        "summary": Words(),
        "measures": MapOf(
            Record({"name": Words(), "unit": OneOf(UNITS)}, {"statistic": OneOf(STATISTICS), "against": Line(NAME)}),
            NAME,
            minimum=1,
        ),
        "caps": ListOf(OneOf(CAPS)),
    },
    optional={
        "place": OneOf(PLACES),
        "amounts": MapOf(Record({"name": Words()}, {"most": OneOf(MOSTS)}), NAME),
        "guardrails": ListOf(
            Record(
                {
                    "measure": Line(NAME),
                    "limit": Whole(0, LARGEST),
                    "per": Whole(1, LARGEST),
                    "why": Words(),
                    "basis": OneOf(("hub-rule",)),
                }
            )
        ),
        "comparisons": ListOf(
            Record(
                {
                    "design": OneOf(DESIGNS),
                    "unit": OneOf(COMPARED),
                    "measure": Line(NAME),
                    "better": OneOf(BETTERS),
                    "why": Words(),
                    "basis": OneOf(("hub-rule",)),
                },
                {
                    "against": Line(NAME),
                    "block_hours": Whole(1, MOST_HOURS),
                    "washout_minutes": Whole(0, MOST_HOURS * MINUTES_AN_HOUR),
                },
            )
        ),
        "telemetry": ListOf(
            Either(
                (
                    Record({"key": Line(), "column": OneOf(COLUMNS)}, TIMES),
                    Record({"key": Line(), "measure": Line(NAME)}, TIMES),
                )
            )
        ),
        "requires": ListOf(
            Either(
                (
                    Record({"part": Line(NAME), "why": Words(), "basis": OneOf(("hub-rule",))}),
                    Record({"guardrail": Line(NAME), "why": Words(), "basis": OneOf(("hub-rule",))}),
                )
            )
        ),
        "disengagements": YesNo(),
        "moves": YesNo(),
        "mds": Record({"mode": OneOf(MODES), "vehicle_type": OneOf(VEHICLE_TYPES)}),
    },
)


def faults(file: Sourced, languages: tuple[str, ...]) -> list[Finding]:
    """Every fault of a kind's file: its shape first, then what names what."""
    return examine(file, KIND, languages) or list(_unsound(file))


def _unsound(file: Sourced) -> Iterator[Fault]:
    measures, amounts = file.data["measures"], file.data.get("amounts", {})
    for name, one in measures.items():
        yield from _measure(file, name, one, amounts)
    yield from _unknown(file, "telemetry", "measure", {**measures, **amounts})
    yield from _unknown(file, "guardrails", "measure", measures)
    yield from _unknown(file, "requires", "guardrail", measures)
    yield from _unknown(file, "comparisons", "measure", {**measures, **amounts})
    yield from _unknown(file, "comparisons", "against", amounts)
    yield from _limits(file)


def _measure(file: Sourced, name: str, one: Mapping[str, Any], amounts: Mapping[str, Any]) -> Iterator[Fault]:
    at, against = ("measures", name), one.get("against")
    if name in amounts:
        yield file.fault(at, _said(name, "vừa là số đo vừa là lượng", "is a measure and an amount"))
    if (one.get("statistic", "betting") == "betting") != (against is None):
        yield file.fault(at, AGAINST)
    elif against is not None and against not in amounts:
        yield file.fault((*at, "against"), _said(against, "không phải là lượng nào", "is no amount"))


def _unknown(file: Sourced, part: str, key: str, known: Mapping[str, Any]) -> Iterator[Fault]:
    for place, one in enumerate(file.data.get(part, ())):
        if key in one and one[key] not in known:
            yield file.fault((part, place), _said(one[key], "không được đếm", "isn't counted"))


def _limits(file: Sourced) -> Iterator[Fault]:
    """A rate has a limit above 0, a share one between 0 and 1: where nothing may happen, one bets."""
    for place, one in enumerate(file.data.get("guardrails", ())):
        statistic = file.data["measures"].get(one["measure"], {}).get("statistic", "betting")
        if (statistic != "betting" and not one["limit"]) or (statistic == "failure" and one["limit"] >= one["per"]):
            yield file.fault(("guardrails", place, "limit"), LIMIT)


def _said(name: str, vi: str, en: str) -> Text:
    return Text.of(vi=f"“{name}” {vi}", en=f"“{name}” {en}")


AGAINST = Text.of(
    vi="“rate” và “failure” cần “against” (đếm trên lượng nào); “betting” thì không có",
    en="“rate” and “failure” need “against”, what they are counted against; “betting” has none",
)
LIMIT = Text.of(
    vi="mức phải lớn hơn 0, và tỷ lệ hỏng phải nhỏ hơn 1; điều không được phép xảy ra thì dùng “betting”",
    en="the limit must be above 0, and below 1 for failures; where nothing may happen, use “betting”",
)
