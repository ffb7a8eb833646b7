"""Everything wrong with a procedure file, each with file and line: first its shape, then what its names mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import jsonschema_rs

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Sourced
from longbien.procedures.rules.checks import expressions, forms, graph, migrating, names, powers, reserved
from longbien.procedures.rules.checks.complaint import Complaint
from longbien.procedures.rules.checks.shape import authored
from longbien.procedures.rules.format import format_schema
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.reading import read_definition


@dataclass(frozen=True)
class Bundle:
    """A procedure file with the form files it names, by the name of the form; a missing file is None.

    `unread`: what is wrong with those that are there and can't be read; they are None as well. `letters`: the templates
    of its letters by name, None for a missing file.
    """

    procedure: Sourced
    forms: Mapping[str, Sourced | None]
    unread: Mapping[str, Fault] = field(default_factory=dict)
    letters: Mapping[str, str | None] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _shape(languages: tuple[str, ...]) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(format_schema(languages), offline=True)


def lint(bundle: Bundle, known: Known) -> tuple[Fault, ...]:
    """All faults, in the order of the lines. Meaning is only looked at once the shape is right."""
    source = bundle.procedure
    found = authored(format_schema(known.languages), _shape(known.languages), source.data)
    if misshapen := [source.fault(one.path, one.what) for one in found]:
        return _sorted(misshapen)
    faults = [source.fault(path, what) for path, what in _meaning(bundle, known)]
    faults += bundle.unread.values()
    for form in bundle.forms.values():
        if form is not None:
            faults += [form.fault(path, what) for path, what in forms.check_form(form.data, known)]
    return _sorted(faults)


def _meaning(bundle: Bundle, known: Known) -> Iterator[Complaint]:
    data = bundle.procedure.data
    yield from forms.check_files({name: form for name, form in bundle.forms.items() if name not in bundle.unread})
    if unread := [*names.check_titles(data, known.languages), *names.check_until(data)]:
        yield from unread
        return
    definition = read_definition(data, known.languages)
    yield from names.check_names(definition, data, known)
    yield from powers.check_powers(definition, known)
    yield from powers.check_letters(definition, bundle.letters)
    yield from reserved.check_reserved(definition, known)
    yield from graph.check_graph(definition)
    yield from graph.check_started(definition)
    yield from migrating.check_migration(definition)
    questions = {
        name: form.data.get("properties", {})
        for name, form in bundle.forms.items()
        if form is not None and isinstance(form.data, dict)
    }
    yield from expressions.check_rules(definition, questions)


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    def place(fault: Fault) -> tuple[str, int]:
        file, _, line = fault.where.rpartition(":")
        return file, int(line)

    return tuple(sorted(dict.fromkeys(faults), key=place))
