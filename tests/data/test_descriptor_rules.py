"""A data set as Croissant, Data Package and OpenLineage tell of it."""

from datetime import UTC, datetime
from uuid import UUID

from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.descriptors.croissant import CONFORMS, croissant
from longbien.data.rules.descriptors.lineage import Step, Story, events
from longbien.data.rules.descriptors.package import package
from longbien.data.rules.descriptors.told import Edition, File, Told
from tests.data.make import check, column, contract

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FILES = {name: File(f"http://h/rows.{name}", 9, "ab") for name in ("csv", "json", "parquet")}


def told(*columns, open_: bool = True, **more) -> Told:
    made = read_contract(contract(*(columns or (column("a", primaryKey=True),)), **more), ("vi", "en"))
    return Told(made, "http://h/data/trial-set", "vi", Edition(1, 3, AT) if open_ else None, FILES if open_ else None)


def test_croissant():
    said = croissant(told(column("a", primaryKey=True), column("n", "integer")))
    assert (said["conformsTo"], said["@context"]["@language"], said["datePublished"]) == (CONFORMS, "vi", "2026-01-02")
    (file,) = said["distribution"]
    assert (file["sha256"], file["encodingFormat"]) == ("ab", "application/x-parquet")
    (rows,) = said["recordSet"]
    assert (rows["key"], [one["dataType"] for one in rows["field"]]) == ({"@id": "rows/a"}, ["sc:Text", "cr:Int64"])
    two = croissant(told(column("a", primaryKey=True), column("b", primaryKey=True)))["recordSet"][0]["key"]
    assert two == [{"@id": "rows/a"}, {"@id": "rows/b"}]
    assert "key" not in croissant(told(column("a")))["recordSet"][0]
    assert {"distribution", "recordSet", "datePublished"}.isdisjoint(croissant(told(open_=False)))


def test_a_data_package():
    about = column("b")
    about["customProperties"].append({"property": "about", "value": {"vi": "Về b", "en": "About b"}})
    said = package(told(
        column("a", primaryKey=True, quality=[check("invalidValues", mustBe=0, arguments={"pattern": "[0-9]+"})]),
        column("c", required=True, quality=[check("invalidValues", mustBe=0, arguments={"validValues": ["x"]}),
                                            check("missingValues", mustBe=0)]),
        about, column("d", "timestamp", unique=True),
    ))  # fmt: skip
    assert [one["format"] for one in said["resources"]] == ["csv"]
    schema = said["resources"][0]["schema"]
    assert schema["primaryKey"] == ["a"]
    assert [one.get("constraints") for one in schema["fields"]] == [
        {"required": True, "unique": True, "pattern": "[0-9]+"}, {"required": True, "enum": ["x"]}, None,
        {"unique": True},
    ]  # fmt: skip
    assert (schema["fields"][2]["description"], schema["fields"][3]["type"]) == ("Về b", "datetime")
    closed = package(told(column("a"), open_=False, licence="https://l/"))
    assert (closed["licenses"][0]["name"], closed["resources"][0]["data"], "created" in closed) == ("other", [], False)


def test_lineage():
    steps = (
        Step("delivered", "1", AT, rows=3, digest="ab", entry_id=UUID(int=5)),
        Step("apart", "q", AT, rows=4, broken=2),
        Step("agreed", "g", AT, columns=(("a", "string"),)),
    )
    done, failed, shared = events(Story(told().contract, "http://h/data/trial-set", steps))
    assert (done["eventType"], done["run"]["runId"]) == ("COMPLETE", str(UUID(int=5)))
    assert done["inputs"] == [{"namespace": "http://h", "name": "hub.calendar"}]
    (output,) = done["outputs"]
    assert (output["name"], output["outputFacets"]["outputStatistics"]["rowCount"]) == ("trial-set", 3)
    assert (failed["eventType"], failed["outputs"]) == ("FAIL", [])
    assert failed["run"]["facets"]["errorMessage"]["message"] == "2 of 4 rows break contract 1.0.0"
    assert shared["job"]["name"] == "share.trial-set"
    (given,) = shared["outputs"]
    assert given["facets"]["columnLineage"]["fields"]["a"]["inputFields"][0]["field"] == "a"
    assert (given["outputFacets"], shared["inputs"][0]["name"]) == ({}, "trial-set")
    assert failed["run"]["runId"] != shared["run"]["runId"]
