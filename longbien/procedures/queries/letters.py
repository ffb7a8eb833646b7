"""What a letter may say: a fixed list of values, taken at the moment of the decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from longbien.credentials.queries import faults_in
from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.people.queries import organisation, person_card
from longbien.procedures.models import Case
from longbien.procedures.queries.deciders import Decider, deciders
from longbien.procedures.queries.standing import answers_by_form, local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.queries.worded import worded
from longbien.procedures.rules.authoring.answers import WORDS, every_answer, fewest_answers
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.trying import Paper
from longbien.procedures.rules.deadlines import Span, due_after
from longbien.procedures.rules.deadlines import in_words as span_in_words
from longbien.procedures.rules.definition import Appeal, Definition
from longbien.procedures.rules.desk.tongue import quoted
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.questions.readers import readers_of
from longbien.procedures.rules.questions.shapes import Schema

# What a template may ask for. Texts are given by language; `answers` by form and question, as they were accepted;
# `shown` likewise, in words.
# `appeal` is None where the decision can't be appealed, else `within` and `until` in words.
# `decided_by` and `reason` are those of the last word; `deciders` lists everyone whose word was needed.
# `reason_lang` is the language a reason is written in, `reason_note` says it in letters of another language.
NAMES = (
    "number", "date", "date_text", "hub", "applicant", "case_number", "case_title", "opened", "opened_text", "service",
    "legal_basis", "decision", "state", "reason", "decided_by", "deciders", "answers", "shown",
    "laws", "appeal", "reason_lang", "reason_note",
)  # fmt: skip


@dataclass(frozen=True)
class LetterView:
    """A letter of a case; `document_id` is None until it is sealed, `fault` says to its office why it is stuck, and
    `drawn_by` is the version whose template draws it."""

    id: UUID
    number: str
    name: str
    ordered_at: datetime
    document_id: UUID | None
    sha256: str
    is_stuck: bool = False
    fault: Text | None = None
    drawn_by: UUID | None = None


def letters_of(case: Case) -> tuple[LetterView, ...]:
    """The letters of a case, oldest first."""
    found = case.letters.order_by("ordered_at", "pk")
    return tuple(
        LetterView(
            one.pk, one.number, one.name, one.ordered_at, one.document_id, one.sha256, one.stuck_at is not None,
            Text(tuple(one.fault.items())) if one.fault else None, one.template_id or case.version_id,
        )
        for one in found
    )  # fmt: skip


def said(case: Case, number: str, at: datetime) -> dict[str, Any]:
    """The values of `NAMES` for a letter of the case's last move."""
    version = published(case.version_id)
    definition = version.definition
    move = case.moves.order_by("-seq")[0]
    action, owner = definition.actions.get(move.action), organisation(case.owner_id)
    person = person_card(move.by_id) if move.by_id != SYSTEM_ID else None
    today, opened = local_date(at), local_date(case.opened_at)
    given = _open_to_paper(Edition(definition, version.schemas), answers_by_form(case))
    return {
        "number": number,
        "date": today.isoformat(),
        "date_text": in_words(today),
        "hub": dict(settings.HUB.name),
        "applicant": owner.name if owner else "",
        "case_number": case.number,
        "case_title": case.title,
        "opened": opened.isoformat(),
        "opened_text": in_words(opened),
        "service": dict(definition.title),
        **_laws(definition),
        "decision": dict(action.title) if action else {},
        "state": dict(definition.states[case.state].title),
        "appeal": _appeal(definition.states[case.state].appeal, at),
        "reason": move.reason,
        **quoted(move.reason, settings.HUB.languages),
        "decided_by": person.name if person else settings.HUB.name.in_language(settings.HUB.languages[0]),
        "deciders": [_decider(one) for one in deciders(case, definition, move)],
        "answers": given,
        "shown": {form: worded(version.schemas[form], data) for form, data in given.items()},
    }


def _laws(definition: Definition) -> dict[str, Any]:
    """The laws a service rests on, by language; in the hub's first language alone under the older name."""
    cited = [basis.citation for basis in definition.service.legal_basis]
    laws = [{language: one.in_language(language) for language in settings.HUB.languages} for one in cited]
    return {"laws": laws, "legal_basis": [law[settings.HUB.languages[0]] for law in laws]}


def _appeal(appeal: Appeal | None, at: datetime) -> dict[str, Any] | None:
    """How long, and until which day, the decision may be appealed: counted from the move that the letter tells."""
    if appeal is None:
        return None
    until = local_date(due_after(settings.HUB.calendar, at, appeal.within))
    return {"within": _spoken(appeal.within), "until": in_words(until)}


def _spoken(span: Span) -> dict[str, str]:
    words = span_in_words(span)
    return {language: words.in_language(language) for language in settings.HUB.languages}


