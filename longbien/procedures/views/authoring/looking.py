"""Look at a service in writing: its samples step by step, what it changes for whom, its earlier revisions."""

import json
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.credentials.queries import draw
from longbien.kernel.refusal import not_found
from longbien.procedures.models import Revision
from longbien.procedures.queries.authoring.drafts import reviewed, revisions, texts_of
from longbien.procedures.queries.authoring.impact import impact
from longbien.procedures.queries.letters import sample_with
from longbien.procedures.queries.versions import source_before, source_in_force
from longbien.procedures.rules.authoring.bundles import content_of
from longbien.procedures.rules.authoring.diff import Difference, compare
from longbien.procedures.rules.authoring.texts import Texts, read
from longbien.procedures.rules.authoring.trying import papers_in
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.authoring.editor import drawing, readable
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

LONGEST, LEAD = 160, 40  # letters of a value, and of what stands before a difference


@require_safe
@signed_in
def trial(request: Request, draft_id: UUID) -> HttpResponse:
    """Every sample case, step by step. Nothing is written: the rules alone are asked."""
    draft = readable(request, draft_id)
    context = {"draft": draft, "review": reviewed(texts_of(draft), draft.code)}
    return render(request, "procedures/authoring/trial.html", context)


@require_safe
@signed_in
def letter(request: Request, draft_id: UUID, name: str) -> HttpResponse:
    """A letter of the latest revision as the first sample that comes to it has it, unsealed. 404 while the texts are
    not in order; 422 with the line when its template can't be drawn."""
    draft = readable(request, draft_id)
    texts = texts_of(draft)
    found = reviewed(texts, draft.code)
    template = found.bundle.letters.get(name) if found.bundle and found.edition else None
    if found.edition is None or template is None:
        raise not_found()
    samples = read(texts).samples if found.tried else None
    papers = papers_in(samples.data, found.edition, settings.HUB.calendar) if samples else {}
    pdf = draw(
        template,
        sample_with(found.edition, papers.get(name)),
        reader_language(),
        named=found.edition.definition.letters[name],
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_safe
@signed_in
def comparison(request: Request, draft_id: UUID) -> HttpResponse:
    """Against the version in force, or, once it is published, against the one before: part by part, then for each group
    of running cases."""
    draft = readable(request, draft_id)
    found = reviewed(texts_of(draft), draft.code)
    context: dict[str, Any] = {"draft": draft, "review": found}
    published = draft.version
    old = source_before(draft.code, published.version) if published else source_in_force(draft.code)
    if found.bundle and found.edition and old:
        differences = compare(old, content_of(found.bundle))
        marks = _marks(differences)
        context |= {
            "differences": [
                (one.path.removeprefix("definition."), one.change, *_side_by_side(one.before, one.after))
                for one in differences
            ],
            "groups": () if published else impact(found.edition),
            **drawing(found.edition.definition, marks),
        }
    return render(request, "procedures/authoring/comparison.html", {**context, "in_force": bool(old)})


def _marks(differences: tuple[Difference, ...]) -> dict[str, str]:
    """States that are new or changed."""
    marks = {}
    for one in differences:
        parts = one.path.split(".")
        if parts[:2] == ["definition", "states"] and len(parts) > 2:
            is_new = one.change == "added" and len(parts) == len(("definition", "states", "its name"))
            marks[parts[2]] = "added" if is_new else "changed"
    return marks


def _side_by_side(before: Any, after: Any) -> tuple[str, str]:
    """Both values; of long ones, the part where they begin to differ."""
    old, new = _written(before), _written(after)
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, alike - LEAD)
    return _cut(old, start), _cut(new, start)


def _cut(said: str, start: int) -> str:
    shown = said[start : start + LONGEST]
    return ("…" if start and shown else "") + shown + ("…" if start + LONGEST < len(said) else "")


def _written(value: Any) -> str:
    """A value as text; of a text in several languages, the reader's."""
    if isinstance(value, dict) and value.keys() == set(settings.HUB.languages):
        value = value[reader_language()]
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@require_safe
@signed_in
def history(request: Request, draft_id: UUID) -> HttpResponse:
    """Every revision: who saved it, and when."""
    draft = readable(request, draft_id)
    return render(request, "procedures/authoring/history.html", {"draft": draft, "revisions": revisions(draft)})


@require_safe
@signed_in
def revision(request: Request, draft_id: UUID, seq: int) -> HttpResponse:
    """One revision as it was saved."""
    draft = readable(request, draft_id)
    row = Revision.objects.filter(draft=draft, seq=seq).first()
    if row is None:
        raise not_found()
    texts = Texts(row.procedure, row.forms, row.samples)
    line = next(one for one in revisions(draft) if one.seq == seq)
    return render(request, "procedures/authoring/revision.html", {"draft": draft, "texts": texts, "line": line})
