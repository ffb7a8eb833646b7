"""A form of a service in writing as those who fill it in will see it, in each language of the hub. Nothing is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, not_found
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.procedures.asking import answered, fields_of, with_computed
from longbien.procedures.queries.authoring.drafts import reviewed, texts_of
from longbien.procedures.queries.standing import open_choices
from longbien.procedures.rules.authoring.given import NOWHERE
from longbien.procedures.rules.definition import Action, TaskSpec
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.questions.pages import Page, pages_of
from longbien.procedures.rules.questions.settling import Settled, settle
from longbien.procedures.rules.questions.shapes import Schema
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.authoring.editor import readable
from longbien.procedures.views.typed import SHOWN
from longbien.ui.fields import Field
from longbien.ui.forms import Form, Upload, check, read, rearranged
from longbien.ui.forms.form import where_in_form
from longbien.ui.language import OWN_NAMES, reader_language
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Part:
    """A page of the form; `title` and `hint` are None on the only page of a short one."""

    number: int
    title: Text | None
    hint: Text | None
    form: Form


@dataclass(frozen=True)
class Filled:
    """What was typed into the preview: what of it counts, what is wrong with it; `more` when questions are asked only
    now, after what was just answered."""

    data: Mapping[str, Any]
    settled: Settled
    faults: tuple[Fault, ...] = ()
    more: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def form(request: Request, draft_id: UUID, name: str) -> HttpResponse:
    """The form `name` of the latest revision in `?language=`. 404 while the texts are not in order. What is posted is
    looked at as an applicant's would be, and forgotten."""
    draft = readable(request, draft_id)
    edition = reviewed(texts_of(draft), draft.code).edition
    if edition is None or name not in edition.schemas:
        raise not_found()
    asked = request.GET.get("language", "")
    language = asked if asked in settings.HUB.languages else reader_language()
    with override(language):
        shown = _shown(request, edition, name)
    languages = [(code, OWN_NAMES[code]) for code in settings.HUB.languages]
    context = {"draft": draft, "name": name, "language": language, "languages": languages, "shown": shown}
    return render(request, "procedures/authoring/form.html", context)


def _shown(request: Request, edition: Edition, name: str) -> str:
    schema = edition.schemas[name]
    fields = fields_of(schema)
    filled = _filled(request, schema, fields)
    parts = list(_parts(schema, fields, filled))
    context = {
        "title": _title(edition, name),
        "whole": Form(fields, {}, filled.faults),
        "parts": parts,
        "count": len(parts),
        "waiting": list(_waiting(schema, filled.settled)),
        "shown": SHOWN,
        "more": filled.more,
        "in_order": bool(filled.data) and not (filled.faults or filled.more),
    }
    return render_to_string("procedures/authoring/_form.html", context, request)


def _filled(request: Request, schema: Schema, fields: tuple[Field, ...]) -> Filled:
    if request.method != "POST":
        return Filled({}, settle(schema, {}, strict=False))
    typed = read(fields, request.POST, request.FILES)
    rows = rearranged(fields, request.POST, typed)
    data = typed if rows is None else rows
    settled = settle(schema, answered(schema, _named(data)), strict=False)
    if rows is not None:
        return Filled(data, settled)
    shown = " ".join(request.POST.getlist(SHOWN)).split()
    asked = tuple(one for one in fields if f"/{one.name}" not in settled.unasked and not one.computed)
    still = tuple(one for one in asked if one.name in shown)
    return Filled(data, settled, _faults(schema, still, data, settled), more=len(still) < len(asked))


def _faults(schema: Schema, still: tuple[Field, ...], data: dict[str, Any], settled: Settled) -> tuple[Fault, ...]:
    """What is wrong with the questions that stood on the page and are still asked: first what was typed wrongly, then
    what the form has against it, as on the applicant's own page."""
    unasked = {where_in_form(where) for where in settled.unasked}
    if typed := tuple(fault for fault in check(still, dict(data)) if fault.where not in unasked):
        return typed
    asked = {one.name for one in still}
    every = faults_of(schema, settled.data, open_choices(schema), settled, today=today())
    return tuple(fault for fault in every if fault.where.split("/", 2)[1] in asked)


def _parts(schema: Schema, fields: tuple[Field, ...], filled: Filled) -> Iterator[Part]:
    written = with_computed(_unnamed(filled.data), filled.settled)
    pages = pages_of(schema)
    for n, page in enumerate(pages):
        asked = [field for field in fields if field.name in page.questions]
        shown = Form(asked, written, filled.faults, filled.settled.unasked)
        yield Part(n + 1, _page_title(schema, page) if len(pages) > 1 else None, _read(page.hint), shown)


def _page_title(schema: Schema, page: Page) -> Text | None:
    return _read(page.title if page.title is not None else schema["properties"][page.questions[0]]["x-title"])


def _read(given: object) -> Text | None:
    return None if given is None else settings.HUB.text(given)


def _title(edition: Edition, name: str) -> Text:
    """What the page is called: the action, or the task, that asks for the form."""
    definition = edition.definition
    asking: list[Action | TaskSpec] = [*definition.actions.values(), *definition.tasks.values()]
    return next(one.title for one in asking if one.form == name)


def _waiting(schema: Schema, settled: Settled) -> Iterator[tuple[Text | None, str]]:
    """The questions that are not asked yet, and their rules."""
    for name, node in schema["properties"].items():
        if f"/{name}" in settled.unasked:
            yield _read(node["x-title"]), str(node["x-when"])


def _named(data: Any) -> Any:
    """The answers as they would be kept: of a file, its name."""
    if isinstance(data, Upload):
        return {"document": NOWHERE, "name": data.name, "size": data.size}
    if isinstance(data, Mapping):
        return {name: _named(value) for name, value in data.items()}
    return [_named(value) for value in data] if isinstance(data, list) else data


def _unnamed(data: Any) -> Any:
    """The answers as a page shows them again: without the files, none of which was stored."""
    if isinstance(data, Mapping):
        return {name: _unnamed(value) for name, value in data.items() if not isinstance(value, Upload)}
    return [_unnamed(value) for value in data] if isinstance(data, list) else data
