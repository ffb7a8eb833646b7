"""The hub's `demonstration/*.yaml`: scripts that `longbien demo crossing` plays. Loading a hub plays nothing."""

from collections.abc import Iterator

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import Anything, Finding, Line, ListOf, Number, OneOf, Record, Ref, code, examine

POINT = ListOf(Number(-180, 180), minimum=3, maximum=3)
SCENE = Record(
    required={"do": Line("[a-z_]+")},
    optional={
        "by": code(),
        "case": OneOf(("application", "gate", "licence")),
        "problem": Ref("problem"),
        "reason": Line(),
        "data": Anything(),
        "points": ListOf(POINT, minimum=1),
    },
)
SCRIPT = Record({"demonstration": code(), "scenes": ListOf(SCENE, minimum=1)})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    for file in files:
        yield from examine(file, SCRIPT, hub.languages)


register(Section("demonstration/*.yaml", check))
