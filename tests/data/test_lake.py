"""The lake: rows in their order, deliveries that only grew, many files put together, a folder or a bucket."""

import pytest

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.lake import tables
from longbien.data.models import Edition
from longbien.data.queries.sets import card, folder_of, rows_of
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.record import state
from tests.data.make import column, contract
from tests.people.make import NOW
from tests.record.weed import BUCKET, s3_server

pytestmark = pytest.mark.django_db
SET = "trial-set"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("weed")) as environment:
        yield environment


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.slow)])
def listed(request, settings, monkeypatch, lake):
    """A data set in the catalogue, its lake in a folder or in a bucket of a real S3 server."""
    if request.param == "s3":
        for name, value in request.getfixturevalue("server").items():
            monkeypatch.setenv(name, value)
        settings.LAKE = f"s3://{BUCKET}/{lake.name}"
    data = contract(
        column("day", "integer", partitioned=True, partitionKeyPosition=2),
        column("where", partitioned=True, partitionKeyPosition=1), column("size", "integer"),
    )  # fmt: skip
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    return request.param


def give(*rows):
    return deliver(SET, [dict(zip(("day", "where", "size"), row, strict=True)) for row in rows], by=SYSTEM, at=NOW)


def kept():
    return [tuple(row.values()) for row in rows_of(card(SET)).to_pylist()]


def test_rows_lie_in_the_order_that_the_contract_sets(listed):
    give((2, "b", 1), (1, "b", 2), (9, "a", 3))
    assert kept() == [(9, "a", 3), (1, "b", 2), (2, "b", 1)]
    assert len(tables.files(folder_of(SET), 0)) == 1


def test_a_delivery_that_only_grew_is_put_beside_what_is_there(listed):
    rows = [(n, "a", n) for n in range(20)]
    for n in range(1, len(rows) + 1):
        give(*rows[:n])
    every = Edition.objects.order_by("number")
    assert sorted(kept()) == rows
    assert len(tables.files(folder_of(SET), every[0].version)) == 1
    assert set(tables.files(folder_of(SET), every[0].version)) < set(tables.files(folder_of(SET), every[3].version))
    assert len(tables.files(folder_of(SET), every[19].version)) < 5 < tables.MANY
    for edition in (every[0], every[7], every[19]):
        assert tables.read(folder_of(SET), edition.version).num_rows == edition.number


def test_a_delivery_that_changed_or_lost_rows_takes_their_place(listed):
    give((1, "a", 1), (2, "a", 2))
    for rows in ([(1, "a", 1), (2, "a", 3), (3, "a", 3)], [(1, "a", 1)], []):
        give(*rows)
        assert kept() == rows


def test_a_backup_holds_every_file_of_the_lake(listed, lake):
    give((1, "a", 1))
    give((1, "a", 1), (2, "a", 2))
    held = {one for one in (lake / "lake").glob(state.patterns()["lake"]) if one.is_file()}
    assert held == {one for one in (lake / "lake").rglob("*") if one.is_file()}
    assert len(held) == 4 if listed == "file" else not held
