"""Criteria, parts, routes, what comes next, and the open data of orders: rules without a database."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from longbien.capital.rules.adoption.solutions import PricedPart, check_solution, price, state_of
from longbien.capital.rules.orders import ocds
from longbien.capital.rules.orders.criteria import FIGURES, Bound, Criterion
from longbien.capital.rules.orders.ocds_schemas import Schemas
from longbien.capital.rules.orders.parts import LARGEST, Part, check_parts
from longbien.capital.rules.orders.routes import read_route
from longbien.capital.rules.orders.steps import CLOSED, ORDER, PART, demand, order_state, part_state
from longbien.capital.rules.orders.upcoming import PartStands, upcoming
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
REPORT: dict[str, Any] = {
    "site_days": 31, "devices": 5, "events": 900, "participants": 40, "breaches": {"area": 1, "speed": 2},
    "incidents": {"near_miss": 4}, "suspensions": [{"rule": "area"}],
    "comparisons": [{"verdict": "better"}, {"verdict": "enough"}, {"verdict": "worse"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "found"),
    [("site_days", 31), ("devices", 5), ("events", 900), ("participants", 40), ("breaches", 3), ("incidents", 4),
     ("suspensions", 1), ("better", 2)],
)  # fmt: skip
def test_each_figure_is_read_off_an_exit_report(figure: str, found: int) -> None:
    assert Criterion(figure, "at_least", 0).read(REPORT) == found
    assert set(FIGURES) >= {figure}


def test_a_trial_without_comparisons_has_won_none() -> None:
    assert Criterion("better", "at_least", 1).holds({"comparisons": []}) is False
    assert FIGURES["better"].of({}) == 0


@pytest.mark.parametrize(
    ("bound", "value", "holds"),
    [("at_least", 3, True), ("at_least", 4, False), ("at_most", 3, True), ("at_most", 2, False)],
)
def test_a_bound_includes_its_value(bound: Bound, value: int, holds: bool) -> None:
    asked = Criterion("breaches", bound, value)
    assert asked.holds(REPORT) is holds
    assert asked.said["en"].endswith(str(value))


GOOD = Part("Chạy thử", 0, 100, TODAY + timedelta(days=1), Criterion("devices", "at_least", 1))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": " x "}, "title"), ({"title": "x" * 201}, "title"), ({"kpi": 1}, "kpi"), ({"kpi": -1}, "kpi"),
        ({"minor": 0}, "minor"), ({"due_on": TODAY}, "due_on"), ({"criterion": None}, "figure"),
        ({"criterion": Criterion("luck", "at_least", 1)}, "figure"),
        ({"criterion": Criterion("devices", cast(Any, "about"), 1)}, "bound"),
        ({"criterion": Criterion("devices", "at_most", -1)}, "value"), ({"minor": LARGEST + 1}, "minor"),
    ],
)  # fmt: skip
def test_each_fault_of_a_part_is_told_at_its_place(change: dict[str, Any], where: str) -> None:
    outcome = check_parts([replace(GOOD, **change)], kpis=1, today=TODAY, by_dossier=True)
    assert [reason.where for reason in outcome.against] == [f"parts-0-{where}"]


def test_good_parts_pass_and_an_order_has_one_to_twelve() -> None:
    assert check_parts([GOOD], kpis=1, today=TODAY, by_dossier=True)
    assert check_parts([replace(GOOD, criterion=None)], kpis=1, today=TODAY, by_dossier=False)
    for parts in ([], [GOOD] * 13):
        assert [one.where for one in check_parts(parts, kpis=1, today=TODAY, by_dossier=True).against] == ["parts"]


def test_the_tables_lead_from_a_draft_to_a_decision() -> None:
    assert order_state(["prepared", "agreed", "signed", "decided"]) == "decided"
    assert order_state(["prepared", "withdrawn"]) == "withdrawn"
    assert part_state(["reserved", "delivered", "refused", "delivered", "accepted"]) == "accepted"
    assert part_state(["begun", "delivered", "owed", "paid"]) == "paid"
    assert part_state(["begun", "ended"]) == "ended"
    assert frozenset({"accepted", "paid", "lapsed", "ended"}) == CLOSED
    for table, state, step in ((ORDER, "prepared", "signed"), (PART, "accepted", "lapsed")):
        with pytest.raises(Refusal) as caught:
            demand(table, state, step)
        assert caught.value.status == 409
    demand(ORDER, "prepared", "agreed")


@pytest.mark.parametrize("state", ["prepared", "agreed"])
def test_a_draft_waits_until_its_first_part_is_due(state: str) -> None:
    assert upcoming(state, [], answer_by=NOW, decide_by=None).by == NOW


@pytest.mark.parametrize("state", ["withdrawn", "decided"])
def test_nothing_follows_what_is_over(state: str) -> None:
    after = upcoming(state, [], answer_by=NOW, decide_by=NOW)
    assert (after.by, after.is_late(NOW)) == (None, False)


def test_what_is_due_first_comes_next_and_then_the_decision() -> None:
    soon, later = NOW + timedelta(days=1), NOW + timedelta(days=9)
    parts = [PartStands(1, "accepted", NOW), PartStands(2, "open", later), PartStands(3, "delivered", soon)]
    first = upcoming("signed", parts, answer_by=None, decide_by=None)
    assert (first.part, first.by, first.is_late(soon), first.is_late(later)) == (3, soon, False, True)
    second = upcoming("signed", parts[:2], answer_by=None, decide_by=None)
    assert (second.part, "part 2" in second.what["en"]) == (2, True)
    assert upcoming("signed", parts[:1], answer_by=None, decide_by=later).by == later


@pytest.mark.parametrize(
    ("state", "says"),
    [("open", "nothing is owed"), ("delivered", "The buyer accepts"), ("owed", "The buyer pays")],
)
def test_a_pilot_is_moved_by_its_two_sides(state: str, says: str) -> None:
    shown = upcoming("signed", [PartStands(1, state, NOW)], answer_by=None, decide_by=None, is_pilot=True)
    assert (says in shown.what["en"], shown.by) == (True, NOW)
    assert "lead" in upcoming("agreed", [], answer_by=NOW, decide_by=None, is_pilot=True).what["en"]
    assert "company" in upcoming("signed", [], answer_by=None, decide_by=NOW, is_pilot=True).what["en"]


ROUTE = {
    "code": "pilot", "kind": "order", "title": {"en": "Pilot"}, "about": {"en": "About"}, "number": "O-{year}-{n:03}",
    "evidence": "exit-dossier", "accept_within": "5wd", "decide_within": "10wd",
    "legal_basis": [{"source": "Law 1", "locator": "Art. 9", "note": {"en": "In summary"}}, {"source": "Law 2"}],
    "provisions": [{"text": {"en": "Paid on proof"}, "basis": "hub-rule"}], "authority": {"en": "Council"},
    "as_of": "2026-11", "verified": False, "open": [{"en": "Everything"}],
}  # fmt: skip


def test_a_route_cites_its_law_with_what_is_known_of_it() -> None:
    route = read_route(ROUTE, ("en",))
    assert [(str(law), note and note["en"]) for law, note in route.cited] == [
        ("Law 1, Art. 9", "In summary"), ("Law 2", None),
    ]  # fmt: skip
    assert (route.by_dossier, route.kind_name["en"], route.verified) == (True, "Pilot order", False)
    assert read_route({**ROUTE, "evidence": "acceptance"}, ("en",)).by_dossier is False
    assert (route.is_pilot, route.pay_within) == (False, "5wd")
    pilot = read_route({**ROUTE, "kind": "pilot", "pay_within": "20wd"}, ("en",))
    assert (pilot.is_pilot, pilot.pay_within) == (True, "20wd")


PRICED = PricedPart("Lắp đặt", 0, 300, 30)


@pytest.mark.parametrize(
    ("change", "where"),
    [({"title": "x"}, "title"), ({"kpi": 1}, "kpi"), ({"minor": 0}, "minor"), ({"days": 0}, "days"),
     ({"days": 3_651}, "days"), ({"minor": LARGEST + 1}, "minor")],
)  # fmt: skip
def test_each_fault_of_a_solution_is_told_at_its_place(change: dict[str, Any], where: str) -> None:
    outcome = check_solution([replace(PRICED, **change)], kpis=1)
    assert [reason.where for reason in outcome.against] == [f"parts-0-{where}"]


def test_a_solution_has_a_price_and_parts_that_begin_when_it_is_ordered() -> None:
    assert check_solution([PRICED], kpis=1)
    assert [one.where for one in check_solution([], kpis=1).against] == ["parts"]
    assert price([PRICED, PRICED]) == 600
    assert PRICED.on(TODAY).due_on == date(2026, 12, 24)
    assert (state_of([]), state_of(["listed", "removed"])) == ("offered", "removed")


def contracting(**but: Any) -> ocds.Contracting:
    """An order of two parts: the first was accepted on the second day, the other lapsed on the third."""
    first = ocds.Milestone(
        "O-1-1", "First", "Devices seen: at least 2", Money(40_050, "EUR"), "2026-12-20T16:59:00Z", "accepted",
        NOW + timedelta(days=1), "entry-1",
    )  # fmt: skip
    second = ocds.Milestone(
        "O-1-2", "Second", "…", Money(20_000, "EUR"), "2027-02-20T16:59:00Z", "lapsed", NOW + timedelta(days=2)
    )
    made = ocds.Contracting(
        "hub-1", "O-1", "en", "Title", "About", "Route: Law 1, Art. 9", ocds.Party("b", "Buyer"),
        ocds.Party("s", "Supplier"), NOW, (first, second), NOW + timedelta(days=3), "Stop",
    )  # fmt: skip
    return replace(made, **but)


def test_each_thing_that_happened_is_a_release_of_its_own() -> None:
    found = ocds.releases(contracting())
    assert [one["tag"] for one in found] == [
        ["award", "contract"], ["implementation"], ["implementation"], ["contractTermination"],
    ]  # fmt: skip
    assert len({one["id"] for one in found}) == 4
    statuses = [[one["status"] for one in release["contracts"][0]["milestones"]] for release in found]
    assert statuses == [["scheduled", "scheduled"], ["met", "scheduled"], ["met", "notMet"], ["met", "notMet"]]
    assert "implementation" not in found[0]["contracts"][0]
    [paid] = found[-1]["contracts"][0]["implementation"]["transactions"]
    assert (paid["id"], paid["value"]) == ("entry-1", {"amount": 400.5, "currency": "EUR"})
    assert found[-1]["contracts"][0]["description"] == "Stop"
    assert found[0]["contracts"][0]["value"] == {"amount": 600.5, "currency": "EUR"}


def test_an_order_under_way_is_not_terminated_and_whole_amounts_stay_whole() -> None:
    under_way = contracting(decided_at=None, verdict="")
    assert ocds.compiled(under_way)["contracts"][0]["status"] == "active"
    assert repr(ocds.value(Money(600, "VND"))["amount"]) == "600"


SMALL = [
    {
        "id": f"https://standard.test/1__1__5/{name}", "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "properties": {"uri": {"type": "string", "format": "uri"}, key: {"type": "array", "minItems": 1}},
    }
    for name, key in (("release-package-schema.json", "releases"), ("record-package-schema.json", "records"))
]  # fmt: skip


def test_a_package_is_held_against_the_schema_of_its_kind() -> None:
    schemas = Schemas.of(json.dumps(one).encode() for one in [*SMALL, {"title": "without an id"}])
    hub = ocds.Party("h", "Hub")
    assert list(schemas.faults("release", ocds.release_package("https://hub.test/o", hub, contracting()))) == []
    [empty] = schemas.faults("record", ocds.record_package("https://hub.test/o", hub, [], NOW))
    assert (empty.where, "does not fit its schema" in empty.what["en"]) == ("records", True)
    with pytest.raises(KeyError):
        Schemas.of([])


def test_a_record_links_its_releases_and_says_them_all() -> None:
    order = contracting()
    package = ocds.record_package("https://hub.test/records.json", ocds.Party("h", "Hub"), [("u", order)], NOW)
    [record] = package["records"]
    assert [one["url"] for one in record["releases"]] == [f"u#hub-1-{n:02}" for n in (1, 2, 3, 4)]
    assert record["compiledRelease"]["tag"] == ["compiled"]
    assert (
        record["compiledRelease"]["date"] == ocds.release_package("x", ocds.Party("h", "Hub"), order)["publishedDate"]
    )
