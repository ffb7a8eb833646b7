"""How long what the record hides is kept: a rule of the hub's `retention.yaml`, and when its period is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from longbien.kernel.period import add_months
from longbien.kernel.text import Text

HUB_RULE = "hub-rule"
ENTRIES, DOCUMENTS, THINGS = "entries", "documents", "things"
# What may be done to what: entries lose what they sealed, documents their file, things what names a person.
MEANS = {ENTRIES: "erase-openings", DOCUMENTS: "delete-file", THINGS: "anonymise"}


@dataclass(frozen=True)
class Happening:
    """Events of a type (without its version) whose open fields hold one of the values in `where`."""

    event: str
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def fits(self, said: Mapping[str, Any]) -> bool:
        """Whether an event of this type says so. A field that it doesn't have fits nothing."""
        return all(name in said and said[name] in values for name, values in self.where.items())


@dataclass(frozen=True)
class Rule:
    """`of` are entries (of the types in `events`), documents or things about subjects of the type `subject`.

    The period starts with the last `starts` of the subject, or with each entry itself when that is None; `unless`
    stops it when it happened since. `basis` is `hub-rule` or a source of hub.yaml; `since` tells readers when.
    """

    code: str
    title: Text
    why: Text
    of: str
    subject: str
    events: tuple[str, ...]
    starts: Happening | None
    unless: Happening | None
    months: int
    days: int
    basis: str
    since: Text | None = None

    @property
    def means(self) -> str:
        return MEANS[self.of]

    def ends(self, started: date) -> date:
        """The first day on which it is over, for a period that began on this local day."""
        return add_months(started, self.months) + timedelta(days=self.days)

    def is_over(self, started: date, today: date) -> bool:
        return today >= self.ends(started)

    def surely_begun_by(self, today: date) -> date:
        """No period that is over today began after this day; some that began before may still run (short months)."""
        return add_months(today - timedelta(days=self.days), -self.months) + timedelta(days=3)


def read_rules(data: Mapping[str, Any], languages: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of a file that was checked."""
    return tuple(_read(code, said, languages) for code, said in data["rules"].items())


def _read(code: str, said: Mapping[str, Any], languages: tuple[str, ...]) -> Rule:
    keep = said["keep"]
    return Rule(
        code=code,
        title=Text.from_data(said["title"], languages),
        why=Text.from_data(said["why"], languages),
        of=said["of"],
        subject=said["subject"],
        events=tuple(said.get("events", ())),
        starts=None if said["starts"] == "entry" else _happening(said["starts"]),
        unless=_happening(said["unless"]) if "unless" in said else None,
        months=12 * keep.get("years", 0) + keep.get("months", 0),
        days=keep.get("days", 0),
        basis=said["basis"],
        since=Text.from_data(said["since"], languages) if "since" in said else None,
    )


def _happening(said: Mapping[str, Any]) -> Happening:
    where = said.get("where", {})
    return Happening(said["event"], {name: tuple(values) for name, values in where.items()})
