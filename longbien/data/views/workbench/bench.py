"""The bench: a statement, its answer as table and chart, files of it, and what was kept; the same for every source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from longbien.data.actions.workbench.keeping import remember, save_question
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.terms import LENGTH
from longbien.data.models import Query
from longbien.data.queries.workbench import kept_by
from longbien.data.rules.agreement.noted import stand_for
from longbien.data.rules.agreement.terms import MaskKind
from longbien.data.rules.workbench.drawn import numbers
from longbien.data.views.shown import short
from longbien.data.views.workbench.charting import chart_of
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.ui.requests import Request

SHOWN, PAST, LONG = 200, 10, 120
REFUSED_OUTRIGHT = (403, 404)
PARTS = ("kind", "x", "y")
MEDIA: Mapping[str, tuple[str, Callable[[Answer], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda answer: "\ufeff" + answer.as_csv()),
    "parquet": ("application/vnd.apache.parquet", lambda answer: answer.as_parquet()),
    "arrow": ("application/vnd.apache.arrow.file", lambda answer: answer.as_arrow()),
}


@dataclass(frozen=True)
class Bench:
    """What is asked: a data set, under an agreement or open; `columns` are names with their titles."""

    code: str
    title: Text
    data_set_id: UUID
    agreement_id: UUID | None
    name: str
    columns: tuple[tuple[str, Text], ...]
    address: str
    ask: Callable[[str], Answer]
    past: Iterable[Query] = ()
    masks: Mapping[str, MaskKind] = field(default_factory=dict)
    notes: Mapping[str, Text] = field(default_factory=dict)

    @property
    def asked_of(self) -> list[tuple[str, Text, Text | None]]:
        """Each column that may be asked: its name, its title, what its days stand for."""
        return [(name, title, self.notes.get(name)) for name, title in self.columns]

    def kinds(self, answer: Answer) -> list[MaskKind | None]:
        """How the days in each column of an answer are read."""
        masked = [self.masks.get(one.name) for one in answer.schema]
        if not any(masked):
            return masked
        columns = zip(*answer.as_rows(), strict=True)
        return [stand_for(column, mask) for column, mask in zip(columns, masked, strict=False)] or masked


@dataclass(frozen=True)
class Table:
    """The first rows of an answer, each value as it is read and whether it is a number; which columns are numbers."""

    names: tuple[str, ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]
    heights: tuple[str, ...]


def begun(request: Request, bench: Bench, statement: str) -> HttpResponse:
    """The bench before anything was asked."""
    return _page(request, bench, {"statement": statement})


def answered(request: Request, bench: Bench, given: Mapping[str, str], more: Mapping[str, Any]) -> HttpResponse:
    """What `given` asks: its `statement`, whether as a file or to be saved, and what is drawn. A refusal stands on the
    bench, with the statement as it was written."""
    statement = given.get("statement", "")[: LENGTH + 1]
    context: dict[str, Any] = {"statement": statement, "given": given, **more}
    try:
        if given.get("do") == "save":
            return redirect("data:question", _saved(request, bench, given, statement))
        answer = bench.ask(statement)
        remember(bench.data_set_id, bench.agreement_id, statement, by=request.actor, at=timezone.now())
        return _told(request, bench, answer, context)
    except Refusal as refusal:
        if refusal.status in REFUSED_OUTRIGHT:
            raise
        return _page(request, bench, {**context, "refusal": refusal}, refusal.status)


def _told(request: Request, bench: Bench, answer: Answer, context: Mapping[str, Any]) -> HttpResponse:
    """As a file, or as table and chart."""
    given = context["given"]
    if given.get("as") in MEDIA:
        return _file(answer, given["as"], bench)
    names = tuple(one.name for one in answer.schema)
    heights = numbers((one.name, one.kind) for one in answer.schema)
    kinds = bench.kinds(answer)
    table = Table(names, _first(answer, [name in heights for name in names], kinds), heights)
    return _page(request, bench, {**context, "answer": answer, "table": table, **chart_of(answer, given, kinds)})


def _saved(request: Request, bench: Bench, given: Mapping[str, str], statement: str) -> UUID:
    kept = {"name": given.get("name", ""), "statement": statement, **{part: given.get(part, "") for part in PARTS}}
    return save_question(bench.data_set_id, bench.agreement_id, kept, by=request.actor, at=timezone.now())


def _first(
    answer: Answer, are_numbers: list[bool], kinds: list[MaskKind | None]
) -> tuple[tuple[tuple[str, bool], ...], ...]:
    rows = (row for _, row in zip(range(SHOWN), answer.as_rows(), strict=False))
    said = ((short(value, LONG, kind) for value, kind in zip(row, kinds, strict=True)) for row in rows)
    return tuple(tuple(zip(row, are_numbers, strict=True)) for row in said)


def _file(answer: Answer, kind: str, bench: Bench) -> HttpResponse:
    media, write = MEDIA[kind]
    file = f'attachment; filename="{bench.code}.{kind}"'
    return HttpResponse(write(answer), content_type=media, headers={"Content-Disposition": file})


def _page(request: Request, bench: Bench, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    kept = list(kept_by(request.actor, bench.data_set_id, bench.agreement_id)[: 4 * PAST])
    shown = {
        "bench": bench,
        "saved": [one for one in kept if one.name][:PAST],
        "asked": [one for one in kept if not one.name][:PAST],
        "formats": list(MEDIA),
        "shown": SHOWN,
    }
    return render(request, "data/workbench.html", {**shown, **context}, status=status)
