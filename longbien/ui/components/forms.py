"""Forms in templates: `{% error_summary form=form %}`, `{% form_fields form=form %}`."""

from collections.abc import Iterable
from typing import Any

from django import template

from longbien.kernel.refusal import Fault
from longbien.ui.forms import Form
from longbien.ui.forms.form import Bound

register = template.Library()

TEMPLATES = {
    "longtext": "longtext", "choices": "options", "yesno": "yesno", "file": "file", "group": "group", "area": "area",
    "address": "address", "outline": "outline",
}  # fmt: skip


@register.inclusion_tag("ui/forms/summary.html")
def error_summary(*, form: Form | None = None, faults: Iterable[Fault] = ()) -> dict[str, Any]:
    """Every fault, each leading to its field; nothing when there is none. `faults` for pages without a `Form`."""
    return {"faults": form.leads if form else [("", fault.what) for fault in faults]}


@register.inclusion_tag("ui/forms/fields.html")
def form_fields(*, form: Form) -> dict[str, Any]:
    """Every field of a form, to stand inside the page's `<form>`."""
    return {"form": form}


@register.inclusion_tag("ui/forms/field.html")
def form_field(*, field: Bound) -> dict[str, Any]:
    """One field: label, hint, fault, input."""
    if field.field.kind == "choice":
        name = "options" if field.is_radio else "select"
    else:
        name = TEMPLATES.get(field.field.kind, "line")
    return {"bound": field, "template": f"ui/forms/{name}.html"}
