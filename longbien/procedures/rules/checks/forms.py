"""Form files: there, valid JSON Schema 2020-12, every question titled in every language, every `x-…` known."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint, check_text, unknown
from longbien.procedures.rules.checks.lost import lost_in
from longbien.procedures.rules.checks.questions import check_questions
from longbien.procedures.rules.checks.shape import unknown_key
from longbien.procedures.rules.faults import Path, missing
from longbien.procedures.rules.forms import ADDRESS, AREAS, CLASSES
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.questions.keys import OF_A_FORM, OF_A_QUESTION
from longbien.procedures.rules.questions.meanings import MEANINGS
from longbien.procedures.rules.questions.shapes import validator_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

UNASKABLE = Text.of(
    vi="Mẫu đơn không hỏi được câu này: dùng chữ, số, boolean, enum, nhóm lặp lại hoặc $ref.",
    en="A form can't ask this: use a string, number, boolean, enum, repeating group or shared $ref.",
)
EMPTY = Text.of(
    vi="Mẫu đơn này còn trống: hãy viết các câu hỏi của nó, ví dụ như trong hướng dẫn.",
    en="This form is still empty: write its questions, such as the guide shows them.",
)
NO_FILE = Text.of(
    vi="Không có tệp này. Hãy viết nó bên cạnh, trong thư mục forms/, hoặc xem lại tên.",
    en="This file is not there. Write it beside this one, in the folder forms/, or look at its name.",
)
ENDING = re.compile(r"\.[a-z0-9]{1,10}")
ENDINGS = Text.of(
    vi='Hãy viết đuôi tệp có dấu chấm, ví dụ [".pdf", ".png"].',
    en='Write endings with their dot, such as [".pdf", ".png"].',
)
WRONG_KIND = Text.of(vi="Sai kiểu dữ liệu.", en="This is of the wrong kind.")


def check_files(forms: Mapping[str, Sourced | None]) -> Iterator[Complaint]:
    for name, form in forms.items():
        if form is None:
            yield ("forms", name), NO_FILE


def check_form(schema: Any, known: Known) -> Iterator[Complaint]:
    if first := next(_unreadable(schema), None):
        yield first
        return
    if schema.get("type") != "object" or not schema.get("properties"):
        yield (
            (),
            Text.of(vi="Mẫu phải là “type: object” có “properties”.", en="A form must be an object with properties."),
        )
        return
    yield from _closed((), schema)
    yield from _questions((), schema, known)
    for key in sorted(schema):
        if key.startswith("x-") and key not in OF_A_FORM:
            yield (key,), unknown_key(key, frozenset(OF_A_FORM))
    if "x-fit" in schema and schema["x-fit"] not in known.fitters:
        yield ("x-fit",), unknown("hiểu biết về mẫu", "knowledge of forms", str(schema["x-fit"]), known.fitters)
    if all(map(_is_a_question, schema["properties"].values())):
        yield from check_questions(schema, known.languages)


def _is_a_question(node: Any) -> bool:
    """Whether it can be looked into: JSON Schema also allows `true` where a question or a row should stand."""
    if not isinstance(node, dict) or not isinstance(node.get("items", {}), dict):
        return False
    return all(map(_is_a_question, node.get("items", {}).get("properties", {}).values()))


def _unreadable(schema: Any) -> Iterator[Complaint]:
    """What keeps a form from being looked into, the first that counts first."""
    if schema is None or schema == {}:
        yield (), EMPTY
    elif not isinstance(schema, dict) or schema.get("$schema", DIALECT) != DIALECT:
        yield ("$schema",), Text.of(vi=f"Mẫu phải theo {DIALECT}.", en=f"A form must be {DIALECT}.")
    else:
        yield from lost_in(schema)
        if problem := _invalid(schema):
            yield problem


def _invalid(schema: dict[str, Any]) -> Complaint | None:
    """The first reason why this is no JSON Schema 2020-12, or why a reference in it leads nowhere."""
    try:
        jsonschema_rs.meta.validate({**schema, "$schema": DIALECT})
        validator_of(schema)
    except ValueError as error:
        path = tuple(getattr(error, "instance_path", ()))
        said = str(error).splitlines()[0]
        return path, Text.of(
            vi=f"Không phải JSON Schema 2020-12 hợp lệ: {said}", en=f"Not valid JSON Schema 2020-12: {said}"
        )
    return None


def _closed(path: Path, node: dict[str, Any]) -> Iterator[Complaint]:
    """Nothing may come in that was not asked, and nothing be required that can't be answered."""
    if node.get("additionalProperties") is not False:
        yield (
            path,
            Text.of(
                vi="Cần “additionalProperties: false”: mẫu chỉ nhận điều nó hỏi.",
                en="“additionalProperties: false” is needed: a form takes only what it asks.",
            ),
        )
    for name in node.get("required", ()):
        if name not in node["properties"]:
            yield (*path, "required"), unknown("câu hỏi", "question", name, frozenset(node["properties"]))


