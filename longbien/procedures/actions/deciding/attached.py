"""Files among answers: only those that were stored for this very case."""

from collections.abc import Mapping
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.asking import files_in
from longbien.procedures.models import Case
from longbien.procedures.rules.questions.shapes import Schema
from longbien.record.queries import documents


def foreign_files(case: Case, schema: Schema, data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """A fault for each file that another case holds, or none: an id alone opens nobody's document."""
    named = files_in(schema, data)
    if not named:
        return ()
    ours = {str(one.id) for one in documents(case.subject)}
    what = Text.of(
        vi="Tệp này không thuộc hồ sơ. Hãy chọn lại.", en="This file does not belong to the case. Choose it again."
    )
    return tuple(Fault(str(file.get("name", "")), what) for file in named if str(file.get("document")) not in ours)
