"""Pages cut out of what was read along: the rows of the page alone and no others, recorded like any other question."""

import json
import pickle
import zlib
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.data.actions.agreements.agreeing import propose, revoke, sign
from longbien.data.actions.agreements.ask import ask_part
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.gateway import asking
from longbien.data.models import Agreement, Query
from longbien.data.queries import parts
from longbien.data.queries.agreements import offer_of
from longbien.data.queries.sets import card
from longbien.data.queries.tables import open_offer
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest
from longbien.data.rules.ckan.parts import AHEAD, SMALL, Part
from longbien.data.rules.ckan.records import plain
from longbien.data.rules.ckan.statement import wanted
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from longbien.record import models as record
from tests.data.duties_make import CODE, HELD, deliver_persons, list_persons
from tests.data.make import column, contract
from tests.people.make import NOW, actor, organisation

pytestmark = pytest.mark.django_db
COLUMNS = (column("name"), column("size", "integer"), column("share", "number"), column("day", "date"))
KINDS: Any = {"name": "string", "size": "integer", "share": "number", "day": "date"}
MANY = 2_400
EXPIRY = len(pickle.dumps(0.1, pickle.HIGHEST_PROTOCOL))  # what Django writes before the compressed value
ALL = tuple(map(Shown, KINDS))


def rows(count: int = MANY, *, shift: int = 0) -> list[dict[str, Any]]:
    """Rows that are often alike in a column, some without a value."""
    return [
        {"name": f"N{n * 7919 % 40}", "size": None if n % 13 == 0 else n * 31 % 17, "share": n * 17 % 90 / 4 + shift,
         "day": NOW.date() + timedelta(n % 5)}
        for n in range(count)
    ]  # fmt: skip


def listed(access: str, **more: Any) -> None:
    data = contract(*COLUMNS, access=access, **more)
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    deliver("trial-set", rows(), by=SYSTEM, at=NOW)


