"""A package with further shares in it: everything that was there stays as it was, and what is issued is added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid5

from longbien.capital.rules.captable.ocf.package import BROKEN, File, Package, fault, summed
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

DECIMALS = 10  # of a price in the format


@dataclass(frozen=True)
class Issue:
    """Whole shares to an institution on a day, at `price` minor units of `currency` a share; `number` is unique."""

    number: str
    holder: str
    shares: int
    price: Fraction
    currency: str
    on: date


def issued(package: Package, issues: Iterable[Issue], seed: UUID) -> Package:
    """In the first class of shares of the package. Refusal "bad-cap-table" where it has none, or lacks a list."""
    classes = [item["id"] for item in package.objects("STOCK_CLASS")]
    kinds = {file.data["file_type"] for file in package.files}
    if not classes or not {"OCF_TRANSACTIONS_FILE", "OCF_STAKEHOLDERS_FILE"} <= kinds:
        raise Refusal("bad-cap-table", BROKEN, faults=(fault("stock_classes_files", *NO_CLASS),))
    known = {item["name"]["legal_name"]: item["id"] for item in package.objects("STAKEHOLDER")}
    holders, transactions = list[Mapping[str, Any]](), list[Mapping[str, Any]]()
    for one in issues:
        if one.holder not in known:
            known[one.holder] = str(uuid5(seed, f"holder/{one.holder}"))
            holders.append(_holder(known[one.holder], one.holder))
        transactions.append(_issuance(one, seed, known[one.holder], classes[0]))
    files = _added(package.files, "OCF_STAKEHOLDERS_FILE", holders)
    return summed(Package(package.manifest, _added(files, "OCF_TRANSACTIONS_FILE", transactions)))


def _added(files: tuple[File, ...], kind: str, more: list[Mapping[str, Any]]) -> tuple[File, ...]:
    """Into the last file of a kind."""
    last = max(n for n, file in enumerate(files) if file.data["file_type"] == kind)
    grown = File(files[last].path, {**files[last].data, "items": [*files[last].items, *more]})
    return (*files[:last], grown, *files[last + 1 :])


def _holder(key: str, name: str) -> dict[str, Any]:
    return {
        "object_type": "STAKEHOLDER", "id": key, "name": {"legal_name": name}, "stakeholder_type": "INSTITUTION",
    }  # fmt: skip


def _issuance(one: Issue, seed: UUID, holder: str, of: str) -> dict[str, Any]:
    whole = one.price / 10 ** Money(0, one.currency).exponent
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": str(uuid5(seed, f"issuance/{one.number}")),
        "security_id": str(uuid5(seed, f"security/{one.number}")),
        "custom_id": one.number,
        "date": one.on.isoformat(),
        "stakeholder_id": holder,
        "stock_class_id": of,
        "quantity": str(one.shares),
        "share_price": {"amount": _decimal(whole), "currency": one.currency},
        "security_law_exemptions": [],
        "stock_legend_ids": [],
    }


def _decimal(exact: Fraction) -> str:
    units = round(exact * 10**DECIMALS)
    whole, rest = divmod(units, 10**DECIMALS)
    return f"{whole}.{rest:0{DECIMALS}d}".rstrip("0").rstrip(".")


NO_CLASS = ("Bảng vốn này không có loại cổ phần nào.", "This cap table has no class of shares.")
