"""What a plan form still offers once its kind is chosen: measures that the kind counts, limits that mean something for
it, the guardrails that the hub proposes, and the parts that it asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.consent.lacking import CONSENT
from longbien.trials.rules.kinds.kind import Kind, Measure, Suggestion
from longbien.trials.rules.monitors.question import UNIT_NAMES
from longbien.trials.rules.plan import CAPS, Cap
from longbien.trials.rules.words import rule_name

# The questions of the form that set a limit which need not be set, by the limit.
PARTS: Mapping[Cap, str] = {
    "speed": "slow_zones", "no_go": "no_go_zones", "altitude": "cap_altitude_m", "fleet": "fleet",
    "value_day": "cap_value_day", "distance": "cap_distance_km", "device_hours": "cap_device_hours",
}  # fmt: skip
Named = tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Offered:
    """`left_out` and `needed` are questions of the form, `named` the values with their names that a question of it may
    be answered with, `proposed` the answers to begin with, `hints` what is to be known of a question."""

    left_out: frozenset[str]
    needed: frozenset[str]
    named: Mapping[str, Named]
    proposed: Mapping[str, Any]
    hints: Mapping[str, Text]


def offered(kind: Kind) -> Offered:
    """What of the form fits a kind: exactly what `fitting.check_kind` lets through."""
    terms = kind.terms
    amounts = tuple((one.code, one.name) for one in terms.amounts)
    measures = tuple((one.code, one.name) for one in terms.measures)
    return Offered(
        left_out=frozenset(part for cap, part in PARTS.items() if cap not in kind.caps),
        needed=frozenset(needed.part for needed in kind.requires if needed.part),
        named={
            "guardrails/measure": tuple((one.code, _counted(one, kind)) for one in terms.measures),
            "comparisons/measure": (*measures, *amounts),
            "comparisons/against": amounts,
            "stop_on": tuple((cap, rule_name(cap)) for cap in CAPS if cap in {*kind.caps, CONSENT}),
        },
        proposed=dict(_proposed(kind)),
        hints=dict(_hints(kind)),
    )


def _proposed(kind: Kind) -> Iterator[tuple[str, Any]]:
    if kind.proposals:
        yield "guardrails", [_as_asked(one.guardrail.to_data()) for one in kind.proposals]
    if "speed" not in kind.caps:
        yield "cap_speed_kmh", 0


def _as_asked(guardrail: Mapping[str, Any]) -> dict[str, Any]:
    """In the words of the form, which asks for one limit."""
    return {("limit_per_site_day" if name == "limit" else name): value for name, value in guardrail.items()}


def _counted(measure: Measure, kind: Kind) -> Text:
    """“Near misses, in so many metres driven”: what a limit on it is counted in."""
    amount = kind.terms.amount(measure.against)
    unit = amount.name if amount else UNIT_NAMES[measure.unit]
    (name_vi, vi), (name_en, en) = ((measure.name.in_language(one), unit.in_language(one)) for one in ("vi", "en"))
    return Text.of(vi=f"{name_vi} (tính trên: {vi.lower()})", en=f"{name_en} (counted in: {en.lower()})")


def _hints(kind: Kind) -> list[tuple[str, Text]]:
    rails = [needed.why for needed in kind.requires if needed.guardrail]
    parts = {needed.part: needed.why for needed in kind.requires if needed.part}
    found = [*parts.items()]
    if why := [*dict.fromkeys((*rails, *(one.why for one in kind.proposals)))]:
        found.append(("guardrails", _joined(kind, why)))
    if "speed" not in kind.caps:
        found.append(("cap_speed_kmh", STANDS_STILL))
    if kind.suggestions:
        found.append(("comparisons", _joined(kind, [_suggested(one, kind) for one in kind.suggestions])))
    return found


def _joined(kind: Kind, said: list[Text]) -> Text:
    vi, en = (" ".join(one.in_language(language) for one in said) for language in ("vi", "en"))
    return Text.of(vi=f"{kind.title.in_language('vi')}: {vi}", en=f"{kind.title.in_language('en')}: {en}")


def _suggested(one: Suggestion, kind: Kind) -> Text:
    """Why, and what to fill in."""
    found = kind.terms.measure(one.measure) or kind.terms.amount(one.measure)
    if found is None:
        return one.why
    why, name = one.why.in_language, found.name.in_language
    vi, en = f"{why('vi')} Đề xuất so sánh “{name('vi')}”", f"{why('en')} Suggested: compare “{name('en')}”"
    if not one.block_hours:
        return Text.of(vi=f"{vi}.", en=f"{en}.")
    blocks = f"{one.block_hours} / {one.washout_minutes}"
    return Text.of(
        vi=f"{vi}, luân phiên theo khối (giờ mỗi khối / phút đầu không tính: {blocks}).",
        en=f"{en}, by turns in blocks (hours of a block / first minutes that don't count: {blocks}).",
    )


STANDS_STILL = Text.of(
    vi="Loại thử nghiệm này không có gì di chuyển: để 0.", en="Nothing moves in this kind of trial: leave it at 0."
)
