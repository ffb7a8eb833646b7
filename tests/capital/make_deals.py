"""A fund, a company, a committee of three of whom one advises the company, and a deal under way."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.deals.close_deal import close_deal
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.open_deal import Entered, open_deal
from longbien.capital.actions.deals.propose_deal import propose_deal
from longbien.capital.actions.deals.write_memo import Attached, write_memo
from longbien.capital.actions.deals.write_sheet import write_terms
from longbien.capital.models import Deal
from longbien.capital.rules.deals.sheets import Sheet
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.money import Money
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Body, Person, Seat
from longbien.people.queries import actor_for
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.deciding import resolve, vote
from longbien.procedures.actions.meetings.holding import close_meeting, note_attendance, open_meeting
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import read_bundle
from tests.capital.make_funds import Fund, dong, fund
from tests.people.make import actor, organisation, person

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAFE = Sheet("safe", Money(5_000_000, "VND"), cap=Money(60_000_000, "VND"), rights=("pro-rata",))
BODY = "investment-committee"
SUMMARY = "Góp năm triệu bằng SAFE để mở rộng đội xe thử."


@dataclass
class World:
    """`members` sit in the committee; the last one advises the company. `deal_id` is opened, nothing more."""

    officer: Actor
    other: Actor
    founder: Actor
    investor: Actor
    members: list[Person]
    company_id: UUID
    vehicle_id: UUID
    deal_id: UUID
    fund: Fund

    @property
    def deal(self) -> Deal:
        return Deal.objects.select_related("vehicle").get(pk=self.deal_id)

    def member(self, n: int) -> Actor:
        return actor_for(self.members[n].pk)

    def ready(self) -> None:
        """In diligence, with a memo and terms."""
        for verb in ("screen", "examine"):
            move_deal(self.deal_id, verb, by=self.officer, at=AT)
        paper = Attached("plan.txt", (b"A plan",))
        write_memo(self.deal_id, "Vì sao nên góp vốn vào nhóm này.", files=[paper], by=self.officer, at=AT)
        write_terms(self.deal_id, SAFE, by=self.officer, at=AT)

    def proposed(self) -> UUID:
        self.ready()
        return propose_deal(self.deal_id, summary=SUMMARY, by=self.officer, at=AT)

    def closed(self, amount: int = 4_000_000) -> Deal:
        """Agreed by the committee and closed; the fund has called ten million, all of it paid in."""
        self.proposed()
        assert self.met("approve", "for", "for")
        close_deal(self.deal_id, amount=dong(amount), reason="Đã ký", by=self.officer, at=AT + timedelta(days=2))
        for who, minor, source in (("first", 6_000_000, "private"), ("second", 6_000_000, "private"),
                                   ("city", 8_000_000, "public")):  # fmt: skip
            self.fund.commits(who, minor, source)
        self.fund.closes("city", "first", "second")
        call = self.fund.calls(10_000_000)
        for who in ("city", "first", "second"):
            self.fund.pays(who, call)
        return self.deal

    def met(self, action: str, *choices: str) -> bool:
        """The committee meets and votes; the last member, who is tied, is there and doesn't count."""
        case_id, chair = self.deal.case_id, self.member(0)
        soon = AT + timedelta(hours=1)
        meeting = call_meeting(body=BODY, begins_at=soon, place="Phòng 1", online="", by=chair, at=AT)
        item = add_item(meeting_id=meeting, case_id=case_id, action=action, by=chair, at=AT)
        open_meeting(meeting_id=meeting, by=chair, at=soon)
        for one in self.members[1:]:
            note_attendance(meeting_id=meeting, person_id=one.pk, how="present", by=chair, at=soon)
        for n, choice in enumerate(choices):
            vote(item_id=item, choice=choice, by=self.member(n), at=soon)
        adopted = resolve(item_id=item, text="Đồng ý như đã trình.", by=chair, at=soon)
        close_meeting(meeting_id=meeting, by=chair, at=soon)
        return adopted


def world() -> World:
    made = fund()
    path = Path(settings.HUB.folder) / "procedures" / "investment-decision.yaml"
    publish_version(bundle=read_bundle(path), by=SYSTEM, at=AT)
    terms = {"seats": "not-published", "quorum": "not-published", "source": "hub-rule"}
    Body.objects.create(code=BODY, name={"vi": "Hội đồng đầu tư", "en": "Investment committee"}, terms=terms)
    company = organisation("Robot Sông Hồng", "company").pk
    members = [person(f"Thành viên {n}") for n in (1, 2, 3)]
    for one in members:
        Seat.objects.create(body_id=BODY, person=one)
    advises = Stated(company, "adviser", AT.date(), is_public=True)
    declare_interest(stated=advises, person_id=members[2].pk, by=actor_for(members[2].pk), at=AT)
    founder, investor = actor(lead_of=company, name="Nhà sáng lập"), actor(member_of=made.orgs["first"], name="LP")
    entered = Entered(made.id, company, made.one.person_id, "Robot giao hàng")
    deal_id = open_deal(entered, by=made.one, at=AT)
    return World(made.one, made.two, founder, investor, members, company, made.id, deal_id, made)
