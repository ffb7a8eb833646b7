"""Who holds what on a day: the transactions of a package run in the order of their days.

A security ends where it is transferred, cancelled, bought back, converted, exercised, released or retracted; what comes
of it are securities with issuances of their own. A part that has no balance security stays with the old one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from longbien.capital.rules.captable.ocf.package import BROKEN, Package, fault
from longbien.capital.rules.captable.table import Table
from longbien.kernel.refusal import Fault, Refusal

ISSUANCES = {
    "TX_STOCK_ISSUANCE": "stock",
    "TX_EQUITY_COMPENSATION_ISSUANCE": "option",
    "TX_PLAN_SECURITY_ISSUANCE": "option",
    "TX_WARRANT_ISSUANCE": "warrant",
    "TX_CONVERTIBLE_ISSUANCE": "convertible",
}
ENDS = ("TRANSFER", "CANCELLATION", "REPURCHASE", "CONVERSION", "EXERCISE", "RELEASE", "RETRACTION", "REISSUANCE")
SPLIT = "TX_STOCK_CLASS_SPLIT"
POOL = "pool"
NUMERIC = re.compile(r"\+?[0-9]{1,30}(\.[0-9]{1,10})?")


@dataclass(frozen=True)
class Security:
    """Shares (or rights to shares) of one holder. `of` is the stock class, or the plan of an option."""

    holder: str
    kind: str
    of: str
    quantity: Fraction


@dataclass(frozen=True)
class Holdings:
    """What is outstanding on a day. `pool` are the shares of plans that nobody was granted yet."""

    securities: Mapping[str, Security]
    pool: Fraction
    names: Mapping[str, str]

    def table(self, *, diluted: bool = True) -> Table:
        """Whole shares by holder's name; diluted with options, warrants and the pool, otherwise stock alone.

        Convertibles are no shares before they convert, and a warrant counts only if it says for how many.
        """
        kinds = ("stock", "option", "warrant") if diluted else ("stock",)
        shares: dict[str, int] = {}
        for one in self.securities.values():
            if one.kind in kinds and one.quantity:
                name = self.names.get(one.holder, one.holder)
                shares[name] = shares.get(name, 0) + floor(one.quantity)
        return Table(shares | ({POOL: floor(self.pool)} if diluted and self.pool >= 1 else {}))


def holdings_on(package: Package, day: date) -> Holdings:
    """Every transaction up to the day, that day included; on one day issuances first, then as the files have it.

    Refusal "bad-cap-table" with the place of what lacks a date, a quantity or a holder.
    """
    book = _Book()
    try:
        book.continued = frozenset(_continued(package))
        for item in package.objects("STOCK_PLAN", "STAKEHOLDER"):
            book.take(item)
        for item in sorted(_until(package, day), key=lambda one: (one["date"], one["object_type"] not in ISSUANCES)):
            book.take(item)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise Refusal("bad-cap-table", BROKEN, faults=(_misread(book.last, error),)) from error
    return Holdings(book.securities, book.pool, book.names)


def _until(package: Package, day: date) -> Iterator[Mapping[str, Any]]:
    for file in package.files:
        for item in file.items:
            if item["object_type"].startswith("TX_") and str(item.get("date", "")) <= day.isoformat():
                yield {"date": "", **item}


def _continued(package: Package) -> Iterator[str]:
    """What comes of transfers, exercises and the like, by its security id."""
    for file in package.files:
        for item in file.items:
            if item["object_type"].endswith(ENDS):
                yield from map(str, (*(item.get("resulting_security_ids") or ()), item.get("balance_security_id")))


def _number(written: object) -> Fraction:
    """A quantity of the format: whole or with up to ten decimals, as text. ValueError for anything else, such as one
    below zero or a billion digits long."""
    if not NUMERIC.fullmatch(str(written)):
        raise ValueError(f"no number: {str(written)[:40]!r}")
    return Fraction(str(written))


def _misread(item: Mapping[str, Any], error: Exception) -> Fault:
    where = f"{item.get('object_type')} {item.get('id')}"
    return fault(where, f"không đọc được: {error!r}", f"can't be read: {error!r}")


class _Book:
    """What is outstanding, on its way through the transactions; `last` is what was taken last.

    Securities that are `continued` from others were granted with those.
    """

    def __init__(self) -> None:
        self.continued: frozenset[str] = frozenset()
        self.securities: dict[str, Security] = {}
        self.reserved: dict[str, Fraction] = {}
        self.granted = Fraction(0)
        self.names: dict[str, str] = {}
        self.last: Mapping[str, Any] = {}

    @property
    def pool(self) -> Fraction:
        """Reserved by the plans, less what was granted, plus what was returned."""
        return max(sum(self.reserved.values(), Fraction(0)) - self.granted, Fraction(0))

    def take(self, item: Mapping[str, Any]) -> None:
        self.last, kind = item, item["object_type"]
        if kind == "STAKEHOLDER":
            self.names[item["id"]] = str(item["name"]["legal_name"])
        elif kind == "STOCK_PLAN":
            self.reserved[item["id"]] = _number(item["initial_shares_reserved"])
        elif kind == "TX_STOCK_PLAN_POOL_ADJUSTMENT":
            self.reserved[item["stock_plan_id"]] = _number(item["shares_reserved"])
        elif kind == "TX_STOCK_PLAN_RETURN_TO_POOL":
            self.granted -= _number(item["quantity"])
        else:
            self._move(item, kind)

    def _move(self, item: Mapping[str, Any], kind: str) -> None:
        if kind in ISSUANCES:
            _issue(self.securities, item)
            if item.get("stock_plan_id") in self.reserved and item["security_id"] not in self.continued:
                self.granted += _number(item["quantity"])
        elif kind == SPLIT:
            _split(self.securities, item)
        elif kind.endswith(ENDS) and item["security_id"] in self.securities:
            _end(self.securities, item)


def _issue(securities: dict[str, Security], item: Mapping[str, Any]) -> None:
    of = item.get("stock_class_id") or item.get("stock_plan_id") or ""
    quantity = _number(item.get("quantity", 0))
    kind = ISSUANCES[item["object_type"]]
    securities[item["security_id"]] = Security(str(item["stakeholder_id"]), kind, of, quantity)


def _split(securities: dict[str, Security], item: Mapping[str, Any]) -> None:
    ratio = _number(item["split_ratio"]["numerator"]) / _number(item["split_ratio"]["denominator"])
    for key, held in securities.items():
        if (held.kind, held.of) == ("stock", item["stock_class_id"]):
            securities[key] = replace(held, quantity=held.quantity * ratio)


def _end(securities: dict[str, Security], one: Mapping[str, Any]) -> None:
    held = securities.pop(one["security_id"])
    taken = one.get("quantity") or one.get("quantity_converted")
    rest = held.quantity - _number(taken) if taken else Fraction(0)
    if rest > 0 and not one.get("balance_security_id"):
        securities[one["security_id"]] = replace(held, quantity=rest)
