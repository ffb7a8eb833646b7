"""Show: one person is erased from five million rows and three derived shares, and no byte of them is left."""

import time
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.duties.weigh_edition import weigh_edition
from longbien.data.lake import tables
from longbien.data.lake.scanning.needles import needles
from longbien.data.lake.scanning.scan import scan
from longbien.data.models import DataSet, Edition
from longbien.data.queries.sets import card, folder_of
from longbien.data.queries.shares import snapshot, with_id
from longbien.data.rules.agreement.terms import Mask, Shown, Terms
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from tests.data.duties_make import CODE, HELD, in_force, list_persons, terms
from tests.people.make import NOW, actor, organisation

ROWS, PERSONS, OWN = 5_000_000, 400_000, 12


def rides() -> pa.Table:
    """Five million rides of four hundred thousand cards; twelve of them are one person's."""
    chance = np.random.default_rng(20261129)
    cards = np.char.add(np.char.add("THE-", np.char.zfill(np.arange(PERSONS).astype(str), 7)), "-ANH").astype(object)
    chosen = cards[chance.integers(0, PERSONS, ROWS)]
    chosen[chance.choice(ROWS, OWN, replace=False)] = HELD
    notes = np.array([f"note {n}" for n in range(50)], object)[chance.integers(0, 50, ROWS)]
    schema = [("card", pa.string()), ("note", pa.string()), ("size", pa.int64())]
    return pa.table(
        [pa.array(chosen), pa.array(notes), pa.array(chance.integers(0, 99, ROWS))], schema=pa.schema(schema)
    )


def hold(table: pa.Table, number: int) -> None:
    """As a delivery leaves it; rows this many don't come as dictionaries."""
    row, version = DataSet.objects.get(), tables.write(folder_of(CODE), table)
    Edition.objects.create(
        data_set=row, number=number, version=version, rows=table.num_rows, sha256=tables.digest(table),
        contract_version="1.0.0", contract_sha256=row.sha256, at=NOW, entry_id=new_id(),
    )  # fmt: skip
    weigh_edition(CODE, at=NOW)


@pytest.mark.slow
@pytest.mark.django_db
def test_one_person_of_five_million_rows_and_three_shares(lake):
    list_persons()
    table = rides()
    hold(table.slice(0, 1_000_000), 1)
    hold(table, 2)
    stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
    shares = []
    for n, mask in enumerate(("as-is", "pseudonym", "first")):
        team = organisation(f"Nhóm {n}")
        given = Terms(CODE, (Shown("card", Mask(mask, 13)), Shown("size")), (), "A study", terms().until)
        shares.append(in_force(team.pk, stewards, actor(lead_of=team.pk, name="Lan"), given))
        assert snapshot(with_id(shares[-1]), 2).rows == ROWS
    wanted = needles([HELD])
    files = [one for one in lake.rglob("*") if one.is_file() and "sqlite" not in one.name]
    assert {file.split("/")[0] for file, _ in scan(files, wanted, root=lake).found} == {"lake", "shares"}
    begun = time.monotonic()
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(1))
    print(f"{ROWS:,} rows, 3 shares: {time.monotonic() - begun:.1f} s; {receipt.report}")
    assert receipt.is_clean
    assert (receipt.report["rows"], receipt.report["rebuilt"]) == (OWN, {"cubes": 0, "shares": 3})
    assert (card(CODE).newest.rows, snapshot(with_id(shares[0]), 3).rows) == (ROWS - OWN, ROWS - OWN)
    files = [one for one in lake.rglob("*") if one.is_file() and "sqlite" not in one.name]
    assert scan(files, wanted, root=lake).found == []
