"""A hub with very many cases, written straight into the tables that pages read: people, moves, stays, desks, words.

Cases walk at random through the procedures that the hub publishes; about one in five is still open. What the record
would hold of them is left out: no page that is measured reads it, but the page of a single case.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from longbien.kernel.ids import new_id
from longbien.people.models import HubRole, Membership, Organisation, Person
from longbien.procedures.actions.keeping.following import NEVER
from longbien.procedures.models import (
    Answers,
    Case,
    DeskBar,
    DeskCase,
    DeskWord,
    Handler,
    Move,
    Notice,
    Share,
    Stay,
    Tally,
)
from longbien.procedures.queries.desk.offices import offices_by_state, offices_waiting
from longbien.procedures.queries.versions import Published, all_in_force
from longbien.procedures.rules.desk.packed import one_more
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.desk.quantiles import bucket_of
from longbien.procedures.rules.desk.words import words_of
from longbien.record import rows

NOW = datetime.now(UTC).replace(microsecond=0)
OFFICERS, OPEN = 40, 0.2
# Words and names to make titles of, in Vietnamese as people type it.
FIRST, THEN, PLACE, FAMILY, GIVEN = (
    line.strip().split(", ")
    for line in """
Giám sát, Cảm biến, Robot, Bản đồ, Đèn, Trạm, Xe điện, Phân tích, Nền tảng, Thiết bị, Cảnh báo, Mô phỏng, Tối ưu
ngập úng, giao thông, rác thải, không khí, chiếu sáng, cấp nước, đỗ xe, kho lạnh, y tế, trường học, di sản, cây xanh
Hoàn Kiếm, Long Biên, Đống Đa, Cầu Giấy, Hà Đông, Tây Hồ, Ba Đình, Thanh Xuân, Gia Lâm, Đông Anh
Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý
An, Bình, Chi, Dũng, Giang, Hà, Hùng, Khánh, Lan, Mai, Nam, Oanh, Phúc, Quân, Sơn, Thảo, Uyên, Việt, Xuân, Yến
""".strip().splitlines()
)


class Load:
    """The hub as it grows; `officers` by office, `applicants` with their organisation."""

    def __init__(self) -> None:
        self.random = random.Random(20261128)
        self.versions = list(all_in_force())
        self.count, self.known = 0, list[UUID]()
        self.officers: dict[str, list[UUID]] = {}
        self.applicants: list[tuple[UUID, UUID, str]] = []
        self.given: Counter[tuple[str, UUID, date]] = Counter()
        self.ended: dict[tuple[date, str, str], bytes] = {}
        self.late: Counter[tuple[date, str, str]] = Counter()

    def grow(self, size: int) -> None:
        """Add cases until there are `size` of them."""
        with transaction.atomic():
            self._people(size)
            while self.count < size:
                self._cases(min(5000, size - self.count))
            self._figures()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _people(self, size: int) -> None:
        offices = {office for one in self.versions for held in offices_by_state(one.id).values() for office in held}
        for office in sorted(offices - set(self.officers)):
            kind, _, role = office.partition(":")
            if kind == "group":
                self.officers[office] = [self._officer(role) for _ in range(OFFICERS)]
        for _ in range(size // 5 - len(self.applicants)):
            self.applicants.append(self._applicant())

    def _officer(self, role: str) -> UUID:
        person = self._person()
        HubRole.objects.create(person_id=person, role=role, granted_at=NOW)
        return person

    def _person(self) -> UUID:
        key, pick = new_id(), self.random.choice
        name = f"{pick(FAMILY)} {pick(GIVEN)} {pick(GIVEN)}"
        Person.objects.create(id=key, email=f"{key}@example.org", name=name, language="vi")
        return key

    def _applicant(self) -> tuple[UUID, UUID, str]:
        pick = self.random.choice
        name = f"Nhóm {pick(GIVEN)} {pick(PLACE)} {self.random.randrange(10_000)}"
        team = Organisation.objects.create(name=name, kind="team", created_at=NOW)
        person = self._person()
        Membership.objects.create(person_id=person, organisation=team, role="lead")
        return person, team.pk, name

    def _cases(self, count: int) -> None:
        made: dict[type, list[dict[str, object]]] = {
            model: [] for model in (Case, Move, Stay, Answers, DeskCase, DeskBar, DeskWord, Handler, Notice)
        }
        for _ in range(count):
            for model, row in self._case():
                made[model].append(row)
        for model, given in made.items():
            _write(model, given)

    def _case(self) -> Iterator[tuple[type, dict[str, object]]]:
        chance, self.count = self.random, self.count + 1
        version = chance.choice(self.versions)
        person, owner, owner_name = chance.choice(self.applicants)
        key, number = new_id(), f"B-{self.count:07}"
        title = f"{chance.choice(FIRST)} {chance.choice(THEN)} {chance.choice(THEN)} {chance.choice(PLACE)}"
        is_open = chance.random() < OPEN
        at = NOW - timedelta(days=chance.uniform(0, 30) if is_open else chance.uniform(40, 1000))
        opened, seq, total = at, 1, 0
        appealed = version.definition.about and version.definition.about.type == "procedures.case"
        about = f"procedures.case:{chance.choice(self.known)}" if appealed and self.known else ""
        path = list(self._walk(version, is_open))
        yield Move, _move(key, 1, "", "", path[0][1], person, at)
        entered, due = at, None
        for action, state in path[1:]:
            before = path[seq - 1][1]
            at = min(NOW, entered + timedelta(days=chance.lognormvariate(0.8, 0.9)))
            seconds = max(1, int((at - entered).total_seconds() * 8 / 24 * 5 / 7))
            yield Stay, _stay(key, seq, before, entered, due, at, seconds)
            total += seconds if waits_for_office(version.definition, version.definition.states[before]) else 0
            self._count(version, before, seconds, late=due is not None and at > due, at=at)
            seq += 1
            yield Move, _move(key, seq, action, before, state, person, at)
            sla = version.definition.states[state].sla
            entered, due = at, at + timedelta(days=sla.within.count * 7 / 5) if sla else None
        state = version.definition.states[path[-1][1]]
        if state.final:
            self._count(version, "", total, late=False, at=at)
        else:
            yield Stay, _stay(key, seq, state.name, entered, due, None, None)
        yield Case, {
            "id": key, "number": number, "title": title, "version_id": version.id, "owner_id": owner, "about": about,
            "state": state.name, "seq": seq, "opened_at": opened, "opened_by_id": person, "moved_at": at, "due": due,
            "clock": {}, "late_seq": 0, "closed_at": at if state.final else None,
        }  # fmt: skip
        if seq > 1:
            form = next(iter(version.definition.forms), "")
            yield Answers, {
                "case_id": key, "form": form, "seq": 2, "data": {"title": title}, "sha256": "", "by_id": person,
                "at": at,
            }  # fmt: skip
            yield from self._desk(key, version, state.name, owner, due)
            if about:
                yield DeskBar, {"person_id": chance.choice(chance.choice(list(self.officers.values()))), "case_id": key}
            for word in words_of(number, title, owner_name):
                yield DeskWord, {"word": word.encode(), "case_id": key}
        self.known.append(key)
        yield Notice, {
            "person_id": person, "case_id": key, "seq": seq, "kind": "moved", "words": {"vi": number, "en": number},
            "at": at, "read_at": at, "mailed_at": at,
        }  # fmt: skip

    def _walk(self, version: Published, is_open: bool) -> Iterator[tuple[str, str]]:
        """The actions done and the states met: an open case ends anywhere but at an end, a closed one at an end."""
        definition, state = version.definition, version.definition.initial
        yield "", state.name
        for steps in range(12):
            onward = [one for one in definition.actions_from(state.name) if one.target != state.name]
            further = [one for one in onward if not definition.states[one.target].final]
            ends = [one for one in onward if definition.states[one.target].final]
            if is_open and (not further or (steps and self.random.random() < 0.5)):
                return
            action = self.random.choice(further if further and (is_open or steps < 3) else ends or further)
            state = definition.states[action.target]
            yield action.name, state.name
            if state.final:
                return

    def _desk(
        self, key: UUID, version: Published, state: str, owner: UUID, due: datetime | None
    ) -> Iterator[tuple[type, dict[str, object]]]:
        resting = offices_waiting(version.id).get(state, ())
        offices = resting or offices_by_state(version.id).get(state, ())
        office = next((one for one in offices if one in self.officers), "group:")
        handler = self.random.choice(self.officers[office]) if office in self.officers else None
        if handler is not None and self.random.random() < 0.8:
            yield Handler, {"case_id": key, "person_id": handler, "since": NOW, "event_id": key}
            self.given[office, handler, _month(NOW)] += 1
        else:
            handler = None
        for one in offices:
            yield DeskCase, {
                "office": one, "case_id": key, "code": version.definition.code, "state": state, "owner_id": owner,
                "handler_id": handler, "due": due or NEVER, "wanting": 0, "quiet": bool(resting),
            }  # fmt: skip

    def _count(self, version: Published, state: str, seconds: int, *, late: bool, at: datetime) -> None:
        key = (_month(at), version.definition.code, state)
        self.ended[key] = one_more(self.ended.get(key, b""), bucket_of(seconds))
        self.late[key] += late

    def _figures(self) -> None:
        Tally.objects.all().delete()
        Share.objects.all().delete()
        Tally.objects.bulk_create(
            Tally(month=month, code=code, state=state, counts=counts, late=self.late[month, code, state])
            for (month, code, state), counts in self.ended.items()
        )
        Share.objects.bulk_create(
            Share(pool=pool, person_id=person, month=month, n=n) for (pool, person, month), n in self.given.items()
        )


def _write(model: type, given: list[dict[str, object]]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.db_returning]
    unsaid = {field.attname: field.get_default() for field in fields}
    rows.insert_many(model, [list((unsaid | row).values()) for row in given])


def _move(  # noqa: PLR0913, PLR0917
    key: UUID, seq: int, action: str, source: str, target: str, by: UUID, at: datetime
) -> dict[str, object]:  # fmt: skip
    return {
        "case_id": key, "seq": seq, "action": action, "source": source, "target": target, "reason": "", "by_id": by,
        "at": at, "event_id": new_id(),
    }  # fmt: skip


def _stay(  # noqa: PLR0913, PLR0917
    key: UUID, seq: int, state: str, entered: datetime, due: datetime | None, left: datetime | None, seconds: int | None
) -> dict[str, object]:  # fmt: skip
    return {
        "case_id": key, "seq": seq, "state": state, "entered": entered, "due": due, "left": left, "seconds": seconds,
    }  # fmt: skip


def _month(at: datetime) -> date:
    return at.date().replace(day=1)
