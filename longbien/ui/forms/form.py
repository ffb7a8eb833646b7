"""A form as it is shown: fields, what was given, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.ui import formats
from longbien.ui.fields import Field, Ward
from longbien.ui.forms.reading import understood
from longbien.ui.forms.uploads import Stored, is_stored
from longbien.ui.language import say

WORTH_SAYING = 10  # characters: a name of two is written anyway


@dataclass(frozen=True)
class Bound:
    """One field with its value and fault, under its full name (`windows-0-from`)."""

    field: Field
    name: str
    value: Any
    fault: Text | None
    faults: Mapping[str, Text]
    without: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()

    @property
    def is_later(self) -> bool:
        """Not asked now: it lies ready for the script that asks it as soon as the answers lead to it."""
        return self.name in self.later

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def in_row(self) -> bool:
        """Inside a row of a group."""
        return self.name != self.field.name

    @property
    def draws(self) -> bool:
        """A group whose rows have outlines: they are drawn on one map."""
        return any(inner.kind == "outline" for inner in self.field.fields)

    @property
    def is_set(self) -> bool:
        """Several inputs under one legend."""
        several = self.field.kind in ("choices", "area", "yesno", "group", "address")
        return several or self.is_radio or self.field.known is not None

    @property
    def is_required(self) -> bool:
        return self.field.required or self.field.min_rows > 0

    @property
    def is_radio(self) -> bool:
        return self.field.kind == "choice" and len(self.field.choices) <= 6

    @property
    def described_by(self) -> str:
        """Ids of the hint, of what a file may be and of the fault, for aria-describedby."""
        takes = self.field.kind == "file" or self.at_least > 0
        said = {"hint": self.field.hint, "takes": takes, "fault": self.fault}
        parts = (f"{self.id}-{name}" if there else "" for name, there in said.items())
        return " ".join(part for part in parts if part)

    @property
    def at_least(self) -> int:
        """How many characters a text must have, where one might well write fewer; 0 where it need not be said."""
        shortest = self.field.minimum or 0
        return shortest if self.field.kind in ("text", "longtext") and shortest >= WORTH_SAYING else 0

    @property
    def takes(self) -> str:
        """The endings of the files that are taken: `PDF, PNG`; "" for any."""
        endings = (one.removeprefix(".").upper() for one in self.field.accept if one.startswith("."))
        return ", ".join(dict.fromkeys(endings))

    @property
    def megabytes(self) -> int:
        return max(1, self.field.max_bytes // 1_000_000)

    @property
    def typed(self) -> str:
        """The value as a person would type it."""
        if isinstance(self.value, Mapping) and "minor" in self.value:
            amount = Money.from_data(dict(self.value))
            return formats.number(amount.minor / 10**amount.exponent if amount.exponent else amount.minor)
        return "" if self.value is None else str(self.value)

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        return self._read(self.value)

    @property
    def known_shown(self) -> str:
        return self._read(self.field.known.value) if self.field.known else ""

    def _read(self, value: Any) -> str:
        if isinstance(value, Mapping) and "minor" in value:
            return formats.money(Money.from_data(dict(value)))
        if isinstance(value, int):
            return formats.number(value)
        return next((say(choice.label) for choice in self.field.choices if choice.value == value), str(value))

    @property
    def address(self) -> "AddressTyped":
        return AddressTyped.of(self.field, self.value)

    @property
    def stored(self) -> Stored | None:
        """The file that an earlier draft stored."""
        return self.value if is_stored(self.value) else None

    @property
    def options(self) -> list[tuple[str, str, Text | str, bool]]:
        """(input id, value, label, chosen) of each choice, and of each chosen value that isn't offered.

        The first has the field's own id, so that faults lead to it.
        """
        chosen = self.value if isinstance(self.value, list) else [self.value] if self.value else []
        offered: dict[str, Text | str] = {choice.value: choice.label for choice in self.field.choices}
        every = offered | {value: value for value in chosen if value not in offered}
        ids = (self.id, *(f"{self.id}-{n}" for n in range(1, len(every))))
        return [(id_, value, label, value in chosen) for id_, (value, label) in zip(ids, every.items(), strict=False)]

    @property
    def codes(self) -> list[str]:
        """The values on offer."""
        return [choice.value for choice in self.field.choices]

    @property
    def currency(self) -> str:
        return self.field.currency or settings.HUB.currency

    @property
    def input_type(self) -> str:
        """A date that can't be read stays visible only in a plain text input."""
        readable = not self.value or understood(self.field, self.typed) is not None
        return self.field.kind if readable else "text"

    @property
    def rows(self) -> list[list["Bound"]]:
        """The rows of a group with what is asked in them."""
        return [[one for one in row if not one.is_later] for row in self.drawn]

    @cached_property
    def drawn(self) -> list[list["Bound"]]:
        """The rows of a group, as many blank ones added as it needs to be answered; with what may be asked later."""
        given = self.value if isinstance(self.value, list) else []
        wanted = max(len(given), self.field.min_rows, int(self.is_required))
        padded = [*given, *({} for _ in range(wanted - len(given)))]
        return [self._row(f"{self.name}-{n}-", row) for n, row in enumerate(padded)]

    def _row(self, prefix: str, row: Mapping[str, Any]) -> list["Bound"]:
        hanging = () if row else (prefix + field.name for field in self.field.fields if field.conditional)
        return bind(self.field.fields, prefix, row, self.faults, self.without, self.later.union(hanging))

    @property
    def blank_row(self) -> list["Bound"]:
        """The row that a script copies for “add another”."""
        return self._row(f"{self.name}-__row__-", {})

    @property
    def can_add(self) -> bool:
        return len(self.rows) < self.field.max_rows


