"""The answers of a sample, taken as the page takes those of a person: a file has its ending, an area exists."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.rules.authoring.inherited import unfolded
from longbien.procedures.rules.checks.complaint import unknown
from longbien.procedures.rules.faults import Path
from longbien.procedures.rules.forms import chosen_of, faults_of, source_of
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.questions.shapes import Schema

Offered = Mapping[str, frozenset[str]]
NOWHERE = "00000000-0000-0000-0000-000000000000"  # the document of a file that is only named
DAY = 24 * 60


def with_files(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept: a sample gives a file by its name alone."""
    kept = dict(data)
    for name, node in schema["properties"].items():
        if node.get("$ref") == "urn:longbien:file" and isinstance(kept.get(name), str):
            kept[name] = {"document": NOWHERE, "name": kept[name]}
        elif rows := _rows(node, kept.get(name)):
            kept[name] = [with_files(node["items"], row) if isinstance(row, Mapping) else row for row in rows]
    return kept


def _rows(node: Schema, given: Any) -> list[Any]:
    """The rows of a group that repeats; none of any other question."""
    return given if "properties" in node.get("items", {}) and isinstance(given, list) else []


def faults_given(schema: Schema, data: Mapping[str, Any], offered: Offered) -> tuple[Fault, ...]:
    """What is wrong with the answers `with_files`, one fault a question. `offered` holds what each list of another room
    offers now; of a list that is not there or is empty, and of the wards, any value is good."""
    own = {fault.where: fault for fault in _beside_the_schema(schema, data, offered)}
    found = faults_of(schema, data, _all_that_is_named(schema, data))
    return (*own.values(), *(fault for fault in found if fault.where not in own))


def _beside_the_schema(schema: Schema, data: Mapping[str, Any], offered: Offered, at: str = "") -> Iterator[Fault]:
    for name, node in schema["properties"].items():
        given, where = data.get(name), f"{at}/{name}"
        if node.get("$ref") == "urn:longbien:time" and type(given) is int and 0 <= given < DAY:
            yield Fault(where, _in_quotes(given))
        elif isinstance(given, Mapping) and not _ends_well(str(given.get("name", "")), node.get("x-accept", ())):
            yield Fault(where, _ending(node["x-accept"]))
        elif there := offered.get(str(node.get("x-choices"))):
            yield from (_unknown(where, one, there) for one in chosen_of(given or []) if one not in there)
        for n, row in enumerate(_rows(node, given)):
            if isinstance(row, Mapping):
                yield from _beside_the_schema(node["items"], row, offered, f"{where}/{n}")


def _in_quotes(minutes: int) -> Text:
    """YAML reads 17:00 as so many minutes, and only 09:00 as text."""
    time = f'"{minutes // 60:02}:{minutes % 60:02}"'
    return Text.of(vi=f"Hãy viết giờ trong ngoặc kép: {time}.", en=f"Write the time in quotes: {time}.")


def _ends_well(name: str, endings: list[str] | tuple[str, ...]) -> bool:
    return not endings or name.lower().endswith(tuple(endings))


def _ending(endings: list[str]) -> Text:
    listed = ", ".join(endings)
    return Text.of(vi=f"Tên tệp phải có đuôi: {listed}.", en=f"The name of the file must end in: {listed}.")


def _unknown(where: str, given: str, there: frozenset[str]) -> Fault:
    return Fault(where, unknown("lựa chọn", "choice", given, there))


def named_in(schema: Schema, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every list of another room from which the answers choose, with a value that they choose from it."""
    for name, node in schema["properties"].items():
        if name in data and (source := source_of(node)):
            yield from ((source, value) for value in chosen_of(data[name]))
        for row in _rows(node, data.get(name)):
            yield from named_in(node["items"], row) if isinstance(row, Mapping) else ()


def named_by_samples(data: Mapping[str, Any], edition: Edition) -> Iterator[tuple[Path, str, str]]:
    """What the samples choose from lists of other rooms: (the step, the list, the value). A step that must be refused
    may name what is not there."""
    actions, tasks = edition.definition.actions, edition.definition.tasks
    for n, sample in enumerate(unfolded(data)["samples"]):
        for m, step in enumerate(sample["steps"]):
            done = actions.get(step.get("do", "")) or tasks.get(step.get("task", ""))
            if done and done.form and "refused" not in step:
                found = named_in(edition.schemas[done.form], step.get("with", {}))
                yield from ((("samples", n, "steps", m), source, value) for source, value in found)


def _all_that_is_named(schema: Schema, data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Every list as if it offered just what the answers name: what it offers in truth is looked at above."""
    offered: dict[str, frozenset[str]] = {}
    for source, value in named_in(schema, data):
        offered[source] = offered.get(source, frozenset()) | {value}
    return offered
