"""What rooms have to say about an action before it is done."""

from collections.abc import Mapping
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import answers_by_form
from longbien.procedures.registry import advised, is_advised
from longbien.procedures.rules.definition import Action


def advice_on(case: Case, action: Action, written: Mapping[str, Any] | None = None) -> tuple[Text, ...]:
    """Each thing once; `written` are the answers of the action's own form, as they would be sent."""
    names = [call.name for call in action.do if is_advised(call.name)]
    if not names:
        return ()
    data = answers_by_form(case)
    if action.form and written is not None:
        data = {**data, action.form: dict(written)}
    return tuple(dict.fromkeys(said for name in names for said in advised(name, data)))
