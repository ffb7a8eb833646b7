"""A laboratory, funders and officers, for the tests of rights with a database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID

from longbien.capital.actions.rights.make_offer import Asked, make_offer
from longbien.capital.actions.rights.propose_agreement import AskedRight, propose_agreement
from longbien.capital.actions.rights.sign_agreement import Side, sign_agreement
from longbien.capital.actions.rights.take_contribution import Given, take_contribution
from longbien.capital.models import Agreement, Entitlement
from longbien.capital.rules.rights.right import KindCode
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.places.actions.load_laboratory import Equipped, load_laboratory
from longbien.places.models import Laboratory
from longbien.procedures.rules.signing import Proof
from tests.people.make import actor, organisation

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
START, END = date(2026, 11, 1), date(2029, 11, 1)
MACHINE = "tester"
TEMPLATE = "laboratory-contribution"


def laboratory(code: str = "lab", *, public: bool = True) -> UUID:
    said = {"vi": f"Phòng {code}", "en": f"Laboratory {code}"}
    told = Equipped(said, None, ["hub-rule"], is_publicly_funded=public, is_demo=False)
    load_laboratory(code=code, told=told, machines={MACHINE: {"vi": "Máy thử", "en": "Tester"}}, at=AT)
    return Laboratory.objects.get(code=code).pk


REFUSAL = AskedRight("first_refusal", ("energy-storage",), ("vietnam",), START, END, "10wd")


class Told(TypedDict, total=False):
    """What a right that is asked for may differ in."""

    fields: tuple[str, ...]
    territories: tuple[str, ...]
    start: date
    end: date
    exclusive: bool
    rank: int | None
    share_bp: int
    fixed_minor: int
    carve_outs: tuple[str, ...]
    machine: str
    hours: int


def right(kind: KindCode = "first_refusal", **more: Unpack[Told]) -> AskedRight:
    return replace(REFUSAL, kind=kind, **more)


@dataclass
class Rights:
    """A world with one laboratory; `lead(name)` is the lead of a funder of that name."""

    lab: UUID = field(default_factory=laboratory)
    leads: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.officer = actor("programme-officer", name="Cán bộ")
        self.signer = actor("hub-admin", name="Người ký")
        for name in ("A", "B", "C", "Venture"):  # before any transaction that a test undoes
            self.lead(name)

    def lead(self, name: str) -> Actor:
        if name not in self.leads:
            self.leads[name] = actor(lead_of=organisation(name, "company").pk, name=f"Lead of {name}")
        return self.leads[name]

    def organisation_id(self, name: str) -> UUID:
        return next(iter(self.lead(name).organisations))

    def proposed(self, name: str, *rights: AskedRight) -> UUID:
        given = Given(self.lab, self.organisation_id(name), "cash", Money(1_000_000, "VND"), "Tiền mua máy")
        contribution = take_contribution(given, evidence=None, by=self.officer, at=AT)
        return propose_agreement(contribution, template=TEMPLATE, rights=rights, by=self.officer, at=AT)

    def sign(self, agreement: UUID, side: Side, by: Actor, at: datetime = AT) -> bool:
        digest = Agreement.objects.get(pk=agreement).digest
        proof = Proof("passkey", second_factor=True, at=at)
        return sign_agreement(agreement, side=side, digest=digest, proof=proof, by=by, at=at)

    def agreed(self, name: str, *rights: AskedRight, at: datetime = AT) -> list[Entitlement]:
        made = self.proposed(name, *rights)
        self.sign(made, "holder", self.lead(name), at)
        self.sign(made, "hub", self.signer, at)
        return list(Entitlement.objects.filter(agreement_id=made).order_by("pk"))

    def offered(self, by: str = "Venture", *, at: datetime = AT + timedelta(hours=1), **more: Any) -> UUID:
        told: dict[str, Any] = {
            "stage": "bid", "what": "Quyền sử dụng quy trình nạp nhanh", "fields": ("vehicle-batteries",),
            "territories": ("hanoi",), "bid": Money(500, "VND"),
        }  # fmt: skip
        asked = Asked(laboratory_id=self.lab, offeror_id=self.organisation_id(by), **{**told, **more})
        return make_offer(asked, by=self.lead(by), at=at)