class Side:
    """A recipient with an agreement in force and its token."""

    def __init__(self, shown: tuple[Shown, ...] = ALL, where: tuple[Condition, ...] = ()) -> None:
        team = organisation(f"Nhóm {Agreement.objects.count()}")
        self.lead = actor(lead_of=team.pk, name="Lan")
        self.stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
        terms = Terms("trial-set", shown, where, "A study", today() + timedelta(30))
        self.id = propose(team.pk, terms, by=self.stewards[0], at=NOW)
        proof = Proof("demo-link", second_factor=True, at=NOW)
        for side, who in (("recipient", self.lead), ("publisher", self.stewards[1])):
            sign(self.id, side=side, text=digest(terms), proof=proof, by=who, at=NOW)
        self.token = make_profile(self.id, by=self.lead, at=timezone.now()).token


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """Blocks of a folder of its own: tests that run beside this one empty theirs."""
    rows_of_tables = django_settings.CACHES["rows"] | {"LOCATION": tmp_path / "blocks"}
    settings.CACHES = django_settings.CACHES | {"rows": rows_of_tables}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each worker that is started; the workers are real."""
    count: list[int] = []
    give = asking.mother.give
    monkeypatch.setattr(asking.mother, "give", lambda *told: (count.append(1), give(*told))[1])
    return count


def search(token: str = "", **asked: Any) -> Any:
    """What `datastore_search` answers, or its status where it refuses."""
    headers = {"Authorization": token} if token else {}
    reply = Client(headers=headers).post(
        reverse("ckan:ckan-action", args=["datastore_search"]), json.dumps({"resource_id": "trial_set"} | asked),
        content_type="application/json",
    )  # fmt: skip
    return reply.json()["result"] if reply.status_code == 200 else reply.status_code


def stored() -> list[Path]:
    return [one for one in Path(django_settings.CACHES["rows"]["LOCATION"]).rglob("*") if one.is_file()]


def test_pages_of_an_open_set_start_one_worker_a_block(started):
    listed("open")
    pages = [search(limit=100, offset=offset)["records"] for offset in range(0, MANY + 200, 100)]
    assert len(started) == 3
    found = [row for page in pages for row in page]
    assert [row["share"] for row in found] == [row["share"] for row in rows()]
    assert [len(page) for page in pages] == [100] * 24 + [0, 0]
    assert (search(limit=SMALL, offset=AHEAD - 1)["records"], len(started)) == (found[AHEAD - 1 :][:SMALL], 3)
    assert (len(search(limit=SMALL + 1)["records"]), len(started)) == (SMALL + 1, 4)


def test_how_many_rows_a_filter_leaves_is_counted_once(started):
    listed("open")
    for offset in (0, 50, 100):
        found = search(filters={"size": 5}, limit=20, offset=offset)
        assert (found["total"], {row["size"] for row in found["records"]}) == (131, {5})
    assert len(started) == 2


def asked_for() -> st.SearchStrategy[dict[str, Any]]:
    orders = st.lists(
        st.tuples(st.sampled_from([*KINDS]), st.sampled_from(("", " desc"))).map("".join), max_size=3
    ).map(", ".join)  # fmt: skip
    near = st.sampled_from((AHEAD, 2 * AHEAD, MANY)).flatmap(lambda at: st.integers(at - 150, at + 60))
    return st.fixed_dictionaries(
        {"limit": st.integers(0, 120), "offset": st.integers(0, MANY + 50) | near, "sort": orders},
        optional={
            "fields": st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=3),
            "filters": st.fixed_dictionaries({"size": st.sampled_from((1, [2, 3, None], 99))}),
            "q": st.sampled_from(("n1", "2 n")), "records_format": st.sampled_from(("lists", "objects", "csv")),
        },
    )  # fmt: skip


def alone(asked: dict[str, Any], columns: Any, offer: Any) -> list[list[Any]]:
    """The page by its own statement, past everything that is kept."""
    statement = wanted(asked | {"records_format": "lists"}, view="trial_set", columns=columns).rows.statement
    return [list(map(plain, row)) for row in asking.run(statement, [offer]).as_rows()]


def same(found: Any, expected: list[list[Any]]) -> bool:
    if isinstance(found["records"], str):
        return found["records"].count("\n") == len(expected) and all(
            line.startswith("" if row[0] is None else str(row[0]))
            for line, row in zip(found["records"].splitlines(), expected, strict=True)
        )
    return [list(row.values()) if isinstance(row, dict) else row for row in found["records"]] == expected


def test_a_page_cut_out_is_the_page_asked_alone():
    listed("open")
    offer = open_offer(card("trial-set"))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked_for())
    def tried(asked: dict[str, Any]) -> None:
        expected = alone(asked, KINDS, offer)
        for _ in range(2):  # read along, then out of what is kept
            assert same(search(**asked), expected)

    tried()


def test_under_an_agreement_too():
    listed("shared")
    shown = (Shown("name", Mask("pseudonym")), Shown("size"), Shown("share", Mask("round", 10)), Shown("day"))
    side = Side(shown, (Condition("share", "at-least", (5.0,)),))
    offer = offer_of(Agreement.objects.get(pk=side.id))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked_for())
    def tried(asked: dict[str, Any]) -> None:
        expected = alone(asked, KINDS, offer)
        for _ in range(2):
            assert same(search(side.token, **asked), expected)

    tried()


def test_whoever_turns_pages_in_an_order_meets_each_row_once():
    listed("open")
    found: list[tuple[Any, ...]] = []
    for offset in range(0, MANY, 75):
        page = search(limit=75, offset=offset, sort="size desc", records_format="lists")["records"]
        found += [tuple(row) for row in page]
    assert sorted(found, key=repr) == sorted((tuple(map(plain, row.values())) for row in rows()), key=repr)


def test_each_answer_under_an_agreement_is_recorded_whoever_gave_it(started):
    listed("shared")
    side = Side()
    statements = []
    for offset, limit in ((0, 100), (100, 100), (200, 30), (200, 30), (2_390, 100)):
        search(side.token, offset=offset, limit=limit)
        statements.append(wanted({"offset": offset, "limit": limit}, view="trial_set", columns=KINDS).rows.statement)
    search(side.token, filters={"size": 5}, limit=0)
    search(side.token, filters={"size": 5}, limit=0)
    told = list(Query.objects.order_by("pk").values_list("digest", "rows", "refused", "person_id", "agreement_id"))
    digests = [sha256(one.encode()).hexdigest() for one in statements]
    assert told[:5] == [
        (digest, count, "", side.lead.id, side.id)
        for digest, count in zip(digests, (100, 100, 30, 30, 10), strict=True)
    ]
    assert [count for _, count, *_ in told[5:]] == [0, 1, 0, 1]
    events = record.Event.objects.filter(type="data.queried/1").order_by("pk")
    leaves = [json.loads(leaf) for leaf in events.values_list("leaf", flat=True)]
    assert len(leaves) == 9
    assert [(one["open"]["digest"], one["open"]["rows"]) for one in leaves] == [one[:2] for one in told]
    assert len(started) == 4  # two blocks, of the filter none, and its count


def test_revocation_and_the_last_day_bite_on_what_is_kept(monkeypatch):
    listed("shared")
    revoked, over = Side(), Side()
    for side in (revoked, over):
        assert len(search(side.token)["records"]) == 100
    revoke(revoked.id, reason="over", by=revoked.stewards[0], at=NOW)
    assert (search(revoked.token), search(revoked.token, offset=100)) == (403, 403)
    assert len(search(over.token)["records"]) == 100
    later = today() + timedelta(31)
    monkeypatch.setattr("longbien.data.queries.agreements.today", lambda: later)
    assert search(over.token) == 403


def test_in_the_middle_of_it_too():
    """Whoever still holds the row of an agreement is told so by the action itself."""
    listed("shared")
    side = Side()
    search(side.token)
    held = Agreement.objects.get(pk=side.id)
    part = wanted({}, view="trial_set", columns=KINDS).rows
    known = parts.rests_on(card("trial-set"), held)
    assert len(ask_part(held, part, known=known, by=side.lead, at=NOW)) == 100
    revoke(side.id, reason="over", by=side.stewards[0], at=NOW)
    with pytest.raises(Refusal) as said:
        ask_part(held, part, known=known, by=side.lead, at=NOW)
    assert said.value.code == "not-in-force"
    assert Query.objects.order_by("pk").last().refused == "not-in-force"


def test_a_new_edition_is_shown_at_once(started):
    listed("open")
    before = search(offset=40)["records"]
    assert search(offset=40)["records"] == before
    deliver("trial-set", rows(shift=1000), by=SYSTEM, at=NOW + timedelta(1))
    found = search(offset=40)
    assert {row["share"] >= 1000 for row in found["records"]} == {True}
    deliver("trial-set", rows(50), by=SYSTEM, at=NOW + timedelta(2))
    assert (search(offset=40)["total"], len(search(offset=40)["records"])) == (50, 10)
    assert len(started) == 3


def test_what_an_agreement_keeps_answers_no_other(started):
    """The same statement of the same edition, under other terms, another key, and none but the conditions changed."""
    listed("shared")
    masked = (Shown("name", Mask("pseudonym")), *ALL[1:])
    sides = [Side(), Side(masked), Side(masked), Side(ALL, (Condition("share", "at-least", (10.0,)),))]
    found = [search(side.token, include_total=False)["records"] for side in sides]
    assert len(started) == 4
    names = [frozenset(row["name"] for row in page) for page in found]
    assert (len(names[0]), {len(name) for name in names[1] | names[2]}) == (40, {32})
    assert [names[0] & names[1], names[1] & names[2]] == [set(), set()]
    assert min(row["share"] for row in found[0]) < 10 <= min(row["share"] for row in found[3])
    assert [search(side.token, include_total=False)["records"] for side in sides] == found
    assert len(started) == 4


def test_a_set_that_closes_is_closed_for_what_is_kept():
    listed("open")
    assert len(search()["records"]) == 100
    data = contract(*COLUMNS, access="shared") | {"version": "2.0.0"}
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    assert search() == 403


def test_of_persons_nothing_is_kept(started):
    list_persons(access="open")
    deliver_persons()
    for _ in range(2):
        assert search(resource_id=CODE)["total"] > 0
    assert (len(started), stored()) == (2, [])


def test_an_erasure_leaves_nothing_of_what_was_kept_before_the_contract_spoke_of_persons():
    data = contract(column("card"), column("note"), column("size", "integer"))
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    deliver_persons()
    assert search(limit=5)["total"] == 40
    assert [HELD.encode() in zlib.decompress(one.read_bytes()[EXPIRY:]) for one in stored()] == [True]
    list_persons(access="open")
    assert search(limit=5, offset=5)["total"] == 40
    assert erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW).is_clean
    assert (stored(), search(limit=5)["total"], stored()) == ([], 35, [])


def test_a_block_that_is_too_large_is_not_kept_and_its_pages_come_alone(started, monkeypatch):
    monkeypatch.setattr(parts, "LARGEST", 10_000)
    listed("open")
    assert [row["share"] for row in search(limit=5, offset=7)["records"]] == [row["share"] for row in rows()[7:12]]
    assert len(started) == 2
    assert [row["share"] for row in search(limit=5, offset=8)["records"]] == [row["share"] for row in rows()[8:13]]
    assert len(started) == 3
    assert max(one.stat().st_size for one in stored()) < 1_000


def test_a_day_that_can_not_be_shown_spoils_its_own_page_only():
    """The engine knows years that no other part does; such a day may stand in the block of a good page."""
    listed("open")
    days = "SELECT CASE WHEN share > 20 THEN DATE '20000-01-01' ELSE day END AS day FROM trial_set LIMIT {} OFFSET {}"
    ask = lambda statement: asking.run(statement, [open_offer(card(CODE))])  # noqa: E731
    for _ in range(2):
        assert parts.rows_of(Part(days.format(2, 1), days.format(9, 0), 1, 2), "a set", ask) == [
            [str(row["day"])] for row in rows()[1:3]
        ]
        with pytest.raises(Refusal, match="beyond"):
            parts.rows_of(Part(days.format(2, 80), days.format(100, 0), 80, 20), "a set", ask)


def test_a_block_that_fails_leaves_its_pages_to_be_asked_alone(started):
    listed("open")
    ask = lambda statement: asking.run(statement, [open_offer(card(CODE))])  # noqa: E731
    good = "SELECT size FROM trial_set LIMIT 1 OFFSET 1"
    part = Part(good, "SELECT CAST(name AS INTEGER) AS size FROM trial_set LIMIT 1000", 1, 1)
    assert (parts.rows_of(part, "a set", ask), parts.rows_of(part, "a set", ask)) == ([[14]], [[14]])
    assert len(started) == 3
    with pytest.raises(Refusal):
        parts.rows_of(Part(part.block, part.block, 0, 1), "a set", ask)
