"""What a room knows of a form beyond its file (`x-fit`), with the answers given so far."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import answers_by_form
from longbien.procedures.registry import Fit, Outlook, fitter_named
from longbien.procedures.rules.questions.shapes import Schema

NOTHING_KNOWN = Fit()
BLANK: tuple[Any, ...] = (None, "", [])


def fit_of(schema: Schema, data: Mapping[str, Any], case: Case) -> Fit:
    """What the answers make of the form, beside what the case has accepted; nothing where no room knows more of it
    than its file."""
    fitter = fitter_named(str(schema.get("x-fit", "")))
    return fitter.shaped(data, answers_by_form(case)) if fitter else NOTHING_KNOWN


def left_out(fit: Fit, data: Mapping[str, Any]) -> frozenset[str]:
    """The questions that mean nothing now; one that was answered all the same stands, to be cleared by hand."""
    return frozenset(name for name in fit.left_out if data.get(name) in BLANK)


def misfits(schema: Schema, data: Mapping[str, Any], found: Iterable[Fault], at: datetime) -> tuple[Fault, ...]:
    """Every further fault that the room sees, of answers with which the file has `found` nothing wrong."""
    fitter = fitter_named(str(schema.get("x-fit", "")))
    if fitter is None:
        return ()
    wrong = {fault.where for fault in found}
    return tuple(fault for fault in fitter.against(data, at) if fault.where not in wrong)


def outlooks(schema: Schema, data: Mapping[str, Any]) -> tuple[Outlook, ...]:
    """What follows from the answers, as the room reckons it."""
    fitter = fitter_named(str(schema.get("x-fit", "")))
    return tuple(fitter.outlooks(data)) if fitter else ()