@dataclass(frozen=True)
class AddressTyped:
    """An address as its boxes show it; `candidates` when the ward that was written may be several."""

    street: str = ""
    ward: str = ""
    former: str = ""
    candidates: tuple[Ward, ...] = ()

    @classmethod
    def of(cls, field: Field, value: Any) -> "AddressTyped":
        given = value if isinstance(value, Mapping) else {}
        street, written = str(given.get("street", "")), str(given.get("written", ""))
        if ward := next((one for one in field.wards if one.code == given.get("ward")), None):
            return cls(street, ward.name, str(given.get("former", "")))
        return cls(street, written, candidates=field.find(written) if field.find and written else ())


def bind(
    fields: Iterable[Field],
    prefix: str,
    data: Mapping[str, Any],
    faults: Mapping[str, Text],
    without: frozenset[str] = frozenset(),
    later: frozenset[str] = frozenset(),
) -> list[Bound]:
    """The fields with their values, those left out that `without` names in full."""
    named = [(prefix + field.name, field) for field in fields]
    return [
        Bound(field, name, data.get(field.name), faults.get(name), faults, without, later)
        for name, field in named
        if name not in without
    ]


class Form:
    """`Form(fields, data, faults)`: `faults` may come from `check`, from a Refusal or from a JSON schema (pointers);
    `without` names questions that have no place here, `later` those that are not asked now (`windows-0-note`).
    `elsewhere`: the addresses of questions that stand on other pages, for faults to lead there."""

    def __init__(
        self,
        fields: Iterable[Field],
        data: Mapping[str, Any] | None = None,
        faults: Iterable[Fault] = (),
        without: Iterable[str] = (),
        later: Iterable[str] = (),
        elsewhere: Mapping[str, str] | None = None,
    ) -> None:
        self.fields, self.elsewhere = tuple(fields), elsewhere or {}
        self.faults = tuple(Fault(where_in_form(fault.where), fault.what) for fault in faults)
        first = {fault.where: fault.what for fault in reversed(self.faults)}
        out, ready = (frozenset(where_in_form(name) for name in names) for names in (without, later))
        self.drawn = bind(self.fields, "", data or {}, first, out, ready)
        self.bound = [one for one in self.drawn if not one.is_later]

    @property
    def has_files(self) -> bool:
        return _any_file(self.fields)

    @property
    def asked(self) -> str:
        """The names of the questions that stand here to be answered, for a page to send along."""
        return " ".join(one.name for one in self.bound if not one.field.computed)

    @property
    def summary(self) -> list[tuple[str, Text]]:
        """(id of the input, or blank when no field has that name; what is wrong) of every fault."""
        names = set(_names(self.bound))
        return [(f"f-{fault.where}" if fault.where in names else "", fault.what) for fault in self.faults]

    @property
    def leads(self) -> list[tuple[str, Text]]:
        """(where a link leads, or blank; what is wrong) of every fault."""
        pairs = zip(self.summary, self.faults, strict=True)
        return [
            (f"#{id_}" if id_ else self.elsewhere.get(fault.where.partition("-")[0], ""), what)
            for (id_, what), fault in pairs
        ]


def where_in_form(where: str) -> str:
    """`/windows/0/from` → `windows-0-from`."""
    return where.strip("/").replace("/", "-")


def _any_file(fields: Iterable[Field]) -> bool:
    return any(field.kind == "file" or _any_file(field.fields) for field in fields)


def _names(bound: Iterable[Bound]) -> Iterable[str]:
    for one in bound:
        yield one.name
        for row in one.rows if one.field.kind == "group" else ():
            yield from _names(row)
