"""Rows, all through the gateway: of open sets for everybody, of others under the agreement whose token is shown."""

import csv
import io
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from longbien.data.actions.agreements.ask import ask, ask_part
from longbien.data.api.ckan.bearers import recipient
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.asking import run
from longbien.data.gateway.terms import Limits, Offer
from longbien.data.queries.parts import Row, rests_on, rows_of
from longbien.data.queries.sets import SetCard, card_of_resource
from longbien.data.queries.tables import offers_named, open_offer
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.ckan.asked import MOST_RECORDS, needed
from longbien.data.rules.ckan.parts import Part
from longbien.data.rules.ckan.records import plain_row, type_of
from longbien.data.rules.ckan.statement import TYPES, Wanted, kinds_shown, wanted
from longbien.data.rules.contract.contract import Kind
from longbien.data.rules.sql import refused
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.ui.formats import cell

Asked = Mapping[str, Any]
ANYBODY = Limits(rows=MOST_RECORDS, memory_mb=256)
_places = threading.BoundedSemaphore(2)
UNDER_AGREEMENT = Text.of(
    vi="Bộ dữ liệu này chỉ được hỏi theo thoả thuận: gửi kèm mã của hồ sơ truy cập.",
    en="This data set is asked under an agreement only: send the token of its profile along.",
)


class Table:
    """What may be asked of a data set: its view, the columns in it, and how a statement is answered."""

    def __init__(self, request: HttpRequest, found: SetCard) -> None:
        self.view, self.contract, self.card = view_name(found.code), found.contract, found
        is_open = self.contract.access == "open"
        self.token = None if is_open else recipient(request)
        if not is_open and (self.token is None or self.token[0].data_set_id != found.id):
            raise not_allowed(UNDER_AGREEMENT)
        self.known = rests_on(found, self.token[0] if self.token else None)

    @property
    def columns(self) -> dict[str, Kind]:
        if self.token is None:
            return {one.name: one.kind for one in self.contract.columns}
        return kinds_shown(read_terms(self.token[0].terms, self.contract), self.contract)

    @property
    def rows_in_all(self) -> int | None:
        """How many rows the view has; None where only counting them tells: some are hidden, or cells are counted."""
        newest = self.card.newest
        if newest is None or self.token is None:
            return newest.rows if newest else None
        terms = read_terms(self.token[0].terms, self.contract)
        return None if terms.rows or terms.cube else newest.rows

    def rows(self, part: Part) -> Sequence[Row]:
        """Rows as JSON has their values. Under an agreement each question is recorded, whoever answers it."""
        if self.token is not None:
            return ask_part(self.token[0], part, known=self.known, by=self.token[1], at=timezone.now())
        return rows_of(part, self.known, self._openly)

    def _openly(self, statement: str) -> Answer:
        offer = open_offer(self.card)
        if offer is None:
            raise not_found()
        return _anybody(statement, [offer])


def datastore_search(request: HttpRequest, asked: Asked) -> Any:
    """Rows of the table `resource_id`: `filters`, `q`, `fields`, `sort`, `distinct`, `limit` (at most 10000), `offset`,
    `include_total`, `records_format` (objects, lists, csv, tsv)."""
    said = needed(asked, "resource_id", "id")
    table = _table(request, said)
    columns = table.columns
    question = wanted(asked, view=table.view, columns=columns)
    return {
        "resource_id": said,
        "include_total": question.with_total,
        "records_format": question.form,
        "fields": [{"id": name, "type": TYPES[columns[name]]} for name in question.fields],
        "limit": question.limit,
        "offset": question.offset,
        **_found(table, question),
        "_links": _links(request, said, question),
    }


def _found(table: Table, question: Wanted) -> dict[str, Any]:
    """Rows, and how many there are in all."""
    records = _records(table.rows(question.rows), question.fields, question.form)
    if not question.with_total:
        return {"records": records}
    known = table.rows_in_all if question.is_whole else None
    if known is None:
        ((known,),) = table.rows(question.total)
    return {"records": records, "total": known, "total_was_estimated": False}


def datastore_info(request: HttpRequest, asked: Asked) -> Any:
    """The columns of a table."""
    columns = _table(request, needed(asked, "id", "resource_id")).columns
    return {
        "meta": {"table_type": "VIEW", "id": needed(asked, "id", "resource_id")},
        "fields": [{"id": name, "type": TYPES[kind]} for name, kind in columns.items()],
        "schema": {name: TYPES[kind] for name, kind in columns.items()},
    }


def datastore_search_sql(request: HttpRequest, asked: Asked) -> Any:
    """One SELECT, `sql`, over open data sets, or with a token over what its agreement shows. Tables are named by the id
    of their resource, such as "working_days"."""
    statement, token = needed(asked, "sql"), recipient(request)
    if token is not None:
        answer = ask(token[0].pk, statement, by=token[1], at=timezone.now())
    else:
        offers, closed = offers_named(statement)
        if closed and not offers:
            raise not_allowed(UNDER_AGREEMENT)
        answer = _anybody(statement, offers)
    names = [one.name for one in answer.schema]
    return {
        "sql": statement,
        "fields": [{"id": one.name, "type": type_of(one.kind)} for one in answer.schema],
        "records": _records(list(map(plain_row, answer.as_rows())), names, "objects"),
        "records_truncated": answer.cut,
    }


def _anybody(statement: str, offers: Sequence[Offer]) -> Answer:
    """Whoever asks without an agreement leaves room for those who have one."""
    if not _places.acquire(timeout=ANYBODY.seconds):
        raise refused.busy()
    try:
        return run(statement, offers, ANYBODY)
    finally:
        _places.release()


def _table(request: HttpRequest, resource_id: str) -> Table:
    found = card_of_resource(resource_id)
    if found is None or found.newest is None:
        raise not_found()
    return Table(request, found)


def _records(rows: Sequence[Row], names: Sequence[str], form: str) -> Any:
    if form == "objects":
        return [dict(zip(names, row, strict=True)) for row in rows]
    if form == "lists":
        return list(rows)
    said = io.StringIO()
    lines = csv.writer(said, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
    for row in rows:
        lines.writerow(["" if value is None else cell(value) for value in row])
    return said.getvalue()


def _links(request: HttpRequest, resource_id: str, question: Wanted) -> dict[str, str]:
    start = f"{request.path}?resource_id={resource_id}&limit={question.limit}"
    return {"start": start, "next": f"{start}&offset={question.offset + question.limit}"}


ACTIONS = (datastore_search, datastore_info, datastore_search_sql)
