"""Files that came with a form are kept at once, so that a draft never loses one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.models import Case
from longbien.record.actions.store_document import store_document
from longbien.record.rules.media import Limits, clean_name
from longbien.ui.fields import Field
from longbien.ui.forms import Upload

HEIC = Text.of(
    vi="Đây là ảnh HEIC của điện thoại: hãy lưu lại thành JPG (chia sẻ hoặc xuất ảnh dạng JPEG) rồi chọn lại.",
    en="This is a telephone's HEIC photo: save it as a JPG (share or export it as JPEG), then choose it again.",
)


@dataclass(frozen=True)
class Stored:
    """The data with every upload replaced by what was kept; a refused one is gone, and `faults` says why."""

    data: dict[str, Any]
    faults: tuple[Fault, ...]


def store_uploads(fields: Iterable[Field], data: dict[str, Any], case: Case, by: Actor) -> Stored:
    faults: list[Fault] = []
    return Stored(dict(_each(tuple(fields), "", data, case, by, faults)), tuple(faults))


def _each(
    fields: tuple[Field, ...], prefix: str, data: dict[str, Any], case: Case, by: Actor, faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    known = {field.name: field for field in fields}
    for name, value in data.items():
        field = known[name]
        if field.kind == "group" and isinstance(value, list):
            rows = enumerate(value)
            yield name, [dict(_each(field.fields, f"{prefix}{name}-{n}-", row, case, by, faults)) for n, row in rows]
        elif isinstance(value, Upload):
            kept = _keep(field, prefix + name, value, case, by, faults)
            if kept is not None:
                yield name, kept
        else:
            yield name, value


def _about(name: str, what: Text) -> Text:
    """Which file it was, for its box is empty again; a photograph of a telephone may be of a kind few can open."""
    is_heic = name.lower().endswith((".heic", ".heif"))
    said = {language: words + f" {HEIC.in_language(language)}" * is_heic for language, words in what.items()}
    return Text.of(**{language: f"“{name}”: {words}" for language, words in said.items()})


def _keep(
    field: Field, where: str, upload: Upload, case: Case, by: Actor, faults: list[Fault]
) -> dict[str, Any] | None:
    limits = Limits(field.accept, field.max_bytes) if field.accept else Limits(max_bytes=field.max_bytes)
    try:
        document_id = store_document(
            [upload.content], name=upload.name, subject=case.subject, by=by, at=timezone.now(), limits=limits
        )
    except Refusal as refusal:
        faults.append(Fault(where, _about(clean_name(upload.name), refusal.what)))
        return None
    return {"document": str(document_id), "name": clean_name(upload.name), "size": upload.size}
