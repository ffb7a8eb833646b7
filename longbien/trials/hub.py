"""The hub's `regimes/*.yaml`, one legal regime of controlled testing a file, and its own `kinds/*.yaml` of trial."""

from collections.abc import Iterator
from pathlib import Path

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.law import BASIS, DATES, NAME, PACK, packs
from longbien.kernel.shape import Either, Finding, Line, ListOf, Record, Whole, Words, YesNo
from longbien.kernel.text import Text
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.kinds.shape import faults
from longbien.trials.rules.owed.levels import SHAPE_OF_LAW
from longbien.trials.rules.owed.schedule import SHAPE_OF_LAW as SCHEDULE
from longbien.trials.rules.regime import SECTIONS

REQUIRED = Either(
    (
        Record({"part": Line(), "why": Words(), "basis": BASIS}),
        Record({"part": Line(), "why": Words()}, {"article": NAME, "source": NAME}),
    )
)
SAID = ListOf(Record({"text": Words()}, {"article": NAME, "source": NAME}))
REGIME = Record(
    {**PACK, "grants": YesNo()},
    {
        **dict.fromkeys(SECTIONS, SAID),
        "term": Record({"max_months": Whole(1, 1200)}, {"article": NAME}),
        "extensions": Record({"count": Whole(0, 20), "max_months": Whole(1, 1200)}, {"article": NAME}),
        "notice": Record({"days": Whole(1, 365)}, {"article": NAME}),
        "requires": ListOf(REQUIRED),
        "severities": SHAPE_OF_LAW,
        "report_schedule": SCHEDULE,
        **DATES,
    },
)
REGIMES = packs("regimes/*.yaml", REGIME, adopt_regime, "regime")
register(REGIMES)


def check_kinds(hub: Hub, files: Files) -> Iterator[Finding]:
    """Every fault of every file; a kind stands in the file of its name, which is where it is looked for."""
    for file in files:
        found = faults(file, hub.languages)
        yield from found
        if not found and (code := file.data["kind"]) != Path(file.file).stem:
            named = Text.of(vi=f"tệp phải có tên {code}.yaml", en=f"the file must be called {code}.yaml")
            yield file.fault(("kind",), named)


register(Section("kinds/*.yaml", check_kinds))
