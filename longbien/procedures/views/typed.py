"""What someone typed into a form of a case: read, its files kept, saved as a draft, checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault
from longbien.people.actions.give_consent import give_consent
from longbien.people.queries import today
from longbien.people.queries.once import ONCE_ONLY
from longbien.people.registers import Known
from longbien.procedures.actions.save_draft import is_shared, save_draft
from longbien.procedures.asking import answered, fields_of, fitted, offers_of, unseen, with_computed
from longbien.procedures.models import Case
from longbien.procedures.queries.applicant.fitting import fit_of, left_out, misfits
from longbien.procedures.queries.drafts import Begun, begun, instant, known_already
from longbien.procedures.queries.papers import stored_by
from longbien.procedures.queries.standing import open_choices
from longbien.procedures.queries.versions import Published
from longbien.procedures.registry import Fit
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.questions.looking import marks_of
from longbien.procedures.rules.questions.merging import Basis, goes_on
from longbien.procedures.rules.questions.pages import Page
from longbien.procedures.rules.questions.settling import Settled, settle
from longbien.procedures.rules.questions.shapes import Schema
from longbien.procedures.views.storing import store_uploads
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, keep, read, rearranged
from longbien.ui.forms.faults import named
from longbien.ui.forms.form import where_in_form
from longbien.ui.forms.reading import OTHER, is_used
from longbien.ui.requests import Request

SAVE, SHOWN, BASED, PAGE, CHOSEN = "_save", "_shown", "_based", "_page", "_chosen-"
KEPT = "-kept"  # the ending of an input that names a stored file
BLANK: tuple[Any, ...] = (None, "", [])
PAGE_NAME = re.compile(r"[\w-]{1,32}", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """A form of a case as it stands before it is shown or read. `asked` are the questions of the page that is open,
    `others` those to which the person said that they give another answer than the known one."""

    case: Case
    form: str
    schema: Schema
    begun: Begun
    asked: frozenset[str]
    known: Mapping[str, Known]
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Case, version: Published, form: str, actor: Actor) -> "Sheet":
        schema = version.schemas[form]
        begun_ = begun(case, form, actor, shared=is_shared(version.definition, form))
        return cls(case, form, schema, begun_, frozenset(schema["properties"]), known_already(case, schema, actor))

    def opened_at(self, page: Page) -> "Sheet":
        return replace(self, asked=frozenset(page.questions))

    @cached_property
    def settled(self) -> Settled:
        return settle(self.schema, answered(self.schema, self.begun.data), strict=False)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        offers = offers_of(self.known, self.begun.data, self.begun.known, self.others)
        asked = self.asked - self.left_out
        return tuple(fitted(one, self.fit) for one in fields_of(self.schema, offers) if one.name in asked)

    @cached_property
    def fit(self) -> Fit:
        return fit_of(self.schema, self.settled.data, self.case)

    @cached_property
    def left_out(self) -> frozenset[str]:
        return left_out(self.fit, self.begun.data)

    @property
    def proposed(self) -> dict[str, Any]:
        """The answers to begin with, of questions that nobody has answered, or that can't be passed by."""
        begun, required = self.begun, self.schema.get("required", ())
        blank = [name for name in self.fit.proposed if name in self.asked and begun.data.get(name) in BLANK]
        return {name: self.fit.proposed[name] for name in blank if name not in begun.touched or name in required}

    @property
    def torn(self) -> frozenset[str]:
        """The questions asked now of which there are several texts to choose from: none of them has a box."""
        unasked = self.settled.unasked
        return frozenset(name for name in self.begun.aside if name in self.asked and f"/{name}" not in unasked)

    @property
    def marks(self) -> str:
        """The marks of the answers on the page, for it to send along."""
        return marks_of({name: one for name, one in self.begun.data.items() if name in self.asked and one not in BLANK})

    def show(
        self,
        faults: Iterable[Fault] = (),
        data: Mapping[str, Any] | None = None,
        elsewhere: Mapping[str, str] | None = None,
    ) -> Form:
        """The questions asked now, with what was written; `elsewhere` are the addresses of those on other pages."""
        written = with_computed(self.begun.data | self.proposed if data is None else data, self.settled)
        return Form(self.fields, written, faults, self.torn, self.settled.unasked, elsewhere)


@dataclass(frozen=True)
class Typed:
    """`wants`: what the person pressed. `rows` (add or remove a row), `quiet` (saved by itself), `save`, or `go` on.

    `more` when questions of the page are asked only now, after what was just answered; `clash` names the questions that
    were answered otherwise elsewhere since the page was drawn: those stand, and what was typed is laid aside. `based`
    is what the page goes on from when it stays open."""

    sheet: Sheet
    data: dict[str, Any]
    faults: tuple[Fault, ...]
    wants: str
    more: bool = False
    clash: frozenset[str] = frozenset()
    based: str = ""

    @property
    def answers(self) -> dict[str, Any]:
        return answered(self.sheet.schema, self.data)

    @property
    def form(self) -> Form:
        return self.sheet.show(self.faults, self.data)


