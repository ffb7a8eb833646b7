"""What someone typed into a form of a case: read, its files kept, saved as a draft, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from longbien.kernel.refusal import Fault
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.asking import answered, fields_of
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import open_choices
from longbien.procedures.rules.forms import Schema, faults_of
from longbien.procedures.views.storing import store_uploads
from longbien.ui.forms import Form, check, keep, read, rearranged
from longbien.ui.requests import Request

SAVE = "_save"


@dataclass(frozen=True)
class Typed:
    """`wants`: what the person pressed. `rows` (add or remove a row), `quiet` (saved by itself), `save`, or `go` on."""

    schema: Schema
    data: dict[str, Any]
    faults: tuple[Fault, ...]
    wants: str

    @property
    def answers(self) -> dict[str, Any]:
        return answered(self.schema, self.data)

    @property
    def form(self) -> Form:
        return Form(fields_of(self.schema), self.data, self.faults)


def take(request: Request, case: Case, form: str, schema: Schema, saved: Mapping[str, Any]) -> Typed:
    """Keep what was posted, whatever it is, as this person's draft; then say what is wrong with it.

    Faults are looked for only on the way to send; a refused file is named at once, for it can't be kept.
    """
    fields = fields_of(schema)
    data = keep(read(fields, request.POST, request.FILES), saved)
    changed = rearranged(fields, request.POST, data)
    wants = _wants(request, changed is not None)
    stored = store_uploads(fields, data if changed is None else changed, case, request.actor)
    save_draft(case_id=case.pk, form=form, data=stored.data, by=request.actor, at=timezone.now())
    faults = stored.faults
    if wants == "go":
        faults = (*check(fields, data), *faults)
        faults = faults or faults_of(schema, answered(schema, stored.data), open_choices(schema))
    return Typed(schema, stored.data, faults, wants)


def _wants(request: Request, changed: bool) -> str:
    if changed:
        return "rows"
    if request.htmx:
        return "quiet"
    return "save" if SAVE in request.POST else "go"
