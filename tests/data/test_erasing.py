"""One person is erased: from the rows, every older version, every share; a scan of every byte proves it."""

from datetime import datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.duties.note_consent import note_consent
from longbien.data.lake import tables
from longbien.data.lake.scanning.needles import needles
from longbien.data.lake.scanning.scan import scan
from longbien.data.models import DataSet, Edition, Receipt
from longbien.data.queries.sets import card, contract_of, folder_of
from longbien.data.queries.shares import snapshot, with_id
from longbien.data.rules.agreement.terms import Mask, Shown, Terms
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from tests.data.duties_make import CODE, HELD, deliver_persons, in_force, list_persons, rows, terms
from tests.data.make import column as a_column
from tests.people.make import NOW, actor, organisation

pytestmark = pytest.mark.django_db


def everything(root: Path) -> list[Path]:
    return [one for one in root.rglob("*") if one.is_file() and "sqlite" not in one.name]


def found(root: Path, *values: object) -> list[tuple[str, str]]:
    return scan(everything(root), needles(values), root=root).found


def test_nothing_of_a_person_is_left(lake):
    list_persons()
    deliver_persons()
    deliver_persons([*rows(), *rows(16)], at=NOW + timedelta(1))
    stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
    shares = []
    for n, mask in enumerate(("as-is", "pseudonym", "first")):
        team = organisation(f"Nhóm {n}")
        lead = actor(lead_of=team.pk, name="Lan")
        given = Terms(CODE, (Shown("card", Mask(mask, 8)), Shown("size")), (), "A study", terms().until)
        shares.append(in_force(team.pk, stewards, lead, given))
    for one in shares:
        assert snapshot(with_id(one), 2).rows == 56
    places = {file.split("/")[0] for file, _ in found(lake, HELD)}
    assert places == {"lake", "shares"}

    receipt = erase_person(CODE, column="card", value=HELD, by=stewards[0], at=NOW + timedelta(2))
    assert receipt.is_clean, receipt.report
    assert (receipt.report["rows"], receipt.report["editions_gone"], receipt.report["rebuilt"]) == (
        7, 2, {"cubes": 0, "shares": 3}
    )  # fmt: skip
    assert found(lake, HELD) == []
    assert HELD not in str(receipt.report)
    newest = card(CODE).newest
    assert (newest.number, newest.rows) == (3, 49)
    assert [snapshot(with_id(one), 3).rows for one in shares] == [49, 49, 49]
    assert snapshot(with_id(shares[0]), 2) is None
    table = tables.read(folder_of(CODE), newest.version)
    assert sorted(table.column("card").unique().to_pylist()) == sorted({one["card"] for one in rows()} - {HELD})

    again = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(3))
    assert (again.report["rows"], again.is_clean, Edition.objects.count()) == (0, True, 3)
    assert Receipt.objects.filter(mac=receipt.mac).count() == 2


@pytest.mark.parametrize(
    ("column", "value", "code"), [("size", "7", "column"), ("none", "x", "column"), ("card", "  ", "value")]
)
def test_what_can_not_be_erased(column, value, code):
    list_persons()
    with pytest.raises(Refusal) as said:
        erase_person(CODE, column=column, value=value, by=SYSTEM, at=NOW)
    assert said.value.code == code
    with pytest.raises(Refusal) as none:
        erase_person("none", column=column, value=value, by=SYSTEM, at=NOW)
    assert none.value.status == 404
    with pytest.raises(Refusal):
        erase_person(CODE, column="card", value=HELD, by=actor(name="Ai đó"), at=NOW)


def test_a_person_is_erased_by_the_column_that_later_deliveries_are_looked_through_for():
    list_persons("shared", *(a_column(one, classification="personal") for one in ("card", "phone")))
    with pytest.raises(Refusal, match="column") as said:
        erase_person(CODE, column="phone", value="0900", by=SYSTEM, at=NOW)
    assert "“card”" in said.value.what["en"]


def test_rows_set_apart_are_erased_as_well(lake):
    from tests.data.make import column

    list_persons("shared", column("card", classification="personal"), column("size", "integer", required=True))
    deliver_persons([{"card": HELD, "size": None}, {"card": "THE-0001-ANH", "size": None}])
    assert found(lake, HELD)
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    assert (receipt.report["rows_set_apart"], receipt.is_clean, found(lake, HELD)) == (1, True, [])
    [file] = (lake / "quarantine").iterdir()
    assert pq.read_table(file).column("card").to_pylist() == ["THE-0001-ANH"]
    assert not DataSet.objects.get().editions.exists()


def test_a_source_that_still_has_them_does_not_bring_them_back(lake):
    list_persons()
    deliver_persons()
    erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    deliver_persons(at=NOW + timedelta(1))
    assert (card(CODE).newest.number, card(CODE).newest.rows, found(lake, HELD)) == (2, 35, [])
    deliver_persons(rows(48), at=NOW + timedelta(2))
    assert (card(CODE).newest.number, card(CODE).newest.rows, found(lake, HELD)) == (3, 42, [])
    note_consent(
        CODE, purpose="x", person=HELD, is_given=True, how="x", by=actor("department-officer"), at=NOW + timedelta(3)
    )
    deliver_persons(rows(48), at=NOW + timedelta(4))
    assert card(CODE).newest.rows == 48


def test_a_delivery_in_the_middle_of_it_brings_nobody_back(lake, monkeypatch):
    list_persons()
    deliver_persons()

    def late(code: str, at: datetime) -> dict[str, int]:
        deliver_persons(rows(48), at=NOW + timedelta(1))
        return {}

    monkeypatch.setattr("longbien.data.actions.duties.erase_person.rebuilt", late)
    with pytest.raises(Refusal, match="delivered-meanwhile"):
        erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    assert not Receipt.objects.exists()
    monkeypatch.undo()
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(2))
    assert (receipt.is_clean, found(lake, HELD), card(CODE).newest.rows) == (True, [], 42)


def test_what_fails_on_the_way_loses_nothing_and_is_gone_on_with(lake, monkeypatch):
    list_persons()
    deliver_persons()
    monkeypatch.setattr("longbien.data.lake.forgetting.forget_before", lambda *told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    assert tables.read(folder_of(CODE), card(CODE).newest.version).num_rows == 35
    assert not Receipt.objects.exists()
    monkeypatch.undo()
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    assert (receipt.is_clean, found(lake, HELD)) == (True, [])


def test_a_delivery_that_the_database_never_heard_of_goes_as_well(lake):
    list_persons()
    deliver_persons([one for one in rows() if one["card"] != HELD])
    contract = contract_of(DataSet.objects.get())
    tables.write(folder_of(CODE), tables.of_rows(rows(), contract))
    assert found(lake, HELD)
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW)
    assert (receipt.is_clean, receipt.report["rows"], found(lake, HELD)) == (True, 0, [])
    assert tables.read(folder_of(CODE), card(CODE).newest.version).num_rows == 35


def test_a_code_that_is_a_part_of_others_is_told_apart(lake):
    list_persons()
    deliver_persons([{"card": one, "note": "x", "size": 1} for one in ("CARD-12", "CARD-123", "CARD-12")])
    receipt = erase_person(CODE, column="card", value="CARD-12", by=SYSTEM, at=NOW)
    assert (receipt.is_clean, receipt.report["rows"], receipt.report["scan"]["raw"]) == (True, 2, False)
    assert tables.read(folder_of(CODE), card(CODE).newest.version).column("card").to_pylist() == ["CARD-123"]
