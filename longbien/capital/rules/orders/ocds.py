"""Orders in the Open Contracting Data Standard 1.1: one release for each thing that happened, and their record.

https://standard.open-contracting.org/1.1/en/schema/reference/ What the standard asks and nobody here knows, such as the
method of procurement, is left out, never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from longbien.kernel.money import Money

Data = dict[str, Any]
VERSION = "1.1"
STATUS: Mapping[str, str] = {"accepted": "met", "lapsed": "notMet"}


@dataclass(frozen=True)
class Party:
    """A buyer or a supplier; `id` is unique among the publisher's organisations."""

    id: str
    name: str

    @property
    def data(self) -> Data:
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True)
class Milestone:
    """A part of an order: `told` its criterion in words; `closed` how it ended (accepted or lapsed), and when."""

    id: str
    title: str
    told: str
    amount: Money
    due: str
    closed: str = ""
    closed_at: datetime | None = None
    payment: str = ""

    def closed_by(self, moment: datetime) -> bool:
        return self.closed_at is not None and self.closed_at <= moment


@dataclass(frozen=True)
class Contracting:
    """An order that was signed, as it is published."""

    ocid: str
    number: str
    language: str
    title: str
    description: str
    rationale: str
    buyer: Party
    supplier: Party
    signed_at: datetime
    milestones: tuple[Milestone, ...]
    decided_at: datetime | None = None
    verdict: str = ""

    @property
    def value(self) -> Money:
        return Money(sum(one.amount.minor for one in self.milestones), self.milestones[0].amount.currency)

    def status(self, moment: datetime) -> str:
        over = self.decided_at is not None and self.decided_at <= moment
        return "terminated" if over else "active"

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When something happened that everyone may know, the first one first; each once."""
        closings = {one.closed_at for one in self.milestones if one.closed_at}
        return tuple(sorted({self.signed_at, *closings} | ({self.decided_at} if self.decided_at else set())))


def releases(order: Contracting) -> list[Data]:
    """One release for each moment: the contract as it stood then."""
    return [
        _release(order, moment, _tag(order, moment)) | {"id": f"{order.ocid}-{n:02}"}
        for n, moment in enumerate(order.moments, 1)
    ]


def compiled(order: Contracting) -> Data:
    """What all releases together say."""
    last = order.moments[-1]
    return _release(order, last, ["compiled"]) | {"id": f"{order.ocid}-{written(last)}"}


def release_package(uri: str, publisher: Party, order: Contracting) -> Data:
    return _package(uri, publisher, written(order.moments[-1])) | {"releases": releases(order)}


def record_package(uri: str, publisher: Party, orders: Sequence[tuple[str, Contracting]], published: datetime) -> Data:
    """Every order by the address of its release package, with links to its releases."""
    records = [
        {
            "ocid": order.ocid,
            "releases": [
                {"url": f"{address}#{one['id']}", "date": one["date"], "tag": one["tag"]} for one in releases(order)
            ],
            "compiledRelease": compiled(order),
        }
        for address, order in orders
    ]
    return _package(uri, publisher, written(published)) | {"records": records}


def written(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond: the dates of an order's releases differ."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def value(amount: Money) -> Data:
    """OCDS writes amounts as JSON numbers in whole units: an integer wherever there is no fraction."""
    whole, rest = divmod(amount.minor, 10**amount.exponent)
    return {"amount": whole + rest / 10**amount.exponent if rest else whole, "currency": amount.currency}


def _package(uri: str, publisher: Party, published: str) -> Data:
    return {"uri": uri, "version": VERSION, "publishedDate": published, "publisher": {"name": publisher.name}}


def _tag(order: Contracting, moment: datetime) -> list[str]:
    if moment == order.signed_at:
        return ["award", "contract"]
    return ["contractTermination"] if moment == order.decided_at else ["implementation"]


def _release(order: Contracting, moment: datetime, tag: list[str]) -> Data:
    date = written(moment)
    return {
        "ocid": order.ocid,
        "date": date,
        "language": order.language,
        "tag": tag,
        "initiationType": "tender",
        "parties": [
            order.buyer.data | {"roles": ["buyer", "payer"]}, order.supplier.data | {"roles": ["supplier", "payee"]},
        ],
        "buyer": order.buyer.data,
        "tender": {
            "id": order.number,
            "title": order.title,
            "description": order.description,
            "procurementMethodDetails": order.rationale,
        },
        "awards": [_award(order)],
        "contracts": [_contract(order, moment)],
    }  # fmt: skip


def _award(order: Contracting) -> Data:
    return {
        "id": order.number,
        "title": order.title,
        "status": "active",
        "date": written(order.signed_at),
        "value": value(order.value),
        "suppliers": [order.supplier.data],
    }


def _contract(order: Contracting, moment: datetime) -> Data:
    paid = [one for one in order.milestones if one.closed == "accepted" and one.closed_by(moment)]
    found: Data = {
        "id": order.number,
        "awardID": order.number,
        "title": order.title,
        "status": order.status(moment),
        "value": value(order.value),
        "dateSigned": written(order.signed_at),
        "period": {"startDate": written(order.signed_at), "endDate": max(one.due for one in order.milestones)},
        "milestones": [_milestone(one, moment) for one in order.milestones],
    }
    if paid:
        found["implementation"] = {"transactions": [_transaction(order, one) for one in paid]}
    if order.verdict and order.status(moment) == "terminated":
        found["description"] = order.verdict
    return found


def _milestone(one: Milestone, moment: datetime) -> Data:
    said: Data = {
        "id": one.id, "title": one.title, "type": "delivery", "description": one.told, "dueDate": one.due,
        "status": STATUS[one.closed] if one.closed_by(moment) else "scheduled",
    }  # fmt: skip
    if one.closed == "accepted" and one.closed_at and one.closed_by(moment):
        said["dateMet"] = written(one.closed_at)
    return said


def _transaction(order: Contracting, one: Milestone) -> Data:
    closed = one.closed_at or order.signed_at
    return {
        "id": one.payment,
        "date": written(closed),
        "value": value(one.amount),
        "payer": order.buyer.data,
        "payee": order.supplier.data,
    }
