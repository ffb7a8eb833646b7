"""Where rows came from and where they went, as events of OpenLineage 2.0.2. Nothing is stored for them: they are
derived from the editions, quarantines, agreements and reads that the platform holds anyway.

Source: OpenLineage, "Object Model" and "Facets" (LF AI & Data), run, job and data-set facets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from longbien.data.rules.contract.contract import Contract
from longbien.kernel.plain import utc_micros

SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
FACETS = "https://openlineage.io/spec/facets"
SPACE = UUID("5f6a1d5c-1f0e-5d8b-9f5f-0a2d6a1f4c11")  # of the ids of runs that have no entry of their own
Kind = Literal["delivered", "apart", "agreed"]


@dataclass(frozen=True)
class Step:
    """What happened to a data set: an edition, a delivery that was set apart, an agreement that shows a part of it.

    `name` tells several of one kind apart: an edition's number, an agreement's id. `columns` are those shown.
    """

    kind: Kind
    name: str
    at: datetime
    rows: int | None = None
    digest: str = ""
    broken: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    entry_id: UUID | None = None


@dataclass(frozen=True)
class Story:
    """A data set, the hub whose page it has, and its steps."""

    contract: Contract
    page: str
    steps: Sequence[Step]

    @property
    def namespace(self) -> str:
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"


def events(story: Story) -> Iterator[dict[str, Any]]:
    """A RunEvent a step, in the order of the steps."""
    for step in story.steps:
        yield _event(story, step)


def _event(story: Story, step: Step) -> dict[str, Any]:
    code = story.contract.code
    job = {"delivered": f"deliver.{code}", "apart": f"deliver.{code}", "agreed": f"share.{code}"}[step.kind]
    made = f"{code}.agreement.{step.name}" if step.kind == "agreed" else code
    source = story.contract.source if step.kind != "agreed" else code
    failed = step.kind == "apart"
    run_id = step.entry_id or uuid5(SPACE, f"{story.page}:{step.kind}:{step.name}")
    kind = "SHARE" if step.kind == "agreed" else "DELIVERY"
    typed = {"processingType": "BATCH", "integration": "LONGBIEN", "jobType": kind}
    facets = {"jobType": _facet(story, "JobTypeJobFacet", "2-0-3", typed)}
    return {
        "eventType": "FAIL" if failed else "COMPLETE",
        "eventTime": utc_micros(step.at),
        "producer": story.namespace,
        "schemaURL": SCHEMA,
        "run": {"runId": str(run_id), "facets": _run(story, step)},
        "job": {"namespace": story.namespace, "name": job, "facets": facets},
        "inputs": [{"namespace": story.namespace, "name": source}],
        "outputs": [] if failed else [_output(story, step, made)],
    }


def _run(story: Story, step: Step) -> dict[str, Any]:
    if step.kind != "apart":
        return {}
    said = f"{step.broken} of {step.rows} rows break contract {story.contract.version}"
    told = {"message": said, "programmingLanguage": "ODCS"}
    return {"errorMessage": _facet(story, "ErrorMessageRunFacet", "1-0-0", told)}


def _output(story: Story, step: Step, name: str) -> dict[str, Any]:
    contract = story.contract
    columns = step.columns or tuple((one.name, one.kind) for one in contract.columns)
    schema = {"fields": [{"name": name, "type": kind} for name, kind in columns]}
    facets: dict[str, Any] = {
        "schema": _facet(story, "SchemaDatasetFacet", "1-1-1", schema),
        "version": _facet(story, "DatasetVersionDatasetFacet", "1-0-1", {"datasetVersion": step.name}),
        "dataSource": _facet(story, "DatasourceDatasetFacet", "1-0-1", {"name": story.namespace, "uri": story.page}),
    }
    if step.columns:
        given = {one: {"inputFields": [{"namespace": story.namespace, "name": contract.code, "field": one}]}
                 for one, _ in columns}  # fmt: skip
        facets["columnLineage"] = _facet(story, "ColumnLineageDatasetFacet", "1-2-0", {"fields": given})
    out = {} if step.rows is None else {"rowCount": step.rows}
    statistics = {"outputStatistics": _facet(story, "OutputStatisticsOutputDatasetFacet", "1-0-2", out)} if out else {}
    return {"namespace": story.namespace, "name": name, "facets": facets, "outputFacets": statistics}


def _facet(story: Story, name: str, version: str, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"_producer": story.namespace, "_schemaURL": f"{FACETS}/{version}/{name}.json", **said}
