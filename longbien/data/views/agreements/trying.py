"""The effect of terms on real rows, before they are proposed: what each clause hides, what each mask leaves."""

from dataclasses import dataclass
from typing import Any

from longbien.data.queries.effects import effect_of
from longbien.data.queries.sets import SetCard
from longbien.data.rules.agreement.effects import SMALL, Groups, Hidden, Kept
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.noted import masks, stand_for
from longbien.data.rules.agreement.terms import MASK_WORDS, OPERATOR_WORDS, Terms
from longbien.data.rules.agreement.typed import terms_of
from longbien.data.rules.contract.contract import Contract
from longbien.data.views.shown import said, short
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.people.queries import today

TRIED, LONG = ("columns", "rows"), 48


@dataclass(frozen=True)
class ShownClause:
    """A condition in words, and what it hides."""

    title: Text
    operator: Text
    values: str
    hidden: Hidden


@dataclass(frozen=True)
class ShownColumn:
    title: Text
    mask: Text
    step: int
    kept: Kept


@dataclass(frozen=True)
class ShownRow:
    """A row as it is and as the recipient sees it; `fails` are the conditions that hide it. Nothing personal is shown
    as it is: the steward proposes, and needs no person for that."""

    cells: tuple[tuple[str, str], ...]
    fails: tuple[Text, ...]


@dataclass(frozen=True)
class Effect:
    every: int
    shown: int
    clauses: tuple[ShownClause, ...]
    columns: tuple[ShownColumn, ...]
    never: tuple[Text, ...]
    groups: Groups
    rows: tuple[ShownRow, ...]
    small: int = SMALL

    @property
    def hidden(self) -> int:
        return self.every - self.shown


def tried(found: SetCard, data: dict[str, Any], faults: tuple[Fault, ...]) -> tuple[Effect | None, tuple[Fault, ...]]:
    """The effect of what the form says of columns and rows; or what of it can't be understood."""
    against = _of_terms(faults)
    if against:
        return None, against
    terms, unread = terms_of({**data, "purpose": "–", "until": today().isoformat()}, found.contract)
    against = _of_terms((*unread, *(() if unread else judge(terms, found.contract, today=today()))))
    made = None if against else effect_of(found, terms)
    return (_shown(terms, found.contract, *made) if made else None), against


def _of_terms(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(one for one in faults if one.where.partition("-")[0] in TRIED)


def _shown(terms: Terms, contract: Contract, counted: Any, rows: tuple[Any, ...]) -> Effect:
    clauses = tuple(
        ShownClause(
            _title(contract, one.column), OPERATOR_WORDS[one.operator], "; ".join(map(said, one.values)), hidden
        )
        for one, hidden in zip(terms.rows, counted.hidden, strict=True)
    )
    columns = tuple(
        ShownColumn(_title(contract, one.column), MASK_WORDS[one.mask.kind], one.mask.step, kept)
        for one, kept in zip(terms.columns, counted.kept, strict=True)
    )
    never = tuple(one.title for one in contract.columns if one.name not in terms.names)
    shown = tuple(_row(row, terms, contract, clauses) for row in rows)
    return Effect(counted.every, counted.shown, clauses, columns, never, counted.groups, shown)


def _row(row: Any, terms: Terms, contract: Contract, clauses: tuple[ShownClause, ...]) -> ShownRow:
    personal = {one.name for one in contract.columns if one.is_personal}
    masked = masks(terms.columns)
    cells = tuple(
        ("•••" if name in personal else short(before, LONG), short(after, LONG, stand_for([after], masked.get(name))))
        for name, before, after in zip(terms.names, row.before, row.after, strict=True)
    )
    return ShownRow(cells, tuple(one.title for one, holds in zip(clauses, row.holds, strict=True) if not holds))


def _title(contract: Contract, name: str) -> Text:
    column = contract.column(name)
    return column.title if column else Text.of(vi=name, en=name)
