"""The questions of each step, and the way between a form's flat answers and a statement.

A field is named after its place in the statement, steps joined by `-`: `title-vi`, in a row of KPIs `name-en`. So the
faults of `rules.statement` (`kpis/0/name/en`) find their field (`kpis-0-name-en`) by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.problems.queries.needs import needable
from longbien.problems.rules.statement import ROWS_MAX, SHORT_MAX, TITLE_MAX, WORDS_MAX
from longbien.problems.rules.vocabulary import Vocabulary
from longbien.ui.fields import Choice, Field
from longbien.ui.language import OWN_NAMES

STEPS = ("state", "classify", "standardise")
TEXTS = ("title", "summary", "outputs")
ROW_TEXTS: dict[str, tuple[str, ...]] = {"kpis": ("name", "unit"), "sources": ("source",), "needs": ()}

NOT_PUBLISHED = Text.of(vi="Để trống nếu chưa công bố.", en="Leave blank when it is not published.")


def questions(step: str, words: Vocabulary) -> tuple[Field, ...]:
    """The fields of a step. KeyError for a step that is not."""
    return {"state": _state, "classify": _classify, "standardise": _standardise}[step](words)


def _each(name: str, kind: Any, label: Text, words: Vocabulary, **more: Any) -> tuple[Field, ...]:
    """One field for each language of the hub, carrying its language."""
    return tuple(
        Field(f"{name}-{code}", kind, _in(label, code) if len(words.languages) > 1 else label, language=code, **more)
        for code in words.languages
    )


def _in(label: Text, code: str) -> Text:
    return Text(tuple((language, f"{said} ({OWN_NAMES.get(code, code)})") for language, said in label.items()))


def _state(words: Vocabulary) -> tuple[Field, ...]:
    title = Text.of(vi="Tên bài toán", en="Title")
    summary = Text.of(vi="Điều cần giải quyết", en="What has to be solved")
    hint = Text.of(
        vi="Nói điều thành phố đang gặp, không nói giải pháp. Ai đọc cũng phải hiểu.",
        en="Say what the city meets, not the solution. Anyone must understand it.",
    )
    return (
        *_each("title", "text", title, words, required=True, maximum=TITLE_MAX),
        *_each("summary", "longtext", summary, words, required=True, maximum=WORDS_MAX, hint=hint),
    )


def _classify(words: Vocabulary) -> tuple[Field, ...]:
    whole_city = Text.of(vi="Không chọn gì nghĩa là toàn thành phố.", en="Nothing chosen means the whole city.")
    fields = [
        Field("sector", "choice", Text.of(vi="Lĩnh vực", en="Sector"), required=True, choices=_choices(words.sectors)),
        Field("group", "choice", Text.of(vi="Nhóm bài toán", en="Group of problems"), choices=_choices(words.groups)),
        Field("localities", "choices", Text.of(vi="Địa bàn", en="Localities"), whole_city,
              choices=_choices(words.localities)),
        Field("technologies", "choices", Text.of(vi="Nhóm công nghệ có thể giúp", en="Technology groups that may help"),
              choices=_choices(words.technologies)),
    ]  # fmt: skip
    return tuple(field for field in fields if field.choices)


def _standardise(words: Vocabulary) -> tuple[Field, ...]:
    outputs = Text.of(vi="Đầu ra mong đợi", en="Expected outputs")
    hint = Text.of(
        vi="Điều sẽ được giao nộp và kiểm tra được, ví dụ một dịch vụ cảnh báo đang chạy.",
        en="What will be handed over and can be checked, such as a running warning service.",
    )
    texts = _each("outputs", "longtext", outputs, words, maximum=WORDS_MAX, hint=hint)
    return (*texts, _kpis(words), _sources(words), _needs())


def _needs() -> Field:
    sets, missing = needable()
    rows = (
        Field("data_set", "choice", Text.of(vi="Bộ dữ liệu của danh mục", en="Data set of the catalogue"),
              choices=_choices(sets)),
        Field("gap", "choice", Text.of(vi="Hoặc dữ liệu còn thiếu", en="Or data that is missing"),
              choices=_choices(missing)),
    )  # fmt: skip
    hint = Text.of(
        vi="Mỗi dòng một thứ. Chưa có trong sổ dữ liệu còn thiếu thì ghi vào đó trước.",
        en="One thing a row. What the register of missing data does not have yet is entered there first.",
    )
    return Field("needs", "group", Text.of(vi="Dữ liệu cần có", en="The data it needs"), hint, fields=rows,
                 max_rows=ROWS_MAX)  # fmt: skip


def _kpis(words: Vocabulary) -> Field:
    rows = (
        *_each("name", "text", Text.of(vi="Chỉ số", en="Indicator"), words, required=True, maximum=SHORT_MAX),
        *_each("unit", "text", Text.of(vi="Đơn vị", en="Unit"), words, maximum=SHORT_MAX),
        Field("baseline", "text", Text.of(vi="Hiện trạng", en="Baseline"), NOT_PUBLISHED, maximum=SHORT_MAX),
        Field("target", "text", Text.of(vi="Mục tiêu", en="Target"), NOT_PUBLISHED, maximum=SHORT_MAX),
    )
    hint = Text.of(
        vi="Con số để biết bài toán đã được giải. Chưa có thì bỏ qua; trang sẽ ghi “chưa công bố”.",
        en="Figures that tell when the problem is solved. Without any, the page will say “not published”.",
    )
    return Field("kpis", "group", Text.of(vi="Chỉ số (KPI)", en="KPIs"), hint, fields=rows, max_rows=ROWS_MAX)


def _sources(words: Vocabulary) -> Field:
    place = Text.of(vi="Điều, mục, trang", en="Article, section or page")
    rows = (
        *_each("source", "text", Text.of(vi="Văn bản", en="Document"), words, required=True, maximum=SHORT_MAX),
        Field("locator", "text", place, maximum=SHORT_MAX),
        Field("url", "text", Text.of(vi="Địa chỉ trên mạng", en="Web address"), maximum=5 * SHORT_MAX),
        Field("as_of", "date", Text.of(vi="Ngày ban hành", en="Date of the document")),
    )
    hint = Text.of(vi="Bài toán này dựa trên văn bản nào?", en="Which document does this problem rest on?")
    label = Text.of(vi="Nguồn", en="Sources")
    return Field("sources", "group", label, hint, required=True, fields=rows, min_rows=1, max_rows=ROWS_MAX)


def _choices(names: Mapping[str, Text]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in names.items())


def to_answers(statement: Mapping[str, Any]) -> dict[str, Any]:
    """A normal statement as the flat answers of the forms."""
    flat = _flatten(statement, TEXTS)
    for key, texts in ROW_TEXTS.items():
        flat[key] = [_flatten(row, texts) for row in statement.get(key, [])]
    return flat


def to_statement(step: str, answers: Mapping[str, Any], words: Vocabulary, before: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a statement that a step asks for. A question left blank empties its place.

    The demonstration label of a KPI stays with the row that had it in `before`.
    """
    part: dict[str, Any] = {}
    for field in questions(step, words):
        key, _, language = field.name.partition("-")
        if language:
            part.setdefault(key, {})[language] = answers.get(field.name) or ""
        elif field.kind == "group":
            part[key] = [_nest(row, ROW_TEXTS[key], words.languages) for row in answers.get(key) or []]
        else:
            part[key] = answers.get(key) or ([] if field.kind == "choices" else "")
    if "outputs" in part and not any(part["outputs"].values()):
        part["outputs"] = {}
    demos = {tuple(row["name"].items()) for row in before.get("kpis", []) if row.get("is_demo")}
    for row in part.get("kpis", []):
        row["is_demo"] = tuple(row["name"].items()) in demos
    missing = {row["gap"]: row["missing"] for row in before.get("needs", [])}
    for row in part.get("needs", []):
        row["missing"] = missing.get(row.get("gap"), {})
    return part


def _flatten(data: Mapping[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
    flat = {key: value for key, value in data.items() if key not in texts}
    flat |= {f"{key}-{code}": said for key in texts for code, said in (data.get(key) or {}).items()}
    return flat


def _nest(row: Mapping[str, Any], texts: tuple[str, ...], languages: tuple[str, ...]) -> dict[str, Any]:
    nested = {key: value for key, value in row.items() if "-" not in key}
    for key in texts:
        said = {code: row.get(f"{key}-{code}") or "" for code in languages}
        nested[key] = said if any(said.values()) else {}
    return nested


@dataclass(frozen=True)
class Todo:
    """Something to mend: what, in which question, on which page."""

    what: Text
    label: Text
    step: str
    field: str


def todo_of(fault: Fault, words: Vocabulary) -> Todo:
    """Where a fault of a statement (`kpis/0/name/en`) is mended."""
    name, key = fault.where.replace("/", "-"), fault.where.partition("/")[0]
    for step in STEPS:
        for field in questions(step, words):
            if field.name in (name, key):
                return Todo(fault.what, field.label, step, name)
    return Todo(fault.what, fault.what, "state", name)
