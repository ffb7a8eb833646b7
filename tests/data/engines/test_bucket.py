"""The lake in a bucket of a real S3 server: copied whole, kept in step, and read there by each engine."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.engines.run import Where, run
from longbien.data.actions.sets.deliver import deliver
from longbien.data.lake import places, tables
from longbien.data.lake.mirror import bucket, mirror, root_of
from longbien.data.lake.scanning.needles import needles
from longbien.data.lake.scanning.scan import scan
from longbien.data.queries.sets import card, folder_of
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from tests.data.duties_make import CODE, HELD, deliver_persons, list_persons, rows
from tests.data.test_asking import Shared
from tests.people.make import NOW
from tests.record.weed import BUCKET

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERYTHING = "SELECT * FROM trial_set"


@pytest.fixture
def away(bucket_server, monkeypatch, tmp_path):
    for name, value in bucket_server.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{tmp_path.name}"


def test_the_copy_is_kept_in_step_and_each_engine_reads_it(away, tmp_path, capsys):
    shared = Shared()
    call_command("data", "mirror", away)
    assert capsys.readouterr().out == f"{away}: +2 −0\n"
    assert mirror(tmp_path / "lake", away) == (0, 0)
    home = sorted(run(shared.id, EVERYTHING, where=Where("duckdb"), by=SYSTEM, at=NOW).as_rows())
    for engine in ("duckdb", "clickhouse", "spark"):
        found = run(shared.id, EVERYTHING, where=Where(engine, away), by=SYSTEM, at=NOW)
        assert (engine, sorted(found.as_rows())) == (engine, home)
    deliver("trial-set", [{"name": "Một", "size": 30}], by=SYSTEM, at=NOW)
    with pytest.raises(Refusal) as behind:
        run(shared.id, EVERYTHING, where=Where("clickhouse", away), by=SYSTEM, at=NOW)
    assert behind.value.code == "mirror-behind"
    mirror(tmp_path / "lake", away)
    assert run(shared.id, EVERYTHING, where=Where("clickhouse", away), by=SYSTEM, at=NOW).rows == 1


def test_what_was_erased_here_is_erased_there_and_nothing_of_others(away, tmp_path):
    Shared()
    mirror(tmp_path / "lake", away)
    erased = next((tmp_path / "lake" / "trial-set").glob("*.parquet"))
    erased.unlink()
    assert mirror(tmp_path / "lake", away) == (0, 1)
    with bucket().open_output_stream(f"{root_of(away)}/documents/a") as file:
        file.write(b"not ours")
    with pytest.raises(CommandError, match="documents"):
        call_command("data", "mirror", away)


def test_a_bucket_that_does_not_answer(away, monkeypatch):
    shared = Shared()
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(CommandError) as said:
        call_command("data", "mirror", away)
    assert (said.value.returncode, "AWS_ENDPOINT_URL" in str(said.value)) == (1, True)
    with pytest.raises(Refusal) as there:
        run(shared.id, EVERYTHING, where=Where("clickhouse", away), by=SYSTEM, at=NOW)
    assert there.value.code == "bucket-away"


def test_an_empty_lake_takes_nothing_away(away, tmp_path):
    Shared()
    mirror(tmp_path / "lake", away)
    (tmp_path / "lake").rename(tmp_path / "elsewhere")
    with pytest.raises(CommandError, match="nothing yet"):
        call_command("data", "mirror", away)
    (tmp_path / "lake").mkdir()
    with pytest.raises(CommandError, match="trial-set"):
        call_command("data", "mirror", away)


def test_a_person_is_erased_from_a_lake_that_lies_there(away, settings, tmp_path, monkeypatch, capsys):
    settings.LAKE = away
    list_persons()
    deliver_persons()
    deliver_persons(rows(48), at=NOW + timedelta(1))
    assert _found(tmp_path / "before")
    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(2))
    assert (receipt.is_clean, receipt.report["rows"], _found(tmp_path / "after")) == (True, 6, set())
    assert tables.read(folder_of(CODE), card(CODE).newest.version).num_rows == 42
    files = receipt.report["scan"]["files"]
    with bucket().open_output_stream(f"{root_of(away)}/{CODE}/forgotten") as file:
        file.write(HELD.encode())
    again = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(3))
    assert (again.is_clean, again.report["scan"]["found"]) == (False, [[f"{CODE}/forgotten", "bytes"]])
    assert again.report["scan"]["files"] == files + 1
    with pytest.raises(CommandError, match="LONGBIEN_LAKE"):
        call_command("data", "mirror", away)
    monkeypatch.setattr("sys.stdin", io.StringIO(HELD))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    places._client.cache_clear()
    with pytest.raises(CommandError, match="AWS_ENDPOINT_URL"):
        call_command("data", "erase", CODE, "--column", "card", "--value-from-stdin")
    places._client.cache_clear()


def _found(folder):
    return {file for file, _ in scan(places.away(folder), needles([HELD]), root=folder).found}


@pytest.mark.parametrize("address", ["s3://bucket", "https://example.org/lake", "lake"])
def test_only_a_place_in_a_bucket_is_an_address(address):
    with pytest.raises(CommandError):
        call_command("data", "mirror", address)
