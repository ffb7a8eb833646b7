"""The findings of JSON Schema against a file that somebody writes: each says what there is, or what to write."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jsonschema_rs

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import unknown
from longbien.procedures.rules.checks.examples import missing_key
from longbien.procedures.rules.faults import Finding, Path, Tell, findings, kind_of, tell_plainly, words_for
from longbien.procedures.rules.format import NAME_LIKE

KINDS: Mapping[str, tuple[str, str]] = {
    "string": ("chữ", "text"),
    "integer": ("một số nguyên, ví dụ 2", "a whole number, such as 2"),
    "number": ("một số", "a number"),
    "boolean": ("true hoặc false", "true or false"),
    "array": ("một danh sách, ví dụ [a, b]", "a list, such as [a, b]"),
    "object": ("các mục con, mỗi mục một tên: {tên: giá trị}", "parts with names: {name: value}"),
}


def authored(schema: Mapping[str, Any], validator: jsonschema_rs.Validator, data: Any) -> Iterator[Finding]:
    """Everything in `data` that `schema`, which `validator` was compiled from, does not allow."""

    def tell(error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
        path, kind = tuple(error.instance_path), kind_of(error)
        match kind.name:
            case "additionalProperties":
                there = frozenset(_at(schema, error.schema_path[:-1])["properties"])
                yield from (Finding((*path, key), kind.name, unknown_key(key, there)) for key in kind.unexpected)
            case "required":
                yield Finding((*path, kind.property), kind.name, missing_key(path, kind.property))
            case "enum":
                yield Finding(path, kind.name, not_a_choice(kind.options))
            case "const":
                yield Finding(path, kind.name, not_allowed(kind.expected_value))
            case "type":
                yield Finding(path, kind.name, wrong_kind(kind.types, error.instance, _node(schema, error)))
            case "anyOf":
                yield from _closest(error, path, tell)
            case _:
                yield from tell_plainly(error)

    yield from findings(validator, data, tell)


def _closest(error: jsonschema_rs.ValidationError, path: Path, tell: Tell) -> Iterator[Finding]:
    """Of several shapes, the findings against the one of the right kind; or that none is."""
    for branch in kind_of(error).context:
        if not any(inner.kind.name == "type" and tuple(inner.instance_path) == path for inner in branch):
            for inner in branch:
                yield from tell(inner)
            return
    yield Finding(path, "type", words_for("type", None))


def unknown_key(key: str, there: frozenset[str]) -> Text:
    """`There is no key “clok”. There are: clock, …`; a key that looks like half a text is told of quotes."""
    said = unknown("mục", "key", key, there)
    if NAME_LIKE.fullmatch(key):
        return said
    return Text.of(
        vi=f"{said['vi']} Nếu đây là phần sau dấu phẩy của một đoạn chữ, hãy đặt cả đoạn trong ngoặc kép.",
        en=f"{said['en']} If it belongs to a text with a comma in it, put the whole text in quotes.",
    )


def not_a_choice(options: Iterable[Any]) -> Text:
    listed = ", ".join(map(str, options))
    return Text.of(
        vi=f"Không thuộc các lựa chọn. Hãy viết một trong: {listed}.",
        en=f"This is not one of the choices. Write one of: {listed}.",
    )


def not_allowed(expected: Any) -> Text:
    said = "true" if expected is True else str(expected)
    return Text.of(
        vi=f"Giá trị này không được dùng ở đây. Hãy viết: {said}.", en=f"This value is not allowed. Write: {said}."
    )


def wrong_kind(types: Iterable[str], given: Any, schema: Mapping[str, Any]) -> Text:
    """What is wanted here; a number or a yes that should be text is told of quotes."""
    wanted = next(iter(types))
    vi, en = KINDS[wanted]
    if wanted == "string" and isinstance(given, int | float):
        quoted = "…" if isinstance(given, bool) else str(given)
        vi, en = f'trong ngoặc kép: "{quoted}"', f'it in quotes: "{quoted}"'
    if wanted == "object" and (needed := schema.get("required")):
        parts = ", ".join(f'{name}: "…"' for name in needed)
        vi, en = f"các mục của nó: {{{parts}}}", f"its parts: {{{parts}}}"
    return Text.of(vi=f"Sai kiểu dữ liệu. Hãy viết {vi}.", en=f"This is of the wrong kind. Write {en}.")


def _node(schema: Mapping[str, Any], error: jsonschema_rs.ValidationError) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _at(schema, error.schema_path[:-1])
    return found


def _at(schema: Any, path: Path | list[str | int]) -> Any:
    for step in path:
        schema = schema[step]
    return schema
