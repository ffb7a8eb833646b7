"""Which files of a case its readers may open: those that stand in what they may read."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.kernel.actor import Actor
from longbien.procedures.models import Case, Draft, Task
from longbien.procedures.queries.letters import letters_of
from longbien.procedures.queries.readers import is_over
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.machine import may_write
from longbien.procedures.rules.questions.readers import may_read
from longbien.procedures.showing import classes_for
from longbien.record.queries import Document, documents, entries_by_id


def papers(case: Case, version: Published, actor: Actor, *, inside: bool) -> tuple[Document, ...]:
    """The files of a case that the reader may open, oldest first: its office all of them, anybody else the letters
    and what stands among answers that they may read or are writing. The caller has asked for `read-answers`."""
    found = documents(case.subject)
    if inside or not found:
        return found
    seen = {str(one.document_id) for one in letters_of(case)}
    for answers in (_accepted(case, version, actor), _of_tasks(case, actor), _drafted(case, version, actor)):
        seen |= {document for data in answers for document in _named(data)}
    return tuple(one for one in found if str(one.id) in seen)


def stored_by(actor: Actor, case: Case) -> tuple[dict[str, Any], ...]:
    """The files of a case that somebody stored themselves, as they stand in answers: an older page may still show one
    that was replaced since."""
    found = documents(case.subject)
    entries = entries_by_id(one.entry_id for one in found)
    mine = (one for one in found if entries[one.entry_id].actor_id == actor.id)
    return tuple({"document": str(one.id), "name": one.name, "size": one.size} for one in mine)


def _accepted(case: Case, version: Published, actor: Actor) -> Iterator[Mapping[str, Any]]:
    definition, roles = version.definition, roles_in(case, version.definition, actor)
    classes, is_closed = classes_for(definition, roles), is_over(case)
    for form, data in case.answers.values_list("form", "data"):
        if not may_read(definition, form, roles, is_closed=is_closed):
            continue
        schema = version.schemas.get(form)
        hidden = hidden_fields(schema, classes) if schema else frozenset()
        yield {name: value for name, value in data.items() if name not in hidden}


def _of_tasks(case: Case, actor: Actor) -> Iterator[Mapping[str, Any]]:
    """What one answered oneself; the owner reads what others answered once the case is over."""
    open_to_owner = actor.member_of(case.owner_id) and is_over(case)
    for person_id, data in case.tasks.filter(state=Task.State.DONE).values_list("person_id", "data"):
        if open_to_owner or person_id == actor.id:
            yield data or {}


def _drafted(case: Case, version: Published, actor: Actor) -> Iterator[Mapping[str, Any]]:
    """What one is writing oneself, or together with colleagues; of one's own also the texts to choose from."""
    definition = version.definition
    roles = roles_in(case, definition, actor)
    alone = {task.form for task in definition.tasks.values()}
    for draft in case.drafts.all():
        if draft.person_id == actor.id:
            yield from (draft.data, *_laid_aside(draft))
        elif draft.form not in alone and may_write(definition, case.state, draft.form, roles):
            yield draft.data


def _laid_aside(draft: Draft) -> Iterator[Mapping[str, Any]]:
    for name, texts in draft.aside.items():
        yield from ({name: one["value"]} for one in texts.values())


def _named(data: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the files among answers, wherever they stand."""
    for value in data.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, Mapping):
                yield from (str(one["document"]),) if "document" in one else _named(one)
