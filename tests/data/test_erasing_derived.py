"""What is derived from rows follows an erasure: manifests of Iceberg, versions of Delta Sharing, cubes."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from longbien.data.actions.agreements.agreeing import revoke
from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.duties.expire_editions import expire_editions
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement, Cube
from longbien.data.queries import iceberg
from longbien.data.queries.budgets import budget_of
from longbien.data.queries.catalogue import previews
from longbien.data.queries.cubes import counted_in, cube_view, file_of, newest_cube
from longbien.data.queries.sets import card
from longbien.data.queries.shares import folder, snapshot, versions, with_id
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.sharing.travel import as_of
from longbien.kernel.actor import SYSTEM
from tests.data.cubes import DATA, MICRO, cube
from tests.data.duties_make import CODE, HELD, PROCESSING, deliver_persons, in_force, list_persons, rows, terms
from tests.data.make import column, contract, own
from tests.data.test_cubes import BY_PLACE, agreed
from tests.people.make import NOW, actor, organisation

pytestmark = pytest.mark.django_db


def test_iceberg_and_delta_sharing_know_the_editions_that_are_kept():
    list_persons()
    deliver_persons()
    deliver_persons(rows(48), at=NOW + timedelta(1))
    team = organisation()
    stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
    shared = with_id(in_force(team.pk, stewards, actor(lead_of=team.pk, name="Lan"), terms()))
    kinds = ("parquet", "manifest.avro", "snapshot.avro", "metadata.json")
    assert all(iceberg.file(shared, f"{number}.{kind}").exists() for number in (1, 2) for kind in kinds)

    receipt = erase_person(CODE, column="card", value=HELD, by=SYSTEM, at=NOW + timedelta(2))
    assert (receipt.is_clean, receipt.report["rebuilt"]) == (True, {"cubes": 0, "shares": 1})
    assert [one.name for one in folder(shared).iterdir()] == ["3.parquet"]
    _, told = iceberg.table(shared)
    assert [one["snapshot-id"] for one in told["snapshots"]] == [told["current-snapshot-id"]] == [3]
    assert [iceberg.file(shared, f"1.{kind}") for kind in kinds] == [None] * 4
    assert all(iceberg.file(shared, f"3.{kind}").exists() for kind in kinds)
    assert [as_of(versions(shared), one) for one in (None, 3, 2, NOW + timedelta(1))] == [3, 3, None, None]
    assert snapshot(shared, 3).rows == 42


def tell_persons_apart() -> None:
    """From now on the contract of the trial set names its column of persons, and how long their rows are kept."""
    processing = own(processing={**PROCESSING, "person": "person", "retention": {"days": 9}})
    data = {**DATA, "customProperties": [*DATA["customProperties"], *processing]}
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def kept(agreement_id):
    return sorted(one.name for one in file_of(agreement_id, 1).parent.iterdir())


def test_a_cube_is_counted_anew_without_the_person():
    found, steward, lead = agreed(cube())
    publish(found, by=steward, at=NOW)
    release(found, BY_PLACE, 400_000, by=lead, at=NOW)
    tell_persons_apart()
    receipt = erase_person("trial-set", column="person", value="P7", by=SYSTEM, at=NOW + timedelta(1))
    assert (receipt.is_clean, receipt.report["rebuilt"]) == (True, {"cubes": 1, "shares": 0})
    assert kept(found) == ["2.json"]
    assert (cube_view(found).edition, counted_in(newest_cube(found)).people) == (2, 39)
    after = release(found, BY_PLACE, 400_000, by=lead, at=NOW + timedelta(1))
    assert (after.edition, budget_of(found).left) == (2, MICRO - 800_000)
    again = erase_person("trial-set", column="person", value="P7", by=SYSTEM, at=NOW + timedelta(2))
    assert (again.report["rebuilt"]["cubes"], kept(found), Cube.objects.count()) == (0, ["2.json"], 2)


def test_of_an_agreement_that_is_over_nothing_stays_counted():
    found, steward, _lead = agreed(cube())
    publish(found, by=steward, at=NOW)
    revoke(found, reason="over", by=steward, at=NOW)
    tell_persons_apart()
    receipt = erase_person("trial-set", column="person", value="P7", by=SYSTEM, at=NOW + timedelta(1))
    assert (receipt.is_clean, receipt.report["rebuilt"], kept(found)) == (True, {"cubes": 0, "shares": 0}, [])
    assert cube_view(found) is None


def test_a_cube_goes_with_an_edition_that_is_over():
    found, steward, _lead = agreed(cube())
    publish(found, by=steward, at=NOW)
    tell_persons_apart()
    [receipt] = expire_editions(by=SYSTEM, at=NOW + timedelta(9))
    assert (receipt.report["editions"], receipt.report["rebuilt"]) == ([1], {"cubes": 1, "shares": 0})
    assert (kept(found), counted_in(newest_cube(found)).people) == (["2.json"], 0)
    assert Agreement.objects.get().data_set.editions.count() == 2


@pytest.mark.parametrize(("classified", "kept"), [("personal", 0), ("internal", 0), ("public", 1)])
def test_what_is_shown_of_an_open_set_is_kept_only_where_it_tells_of_nobody(settings, classified, kept):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {name: memory | {"LOCATION": f"{classified} {name}"} for name in ("default", "rows")}
    columns = column("card", classification=classified), column("size", "integer")
    if kept:
        data = contract(*columns)
        list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    else:
        list_persons("open", *columns)
    deliver_persons(rows(3 + kept))
    before = len(previews._kept)
    assert [len(previews.first_rows(card(CODE))) for _ in range(2)] == [3 + kept] * 2
    assert len(previews._kept) == before + kept
    [resource] = Client().get(f"/api/3/action/package_show?id={CODE}").json()["result"]["resources"][:1]
    for _ in range(2):
        reply = Client().get(f"/api/3/action/datastore_search?resource_id={resource['id']}").json()
        assert reply["result"]["total"] == 3 + kept
    assert sum("data:rows:" in one for one in caches["rows"]._cache) == kept
