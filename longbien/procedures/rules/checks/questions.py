"""How the questions of a form hang together: conditions, computed values, ranges, pages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.cel import no_expression
from longbien.procedures.rules.checks.complaint import Complaint, check_text, unknown
from longbien.procedures.rules.checks.expressions import LANGUAGE
from longbien.procedures.rules.checks.shape import unknown_key
from longbien.procedures.rules.expressions import FUNCTIONS, answers_in, beside_in, functions_in, names_in
from longbien.procedures.rules.faults import Path, missing
from longbien.procedures.rules.questions.settling import order_of, rules_of

COMPUTABLE = ("urn:longbien:money", "urn:longbien:time")
THERE = LANGUAGE | frozenset(FUNCTIONS)


def check_questions(schema: dict[str, Any], languages: tuple[str, ...]) -> Iterator[Complaint]:
    """Everything wrong between the questions of a form whose questions are in order one by one."""
    complaints = [*_level((), schema, schema, inside=False)]
    for name, node in schema["properties"].items():
        if "properties" in node.get("items", {}):
            complaints += _level(("properties", name, "items"), node["items"], schema, inside=True)
    yield from complaints
    yield from _pages(schema, languages)


def _level(path: Path, level: dict[str, Any], form: dict[str, Any], *, inside: bool) -> Iterator[Complaint]:
    """The form, or the rows of one of its groups."""
    asked = level["properties"]
    found: list[Complaint] = []
    for name, node in asked.items():
        at = (*path, "properties", name)
        for key, rule in rules_of(node).items():
            beside = frozenset(asked) if inside else frozenset()
            found += _rule((*at, key), rule, frozenset(form["properties"]), beside)
        found += _computed(at, name, level)
        found += _after(at, node, asked)
        found += _bounds(at, node)
    yield from found
    if not found:
        yield from _circle(path, level, inside=inside)


def _rule(path: Path, rule: object, asked: frozenset[str], beside: frozenset[str]) -> Iterator[Complaint]:
    try:
        used = names_in(str(rule))
    except ValueError as error:
        yield path, no_expression(error)
        return
    names = frozenset({"data", "row"} if beside else {"data"})
    for name in sorted(used - names):
        yield path, unknown("dữ kiện", "fact", name, names)
    for name in sorted(functions_in(str(rule)) - THERE):
        yield path, unknown("hàm", "function", name, THERE)
    yield from ((path, _elsewhere(name, asked, "row", beside)) for name in sorted(answers_in(str(rule)) - asked))
    if beside:
        yield from ((path, _elsewhere(name, beside, "data", asked)) for name in sorted(beside_in(str(rule)) - beside))


def _elsewhere(name: str, there: frozenset[str], other: str, others: frozenset[str]) -> Text:
    """A question that is not where the rule looks for it: in the form (`data.`), in the row of a group (`row.`)."""
    if name not in others:
        return unknown("câu hỏi", "question", name, there)
    where_vi, where_en = (
        ("trong cùng dòng", "in the same row") if other == "row" else ("ngoài nhóm", "outside the group")
    )
    return Text.of(
        vi=f"“{name}” đứng {where_vi}: hãy viết {other}.{name}.",
        en=f"“{name}” stands {where_en}: write {other}.{name}.",
    )


def _computed(path: Path, name: str, level: dict[str, Any]) -> Iterator[Complaint]:
    node = level["properties"][name]
    if "x-computed" not in node:
        return
    if "x-once" in node or name in level.get("required", ()):
        yield (
            path,
            Text.of(
                vi="Giá trị được tính thì không ai điền: bỏ x-once và bỏ khỏi “required”.",
                en="Nobody fills in what is computed: leave out x-once, and leave it out of “required”.",
            ),
        )
    plain = "enum" in node or node.get("type") in ("string", "integer", "boolean")
    if not plain and node.get("$ref") not in COMPUTABLE:
        yield (
            path,
            Text.of(
                vi="Chỉ tính được chữ, số, boolean, tiền hoặc giờ.",
                en="Only a string, number, boolean, amount or time can be computed.",
            ),
        )


def _after(path: Path, node: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[Complaint]:
    if "x-after" not in node:
        return
    other = node["x-after"]
    if other not in asked:
        yield (*path, "x-after"), unknown("câu hỏi", "question", str(other), frozenset(asked))
    elif _order_kind(node) is None or _order_kind(node) != _order_kind(asked[other]):
        yield (
            (*path, "x-after"),
            Text.of(
                vi="Chỉ so được hai ngày, hai giờ hoặc hai số nguyên.",
                en="Only two dates, two times or two whole numbers can be put in order.",
            ),
        )


def _bounds(path: Path, node: Mapping[str, Any]) -> Iterator[Complaint]:
    if "x-earliest" in node and (node["x-earliest"] != "today" or node.get("format") != "date"):
        yield (
            (*path, "x-earliest"),
            Text.of(
                vi="Chỉ viết được “today”, và chỉ cho câu hỏi ngày.",
                en="Only “today” can be written, and only for a date.",
            ),
        )
    if "const" in node and (node["const"] is not True or node.get("type") != "boolean"):
        yield (
            (*path, "const"),
            Text.of(
                vi="Chỉ viết được “true”, và chỉ cho câu hỏi Có hoặc Không.",
                en="Only “true” can be written, and only for a question of yes or no.",
            ),
        )


def _order_kind(node: Mapping[str, Any]) -> str | None:
    if node.get("type") == "integer":
        return "integer"
    return "date" if node.get("format") == "date" else "time" if node.get("$ref") == "urn:longbien:time" else None


def _circle(path: Path, level: dict[str, Any], *, inside: bool) -> Iterator[Complaint]:
    try:
        order_of(level, inside=inside)
    except ValueError as error:
        yield (
            (*path, "properties"),
            Text.of(
                vi=f"Các câu hỏi phụ thuộc vòng tròn: {error}.", en=f"The questions go round in a circle: {error}."
            ),
        )


def _pages(schema: dict[str, Any], languages: tuple[str, ...]) -> Iterator[Complaint]:
    if "x-pages" not in schema:
        return
    pages, asked = schema["x-pages"], frozenset(schema["properties"])
    if not isinstance(pages, list) or not all(isinstance(page, dict) and page.get("questions") for page in pages):
        yield (
            ("x-pages",),
            Text.of(
                vi="Mỗi trang cần “title” và “questions”, ví dụ {title: …, questions: [ten]}.",
                en="Each page needs “title” and “questions”, such as {title: …, questions: [name]}.",
            ),
        )
        return
    yield from (found for n, page in enumerate(pages) for found in _page(("x-pages", n), page, asked, languages))
    counted = Counter(name for page in pages for name in page["questions"])
    for name in sorted(asked - counted.keys()):
        yield ("x-pages",), Text.of(vi=f"Không trang nào hỏi “{name}”.", en=f"No page asks “{name}”.")
    for name in sorted(name for name, times in counted.items() if times > 1):
        yield ("x-pages",), Text.of(vi=f"“{name}” đứng trên hai trang.", en=f"“{name}” stands on two pages.")


def _page(path: Path, page: dict[str, Any], asked: frozenset[str], languages: tuple[str, ...]) -> Iterator[Complaint]:
    if "title" not in page:
        yield path, missing("title")
    for key in sorted(page):
        if key not in ("title", "hint", "questions"):
            yield (*path, key), unknown_key(key, frozenset({"title", "hint", "questions"}))
        elif key != "questions":
            yield from check_text((*path, key), page[key], languages)
    for at, name in enumerate(page["questions"]):
        if name not in asked:
            yield (*path, "questions", at), unknown("câu hỏi", "question", str(name), asked)
