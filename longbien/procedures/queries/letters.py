"""What a letter may say: a fixed list of values, taken at the moment of the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.credentials.queries import faults_in
from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.people.queries import organisation, person_card
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import answers_by_form, local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.definition import Definition, read_definition
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.lint import Bundle

# What a template may ask for. Texts are given by language; `answers` by form and question, as they were accepted.
NAMES = (
    "number", "date", "hub", "applicant", "case_number", "case_title", "opened", "service", "legal_basis", "decision",
    "state", "reason", "decided_by", "answers",
)  # fmt: skip


@dataclass(frozen=True)
class LetterView:
    """A letter of a case; `document_id` is None until it is sealed."""

    id: UUID
    number: str
    name: str
    ordered_at: datetime
    document_id: UUID | None
    sha256: str


def letters_of(case: Case) -> tuple[LetterView, ...]:
    """The letters of a case, oldest first."""
    found = case.letters.order_by("ordered_at", "pk")
    return tuple(
        LetterView(one.pk, one.number, one.name, one.ordered_at, one.document_id, one.sha256) for one in found
    )  # fmt: skip


def said(case: Case, number: str, at: datetime) -> dict[str, Any]:
    """The values of `NAMES` for a letter of the case's last move."""
    version = published(case.version_id)
    definition = version.definition
    move = case.moves.order_by("-seq")[0]
    action, owner = definition.actions.get(move.action), organisation(case.owner_id)
    person = person_card(move.by_id) if move.by_id != SYSTEM_ID else None
    return {
        "number": number,
        "date": local_date(at).isoformat(),
        "hub": dict(settings.HUB.name),
        "applicant": owner.name if owner else "",
        "case_number": case.number,
        "case_title": case.title,
        "opened": local_date(case.opened_at).isoformat(),
        "service": dict(definition.title),
        "legal_basis": [str(basis.citation) for basis in definition.service.legal_basis],
        "decision": dict(action.title) if action else {},
        "state": dict(definition.states[case.state].title),
        "reason": move.reason,
        "decided_by": person.name if person else settings.HUB.name.in_language(settings.HUB.languages[0]),
        "answers": {form: _open(version.schemas[form], data) for form, data in answers_by_form(case).items()},
    }


def _open(schema: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing personal goes on paper that others will hold."""
    hidden = hidden_fields(schema, frozenset({"public", "case"}))
    return {question: answer for question, answer in data.items() if question not in hidden}


def letter_faults(bundle: Bundle) -> tuple[Fault, ...]:
    """What is wrong with the templates of a procedure that lint has nothing against, each tried with a sample."""
    if not bundle.letters:
        return ()
    definition = read_definition(bundle.procedure.data, settings.HUB.languages)
    questions = {name: form.data["properties"] for name, form in bundle.forms.items() if form is not None}
    values = sample(definition, questions)
    return tuple(
        fault
        for name, template in bundle.letters.items()
        for fault in faults_in(template or "", values, named=definition.letters[name])
    )


def sample(definition: Definition, questions: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A letter's values as they might be, so that a template can be tried before any case exists."""
    words = dict(Text(tuple((language, "–") for language in settings.HUB.languages)))
    return {
        **dict.fromkeys(NAMES, "–"),
        "date": "2026-01-02", "opened": "2026-01-02", "hub": dict(settings.HUB.name), "service": dict(definition.title),
        "legal_basis": [str(basis.citation) for basis in definition.service.legal_basis], "decision": words,
        "state": words, "answers": {form: dict.fromkeys(asked, "–") for form, asked in questions.items()},
    }  # fmt: skip
