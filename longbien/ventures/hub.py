"""The hub's `demonstration/*.yaml`: scripts that `longbien demo crossing` plays. Loading a hub plays nothing."""

from collections.abc import Iterator

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import (
    Anything,
    Finding,
    Line,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Ref,
    Whole,
    code,
    examine,
)

POINT = ListOf(Number(-180, 180), minimum=3, maximum=3)
OBSERVED = Record(
    {
        "devices": ListOf(Line(), minimum=1),
        "place": ListOf(Number(-180, 180), minimum=2, maximum=2),
        "measure": Line(),
        "old": Number(0, 1000),
        "new": Number(0, 1000),
        "seed": Whole(0, 2**31),
    },
    {"besides": MapOf(Number(0, 1000), "[a-z_]+", minimum=1)},
)
SCENE = Record(
    required={"do": Line("[a-z_]+")},
    optional={
        "by": code(),
        "case": OneOf(("application", "gate", "licence")),
        "problem": Ref("problem"),
        "reason": Line(),
        "data": Anything(),
        "points": ListOf(POINT, minimum=1),
        "observed": OBSERVED,
    },
)
SCRIPT = Record({"demonstration": code(), "scenes": ListOf(SCENE, minimum=1)}, {"ago": Whole(0, 366)})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    for file in files:
        yield from examine(file, SCRIPT, hub.languages)


register(Section("demonstration/*.yaml", check))
