"""The hub's `problems/*.yaml`: one published problem a file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Day, Either, Finding, Line, ListOf, OneOf, Record, Ref, Words, YesNo, code, examine
from longbien.kernel.sourced import Path_, Sourced
from longbien.kernel.text import Text
from longbien.problems.actions.load import Loaded, load_problems
from longbien.problems.queries import vocabulary_of
from longbien.problems.rules.normal import normal
from longbien.problems.rules.statement import check_all

NOT_PUBLISHED = OneOf(("not-published",))
FIGURE = Either((NOT_PUBLISHED, Line()))
KPI = Record({"name": Words(), "baseline": FIGURE, "target": FIGURE}, {"unit": Words(), "is_demo": YesNo()})
PROBLEM = Record(
    required={
        "problem": code(),
        "title": Words(),
        "summary": Words(),
        "sector": Ref("sector"),
        "kpis": Either((NOT_PUBLISHED, ListOf(KPI, minimum=1))),
        "published": Day(),
        "source": ListOf(Ref("source"), minimum=1),
    },
    optional={
        "group": Ref("problem-group"),
        "technologies": ListOf(Ref("technology")),
        "localities": ListOf(Line()),
        "outputs": Words(),
        "needs": ListOf(Either((Record({"data_set": Ref("data-set")}), Record({"gap": code(), "missing": Words()})))),
        "stated_by": Ref("organisation"),
        "is_demo": YesNo(),
    },
)


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """Every fault of every file; a code that two files use is a fault of the second."""
    seen: dict[str, str] = {}
    for file in files:
        found = examine(file, PROBLEM, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        yield from _beyond_shape(hub, file)
        if (first := seen.setdefault(file.data["problem"], file.file)) != file.file:
            twice = Text.of(vi=f"mã này đã dùng trong {first}", en=f"this code is already used in {first}")
            yield file.fault(("problem",), twice)


def load(hub: Hub, files: Files, at: datetime) -> None:
    """Publish what is new or changed."""
    load_problems(
        tuple(
            Loaded(
                hub=hub.code,
                code=file.data["problem"],
                statement=statement_of(hub, file),
                published_on=file.data["published"],
                stated_by=file.data.get("stated_by", ""),
                is_demo=file.data.get("is_demo", False),
            )
            for file in files
        ),
        at=at,
    )


def statement_of(hub: Hub, file: Sourced) -> dict[str, Any]:
    """The file as a normal statement; sources become the documents that hub.yaml describes."""
    data = {**file.data, **_texts(hub, file.data, ("title", "summary", "outputs"))}
    if isinstance(data["kpis"], list):
        data["kpis"] = [{**row, **_texts(hub, row, ("name", "unit"))} for row in data["kpis"]]
    if "needs" in data:
        data["needs"] = [{**row, **_texts(hub, row, ("missing",))} for row in data["needs"]]
    return normal({**data, "sources": [_source(hub, name) for name in data["source"]]})


def _texts(hub: Hub, data: dict[str, Any], keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The texts among `data` by language: a hub of one language may write them bare."""
    return {key: dict(hub.text(data[key])) for key in keys if key in data}


def _beyond_shape(hub: Hub, file: Sourced) -> Iterator[Fault]:
    """What the rules of a statement say, where the file says it; references are the loader's to check."""
    known = hub.data.get("sources", {})
    if any(name not in known for name in file.data["source"]):
        return
    for reason in check_all(statement_of(hub, file), vocabulary_of(hub)).against:
        if reason.code != "unknown" or reason.where.startswith("localities"):
            yield file.fault(_path(reason.where), reason.what)


def _source(hub: Hub, name: str) -> dict[str, Any]:
    """A document that hub.yaml describes, with who made it known; one dated only by month or year has no day."""
    source = hub.data["sources"][name]
    title = dict(hub.text(source["title"]))
    if "publisher" in source:
        title = {code: f"{said} ({hub.text(source['publisher'])[code]})" for code, said in title.items()}
    as_of = source["date"] if isinstance(source["date"], date) else ""
    return {"source": title, "url": source.get("url", ""), "as_of": as_of}


def _path(where: str) -> Path_:
    return tuple(int(step) if step.isdigit() else step for step in where.split("/"))


def _codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["problem"] for file in files]


register(Section("problems/*.yaml", check, load, {"problem": _codes}))
