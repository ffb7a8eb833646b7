"""A fund for tests: two officers, a public investor and three private ones, under a pack of its own."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from longbien.capital.actions.funds.adopt_pack import adopt_pack
from longbien.capital.actions.funds.call_capital import Asked, confirm_call, prepare_call
from longbien.capital.actions.funds.commit import Promise, commit
from longbien.capital.actions.funds.hold_close import confirm_close, prepare_close
from longbien.capital.actions.funds.open_vehicle import Founding, open_vehicle
from longbien.capital.actions.funds.record_receipt import Arrived, record_receipt
from longbien.capital.models import Call, Close, Notice
from longbien.capital.queries.funds import VehicleCard, book, vehicle
from longbien.capital.rules.funds.charges import FeeStep
from longbien.capital.rules.funds.plans import Days
from longbien.capital.rules.funds.terms import FundTerms
from longbien.kernel.actor import ANONYMOUS, SYSTEM, Actor
from longbien.kernel.money import Money
from tests.people.make import actor, organisation

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
STEPS = (FeeStep(5, Fraction(2, 100)), FeeStep(10, Fraction(1, 100)))
TERMS = FundTerms(10, 10, 15, Fraction(8, 100), STEPS, {"notice": "5.2"})


def said(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


PACK = {
    "code": "model",
    "title": said("Quỹ mẫu", "Model fund"),
    "form": said("Hợp đồng", "A contract"),
    "legal_basis": [{"source": "Model Act"}],
    "authority": said("Cơ quan", "The authority"),
    "as_of": "2026-03",
    "verified": False,
    "limits": [
        {"measure": "public-share", "at_most": 60, "article": said("Điều 1", "Art. 1")},
        {"measure": "investors", "at_least": 2, "at_most": 4, "article": "Art. 2"},
        {"measure": "board", "at_most": 9, "article": "Art. 3"},
    ],
    "open": [said("Số của điều", "The number of the article")],
}


@dataclass
class Fund:
    """An open fund and its people."""

    id: UUID
    one: Actor
    two: Actor
    orgs: dict[str, UUID]
    commitments: dict[str, UUID] = field(default_factory=dict)

    @property
    def card(self) -> VehicleCard:
        return vehicle(ANONYMOUS, self.id)

    @property
    def residual(self) -> int:
        """What the ledger and the pages differ by."""
        return book(self.card).residual

    def commits(self, who: str, amount: int, source: str = "private", at: datetime = NOW) -> UUID:
        promise = Promise(self.id, self.orgs[who], dong(amount), source)
        self.commitments[who] = commit(promise, by=self.one, at=at)
        return self.commitments[who]

    def prepares_close(self, *who: str, at: datetime = NOW, pay_in: int = 15) -> Close:
        on = at.date()
        days = Days(on, on + timedelta(days=pay_in))
        key = prepare_close(self.id, [self.commitments[one] for one in who], days, by=self.one, at=at)
        return Close.objects.get(pk=key)

    def closes(self, *who: str, at: datetime = NOW, pay_in: int = 15) -> Close:
        close = self.prepares_close(*who, at=at, pay_in=pay_in)
        confirm_close(close.pk, by=self.two, at=at)
        return Close.objects.get(pk=close.pk)

    def prepares_call(self, amount: int, at: datetime = NOW, due_in: int = 10) -> Call:
        asked = Asked(dong(amount), "Two investments", at.date() + timedelta(days=due_in))
        return Call.objects.get(pk=prepare_call(self.id, asked, by=self.one, at=at))

    def calls(self, amount: int, at: datetime = NOW, due_in: int = 10) -> Call:
        call = self.prepares_call(amount, at, due_in)
        confirm_call(call.pk, by=self.two, at=at)
        return Call.objects.get(pk=call.pk)

    def notice(self, who: str, run: Call | Close) -> Notice:
        return run.notices.get(commitment=self.commitments[who])

    def pays(self, who: str, run: Call | Close, amount: int = 0, at: datetime = NOW) -> UUID:
        notice = self.notice(who, run)
        return record_receipt(notice.pk, Arrived(dong(amount or notice.amount), at.date(), "B-1"), by=self.one, at=at)


def dong(minor: int) -> Money:
    return Money(minor, "VND")


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def fund(*, charter: int = 1000, is_demo: bool = False) -> Fund:
    adopt_pack(PACK, by=SYSTEM, at=NOW)
    one, two = actor("fund-officer", name="Cán bộ Một"), actor("fund-officer", name="Cán bộ Hai")
    key = open_vehicle(Founding("Quỹ Thử", "model", dong(charter), 9, is_demo=is_demo), TERMS, by=one, at=NOW)
    orgs = {name: organisation(f"Tổ chức {name}", "company").pk for name in ("first", "second", "late")}
    orgs["city"] = organisation("Ngân sách", "authority").pk
    return Fund(key, one, two, orgs)


def closed() -> Fund:
    """City 600, first 300, second 101: closed; nothing is called yet."""
    made = fund()
    made.commits("city", 600, "public")
    made.commits("first", 300)
    made.commits("second", 101)
    made.closes("city", "first", "second")
    return made
