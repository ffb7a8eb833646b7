"""What a page that saves itself is told to show: which questions are not asked now, and the values that follow."""

from typing import Any

from django.template.loader import render_to_string

from longbien.procedures.asking import unasked_on
from longbien.procedures.views.typed import Typed
from longbien.ui.requests import Request


def settled_on(request: Request, typed: Typed) -> dict[str, Any]:
    """What follows from what was typed: `unasked`, by name, and the values `computed` outside of groups, drawn."""
    computed = [one for one in typed.form.bound if one.field.computed]
    values = {one.id: render_to_string("ui/forms/computed.html", {"bound": one}) for one in computed}
    return {"unasked": unasked_on(request, typed.sheet.fields, typed.sheet.settled), "computed": values}
