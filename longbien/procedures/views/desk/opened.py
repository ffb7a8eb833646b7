"""The action that is open beside the documents: its form as far as it is written, its reason, or the last look."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.actions.filling.send_form import CHANGED
from longbien.procedures.asking import reads_of
from longbien.procedures.models import Case
from longbien.procedures.queries.desk.advising import advice_on
from longbien.procedures.queries.desk.worklist import Asked
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.desk.consequences import consequences, letters_by
from longbien.procedures.rules.machine import Option
from longbien.procedures.views.filling.pages import questions_at_fault
from longbien.procedures.views.filling.sending import confirmation
from longbien.procedures.views.filling.wanted import Wanted
from longbien.procedures.views.grounds import grounds_fields
from longbien.procedures.views.keeping import reason_kept
from longbien.procedures.views.queue import queue_in
from longbien.procedures.views.typed import BASED, PAGE, SHOWN, Sheet, Typed
from longbien.ui.forms import Form
from longbien.ui.requests import Request

LOOK = "look"


@dataclass(frozen=True)
class Opened:
    """`form` None for an action that has its own pages, at `url`; `look`: what is sent, once it is written."""

    want: Wanted
    form: Form | None
    sheet: Sheet | None = None
    look: Mapping[str, Any] | None = None

    @property
    def action(self) -> Action:
        return self.want.action

    @property
    def url(self) -> str:
        return self.want.form_url if self.action.form else self.want.send_url

    @property
    def target(self) -> Text:
        return self.want.version.definition.states[self.action.target].title

    @property
    def follows(self) -> tuple[Text, ...]:
        return consequences(self.want.version.definition, self.action)

    @property
    def advice(self) -> tuple[Text, ...]:
        """What rooms have to say about it, where it has no form of its own: with one, the last look says so."""
        return () if self.action.form else advice_on(self.want.case, self.action)

    @property
    def letters(self) -> tuple[str, ...]:
        return letters_by(self.action)

    @property
    def reads(self) -> str:
        """The questions of the form here that others hang on."""
        return reads_of(self.sheet.schema, self.sheet.asked) if self.sheet and self.form and not self.look else ""

    @property
    def preview_url(self) -> str:
        """Where its letters can be looked at: a page of its own, so that this one stays."""
        return reverse("procedures:send", args=[self.want.case.pk, self.action.name])

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the page sends along, to tell what it was drawn from."""
        if self.look and self.look["looked"]:
            return [self.look["looked"]]
        if self.sheet is None or self.form is None:
            return []
        return [(SHOWN, self.form.asked), (BASED, self.sheet.marks), (PAGE, secrets.token_urlsafe(9))]


def wanted_here(request: Request, case: Case, version: Published, offered: Iterable[Option]) -> Wanted | None:
    """The action that the address names, if it can be done now."""
    name = request.GET.get("do", "")
    option = next((one for one in offered if one.action.name == name and one.outcome), None)
    # Whoever works at the desk goes back to it, by whatever way they came.
    return Wanted(case, version, option.action, queue_in(request) or Asked()) if option else None


def opened(
    request: Request,
    want: Wanted,
    kept: Mapping[str, str],
    *,
    typed: Typed | None = None,
    refusal: Refusal | None = None,
) -> Opened:
    """`typed` and `refusal`: what was just tried, and what was wrong with it."""
    if not want.is_beside:
        return Opened(want, None)
    faults = refusal.faults if refusal and refusal.status == 422 else ()
    if not want.action.form:
        return Opened(want, _reason(want, kept, faults))
    sheet = Sheet.of(want.case, want.version, want.action.form, request.actor)
    wrong = [] if refusal is None or refusal.code == CHANGED else questions_at_fault(want, refusal.faults)
    if LOOK in request.GET and not wrong and typed is None and not sheet.torn:
        changed = frozenset(questions_at_fault(want, refusal.faults)) if refusal and refusal.code == CHANGED else None
        look = confirmation(request, want, sheet, refusal=refusal, changed=changed or frozenset())
        return Opened(want, _reason(want, kept, faults), sheet, look)
    if typed is not None:
        return Opened(want, typed.form, typed.sheet)
    return Opened(want, sheet.show(faults if wrong else ()), sheet)


def _reason(want: Wanted, kept: Mapping[str, str], faults: Iterable[Fault]) -> Form:
    fields = grounds_fields(want.version.definition, want.action)
    return Form(fields, reason_kept(want.action, kept), faults)