def _questions(path: Path, node: dict[str, Any], known: Known) -> Iterator[Complaint]:
    for name, question in node["properties"].items():
        yield from _question((*path, "properties", name), question, known)


def _question(path: Path, question: Any, known: Known) -> Iterator[Complaint]:
    if not isinstance(question, dict):  # JSON Schema lets `true` stand for anything
        yield path, UNASKABLE
        return
    if "x-title" not in question:
        yield path, missing("x-title")
    for key in ("x-title", "x-hint", "x-unit"):
        if key in question:
            yield from check_text((*path, key), question[key], known.languages)
    for key in sorted(question):
        if key.startswith("x-") and key not in OF_A_QUESTION:
            yield (*path, key), unknown_key(key, frozenset(OF_A_QUESTION))
    yield from _own_words(path, question, known)
    yield from _shape(path, question, known)


def _own_words(path: Path, question: dict[str, Any], known: Known) -> Iterator[Complaint]:
    lists = {
        "x-once": ("sổ đăng ký", "register", known.registers),
        "x-class": ("mức bảo vệ dữ liệu", "class of data", CLASSES),
        "x-choices": ("danh mục lựa chọn", "list of choices", known.choices),
        "x-means": ("ý nghĩa", "meaning", frozenset(MEANINGS)),
        "x-kind": ("kiểu câu hỏi", "kind of question", frozenset({"longtext", "outline"})),
    }
    for key, (vi, en, there) in lists.items():
        if key in question and not (isinstance(question[key], str) and question[key] in there):
            yield (*path, key), unknown(vi, en, str(question[key]), there)
    for key, shape in {"x-accept": list, "x-max-bytes": int}.items():
        if key in question and not isinstance(question[key], shape):
            yield (*path, key), WRONG_KIND
    if not _are_endings(question.get("x-accept")):
        yield (*path, "x-accept"), ENDINGS
    if "x-once" in question and "items" in path:
        yield (
            (*path, "x-once"),
            Text.of(
                vi="Trong nhóm lặp lại không lấy từ sổ đăng ký được: mỗi dòng nói về người hay vật khác.",
                en="A repeating group can't be filled from a register: each row is about somebody else.",
            ),
        )
    yield from _places(path, question, known)


def _places(path: Path, question: dict[str, Any], known: Known) -> Iterator[Complaint]:
    """Areas and wards are chosen from a list, which must be there."""
    if question.get("$ref") == AREAS and "x-choices" not in question:
        yield path, _nothing_to_choose(str(path[-1]), known.choices)
    if question.get("$ref") == ADDRESS and not known.has_wards:
        yield (
            (*path, "$ref"),
            Text.of(
                vi="Hub này không có danh mục phường, xã nên không hỏi địa chỉ theo phường được.",
                en="This hub has no list of wards, so an address can't be asked by ward.",
            ),
        )


def _nothing_to_choose(name: str, lists: frozenset[str]) -> Text:
    """Without a list the map stays empty, and a case could never be sent."""
    listed = ", ".join(f'"{one}"' for one in sorted(lists))
    return Text.of(
        vi=f"“{name}” chưa có gì để chọn. Hãy thêm “x-choices” với một trong: {listed}.",
        en=f"“{name}” offers nothing to choose from. Add “x-choices” with one of: {listed}.",
    )


def _are_endings(given: Any) -> bool:
    """Whether these are endings of files; what is no list at all is told of elsewhere."""
    return not isinstance(given, list) or all(isinstance(one, str) and ENDING.fullmatch(one) for one in given)


def _shape(path: Path, question: dict[str, Any], known: Known) -> Iterator[Complaint]:
    """Choices have labels; a repeating group is checked question by question; nothing else is nested."""
    items = _items(question)
    for at, node in ((path, question), ((*path, "items"), items)):
        if "enum" in node:
            yield from _labels(at, node, known.languages)
    if "properties" in items:
        yield from _closed((*path, "items"), items)
        yield from _questions((*path, "items"), items, known)
    elif _unaskable(question):
        yield path, UNASKABLE


def _items(question: dict[str, Any]) -> dict[str, Any]:
    items = question.get("items")
    return items if isinstance(items, dict) else {}


def _unaskable(question: dict[str, Any]) -> bool:
    if "$ref" in question or "enum" in question:
        return False
    if question.get("type") == "array":
        return "enum" not in _items(question) and not ("x-choices" in question and "items" in question)
    return question.get("type") not in ("string", "integer", "boolean")


def _labels(path: Path, node: dict[str, Any], languages: tuple[str, ...]) -> Iterator[Complaint]:
    labels = node.get("x-labels")
    labels = labels if isinstance(labels, dict) else {}
    for value in node["enum"]:
        if not isinstance(value, str):
            yield (*path, "enum"), WRONG_KIND
        elif value not in labels:
            yield path, missing(f"x-labels.{value}")
        else:
            yield from check_text((*path, "x-labels", value), labels[value], languages)
