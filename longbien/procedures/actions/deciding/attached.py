"""Files among answers: only those that were stored for this very case, as they were stored."""

from collections.abc import Mapping
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.asking import files_in
from longbien.procedures.models import Case
from longbien.procedures.rules.questions.shapes import Schema
from longbien.record.queries import Document, documents
from longbien.record.rules.media import Limits


def foreign_files(case: Case, schema: Schema, data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """A fault for each file that another case holds, or none; that is called otherwise than it is; or that its
    question does not take, though another question did: an id alone opens nobody's document."""
    named = tuple(files_in(schema, data))
    if not named:
        return ()
    ours = {str(one.id): one for one in documents(case.subject)}
    what = Text.of(
        vi="Tệp này không thuộc câu hỏi này. Hãy chọn lại.", en="This file does not belong here. Choose it again."
    )
    return tuple(
        Fault(where, what) for where, node, file in named if not _fits(node, file, ours.get(str(file.get("document"))))
    )


def _fits(node: Mapping[str, Any], file: Mapping[str, Any], stored: Document | None) -> bool:
    if stored is None or (file.get("name"), file.get("size")) != (stored.name, stored.size):
        return False
    return "x-accept" not in node or Limits(tuple(node["x-accept"])).allows(stored.media_type)