def _decider(one: Decider) -> dict[str, Any]:
    day = local_date(one.at)
    return {
        "name": one.name, "role": dict(one.role), "did": dict(one.did), "reason": one.reason, "day": day.isoformat(),
        "day_text": in_words(day), "on_behalf_of": one.on_behalf_of, **quoted(one.reason, settings.HUB.languages),
    }  # fmt: skip


def _open_to_paper(edition: Edition, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is for the office alone stands in no letter."""
    open_ = {form: data for form, data in answers.items() if readers_of(edition.definition, form) != "office"}
    return {form: _open(edition.schemas[form], data) for form, data in open_.items()}


def _open(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing personal goes on paper that others will hold."""
    hidden = hidden_fields(schema, frozenset({"public", "case"}))
    return {question: answer for question, answer in data.items() if question not in hidden}


def letter_faults(bundle: Bundle) -> tuple[Fault, ...]:
    """What is wrong with the templates of a procedure that lint has nothing against.

    Each is tried with every question answered, then with only those that must be.
    """
    if not bundle.letters:
        return ()
    edition = edition_in(bundle, settings.HUB.languages)
    full, bare = sample(edition), sample(edition, fewest_answers)
    return tuple(
        fault
        for name, template in bundle.letters.items()
        for fault in faults_in(template or "", full, bare, named=edition.definition.letters[name])
    )


def sample(edition: Edition, answers: Callable[[Schema], dict[str, Any]] = every_answer) -> dict[str, Any]:
    """A letter's values as they might be, so that a template can be tried before any case exists."""
    words = {language: WORDS for language in settings.HUB.languages}
    at = date(2026, 1, 2)
    decider = {
        "name": WORDS, "role": words, "did": words, "reason": WORDS, "day": at.isoformat(), "day_text": in_words(at),
        "on_behalf_of": WORDS, **quoted(WORDS, settings.HUB.languages),
    }  # fmt: skip
    given = _open_to_paper(edition, {form: answers(schema) for form, schema in edition.schemas.items()})
    return {
        **dict.fromkeys(NAMES, WORDS), "date": at.isoformat(), "date_text": in_words(at), "opened": at.isoformat(),
        "opened_text": in_words(at), "hub": dict(settings.HUB.name), "service": dict(edition.definition.title),
        **_laws(edition.definition), "decision": words, "state": words, **quoted(WORDS, settings.HUB.languages),
        "deciders": [decider, decider],
        "appeal": None if answers is fewest_answers else {"within": words, "until": in_words(at)},
        "answers": given, "shown": {form: _as_shown(data, words) for form, data in given.items()},
    }  # fmt: skip


def sample_with(edition: Edition, paper: Paper | None) -> dict[str, Any]:
    """The same as a sample case came to it, for whoever looks at the letter; made up where none did."""
    if paper is None:
        return sample(edition)
    definition, action = edition.definition, paper.action
    filed = _open_to_paper(edition, paper.answers)
    bare = sample(edition, fewest_answers)
    day, state = {"date": paper.day.isoformat(), "date_text": in_words(paper.day)}, definition.states[paper.state]
    why = {"reason": paper.reason, **quoted(paper.reason, settings.HUB.languages)}
    on = {"day": paper.day.isoformat(), "day_text": in_words(paper.day)}
    by = [{**one, "did": dict(action.title), **why, **on} for one in bare["deciders"][:1]]
    at = datetime.combine(paper.day, time(9), tzinfo=ZoneInfo(settings.HUB.timezone))
    return {
        **bare, **day, "decision": dict(action.title), "state": dict(state.title), **why,
        "deciders": by, "appeal": _appeal(state.appeal, at), "answers": {**bare["answers"], **filed},
        "shown": {**bare["shown"], **{form: worded(edition.schemas[form], data) for form, data in filed.items()}},
    }  # fmt: skip


def _as_shown(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """What `worded` would make of answers, as far as their shape goes: no table is asked."""
    return {
        question: [_as_shown(row, words) for row in answer] if _is_group(answer) else words
        for question, answer in data.items()
        if answer not in (None, "", [])
    }


def _is_group(answer: Any) -> bool:
    return isinstance(answer, list) and isinstance(answer[0], Mapping)


def in_words(day: date) -> dict[str, str]:
    """A day as a letter writes it, in each language of the hub."""
    return {language: _in_words(day, language) for language in settings.HUB.languages}


def _in_words(day: date, language: str) -> str:
    if language == "vi":  # below ten, days and the first two months take a nought: no later hand can add a digit
        return f"ngày {day.day:02} tháng {day.month:0{2 if day.month < 3 else 1}} năm {day.year}"
    with override(language):
        return date_format(day, "j F Y")
