"""What the record reads of a hub: `retention.yaml`, how long what is personal is kept."""

from collections.abc import Iterator
from typing import Any

from longbien.kernel.event import known_events
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    Anything,
    Either,
    Finding,
    Line,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Ref,
    Whole,
    Words,
    examine,
)
from longbien.kernel.sourced import Path_, Sourced
from longbien.kernel.text import Text
from longbien.record.registry import anonymisers
from longbien.record.rules.retention import ENTRIES, HUB_RULE, MEANS, THINGS
from longbien.ui import links

HAPPENING = Record({"event": Line()}, {"where": MapOf(ListOf(Anything(), minimum=1), key=r"[a-z_]+", minimum=1)})
KEEP = Record({}, {"years": Whole(1, 100), "months": Whole(1, 1200), "days": Whole(1, 36_500)})
RULE = Record(
    {
        "title": Words(),
        "why": Words(),
        "of": OneOf(tuple(MEANS)),
        "subject": Line(),
        "starts": Either((OneOf(("entry",)), HAPPENING)),
        "keep": KEEP,
        "then": OneOf(tuple(MEANS.values())),
        "basis": Either((OneOf((HUB_RULE,)), Ref("source"))),
    },
    {"events": ListOf(Line(), minimum=1), "unless": HAPPENING, "since": Words()},
)
RULES = Record({"rules": MapOf(RULE)})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape; then that every event and subject is one that rooms write, and that a rule can do what it says."""
    for file in files:
        found = examine(file, RULES, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        for code, rule in file.data["rules"].items():
            yield from _beyond_shape(file, ("rules", code), rule)


def _beyond_shape(file: Sourced, at: Path_, rule: dict[str, Any]) -> Iterator[Fault]:
    def fault(key: str, *, vi: str, en: str) -> Fault:
        return file.fault((*at, key), Text.of(vi=vi, en=en))

    if MEANS[rule["of"]] != rule["then"]:
        fit = MEANS[rule["of"]]
        yield fault("then", vi=f"với “{rule['of']}” chỉ có thể {fit}", en=f"of “{rule['of']}” one can only {fit}")
    if not rule["keep"]:
        yield fault("keep", vi="cần ít nhất một trong years, months, days", en="needs one of years, months, days")
    if (rule["of"] == ENTRIES) != ("events" in rule):
        yield fault("of", vi="“events” dành riêng cho “entries”", en="“events” is for “entries”, and only for them")
    if rule["starts"] == "entry" and rule["of"] != ENTRIES:
        yield fault("starts", vi="“entry” dành riêng cho “entries”", en="“entry” is only for “entries”")
    if rule["subject"] not in links.types():
        yield fault("subject", vi="không có loại đối tượng này", en="no room has such a subject")
    elif rule["of"] == THINGS and rule["subject"] not in anonymisers():
        yield fault("subject", vi="chưa ẩn danh được loại đối tượng này", en="no room can anonymise such a subject")
    yield from _events(file, at, rule)


def _events(file: Sourced, at: Path_, rule: dict[str, Any]) -> Iterator[Fault]:
    named: list[tuple[Path_, str]] = [(("events", n), name) for n, name in enumerate(rule.get("events", ()))]
    named += [((key, "event"), rule[key]["event"]) for key in ("starts", "unless") if isinstance(rule.get(key), dict)]
    for where, name in named:
        known = known_events(name)
        if not known:
            vi, en = f"không phòng nào ghi sự kiện “{name}”", f"no room writes an event “{name}”"
            yield file.fault((*at, *where), Text.of(vi=vi, en=en))
        elif where[0] == "events" and not any(event.hides_something() for event in known):
            vi, en = f"“{name}” không niêm phong gì để xoá", f"“{name}” seals nothing that could be erased"
            yield file.fault((*at, *where), Text.of(vi=vi, en=en))


def rules_of(hub: Hub, files: Files) -> list[str]:
    return [code for file in files for code in file.data["rules"]]


# Read where it stands: nothing of it is in the database.
register(Section("retention.yaml", check, offers={"retention": rules_of}))