def take(request: Request, version: Published, sheet: Sheet) -> Typed:
    """Keep what was posted, whatever it is, as this person's draft; then say what is wrong with it.

    Faults are looked for only on the way to send; a refused file is named at once, for it can't be kept.
    """
    shown = _shown_then(request, sheet)
    fields = tuple(field for field in sheet.fields if field.name in shown)
    data = keep(read(fields, request.POST, request.FILES), _files(request, sheet))
    changed = rearranged(fields, request.POST, data)
    wants = _wants(request, changed is not None)
    stored = store_uploads(fields, data if changed is None else changed, sheet.case, request.actor)
    now = timezone.now()
    known = _agreed(request, sheet, fields, now)
    clash = save_draft(
        case_id=sheet.case.pk,
        form=sheet.form,
        data=stored.data,
        only=shown,
        known=known,
        basis=_basis(request),
        chosen={name: request.POST.get(CHOSEN + name, "") for name in sheet.torn},
        by=request.actor,
        at=now,
    )
    if known:
        give_consent(purpose=ONCE_ONLY.code, version=ONCE_ONLY.version, how="form", by=request.actor, at=now)
    others = frozenset(name for name in sheet.known if request.POST.get(f"{name}-known") == OTHER)
    saved = replace(Sheet.of(sheet.case, version, sheet.form, request.actor), asked=sheet.asked, others=others)
    if wants == "quiet" or saved.torn:
        based = goes_on(stored.data, shown, saved.begun.merged, request.POST.get(BASED, ""))
        return Typed(saved, saved.begun.data, stored.faults, wants, clash=clash, based=based)
    asked_now = {name for name in saved.asked if f"/{name}" not in saved.settled.unasked | saved.settled.computed}
    more = bool(asked_now - shown - sheet.torn - saved.left_out)
    picked = {name: saved.begun.data[name] for name in sheet.torn - shown if name in saved.begun.data}
    fields = tuple(field for field in sheet.fields if field.name in shown | sheet.torn)
    new = {where_in_form(where) for where in unseen(request, fields, saved.settled)} if SHOWN in request.POST else set()
    faults = _faults(saved, fields, data | picked, stored.faults) if wants == "go" else stored.faults
    faults = tuple(fault for fault in faults if where_in_form(fault.where) not in new)
    return Typed(saved, saved.begun.data, faults, wants, more or bool(new))


def _faults(
    sheet: Sheet, fields: tuple[Field, ...], data: Mapping[str, Any], stored: tuple[Fault, ...]
) -> tuple[Fault, ...]:
    """All that is wrong with the questions of the page that were asked and still are, in their order; a file that was
    refused is not said to be missing."""
    still = tuple(field for field in fields if f"/{field.name}" not in sheet.settled.unasked)
    unasked = {where_in_form(where) for where in sheet.settled.unasked}
    typed = tuple(fault for fault in check(still, dict(data)) if fault.where not in unasked)
    refused = {fault.where for fault in stored}
    found = (*(fault for fault in typed if fault.where not in refused), *stored)
    asked = {field.name for field in still} - {where_in_form(fault.where).partition("-")[0] for fault in found}
    wrong = faults_of(sheet.schema, sheet.settled.data, open_choices(sheet.schema), sheet.settled, today=today())
    every = (*wrong, *misfits(sheet.schema, sheet.settled.data, wrong, timezone.now()))
    more = (named(still, fault) for fault in every if fault.where.split("/", 2)[1] in asked)
    order = [field.name for field in still]
    return tuple(sorted((*found, *more), key=lambda one: order.index(where_in_form(one.where).partition("-")[0])))


def _shown_then(request: Request, sheet: Sheet) -> frozenset[str]:
    """The questions that stood on the page when it was drawn: others keep what was written into them."""
    writable = frozenset(field.name for field in sheet.fields if not field.computed)
    named = request.POST.get(SHOWN)
    return writable - sheet.torn if named is None else writable & frozenset(named.split())


def _files(request: Request, sheet: Sheet) -> dict[str, Any]:
    """Where the files stand that a page says it keeps: also one that was replaced since the page was drawn."""
    keeps = any(name.endswith(KEPT) for name in request.POST)
    mine = stored_by(request.actor, sheet.case) if keeps else ()
    return {"mine": list(mine), "aside": sheet.begun.aside, "now": sheet.begun.data}


def _basis(request: Request) -> Basis | None:
    """What the page was drawn from; None for one that does not say so, as a program's."""
    page = request.POST.get(PAGE, "")
    return Basis(page, request.POST.get(BASED, "")) if PAGE_NAME.fullmatch(page) else None


def _agreed(request: Request, sheet: Sheet, fields: Iterable[Field], now: datetime) -> dict[str, Any]:
    """What the person agreed to take from a register: which one, as of when, agreed when."""
    told: dict[str, Any] = {}
    for field in fields:
        if field.name in sheet.known and is_used(field, field.name, request.POST):
            one, before = sheet.known[field.name], sheet.begun.known.get(field.name)
            told[field.name] = {
                "register": one.register,
                "source": dict(one.source),
                "value": one.value,
                "as_of": instant(one.as_of) if one.as_of else None,
                "agreed_at": instant(now),
            }
            if before and before["value"] == one.value:
                told[field.name]["agreed_at"] = before["agreed_at"]
    return told


def _wants(request: Request, changed: bool) -> str:
    if changed:
        return "rows"
    if request.htmx:
        return "quiet"
    return "save" if SAVE in request.POST else "go"
