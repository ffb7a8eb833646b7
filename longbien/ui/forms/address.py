"""An address: a line that people write, and a ward that is looked up, by its name of today or of the old map."""

from typing import Any

from django.http import QueryDict

from longbien.ui.fields import Field, Ward
from longbien.ui.forms import typed


def read(field: Field, name: str, post: QueryDict) -> dict[str, Any] | None:
    """`{"street": …, "ward": code, "former": …}`; `written` in the place of a ward that can't be told."""
    street, written = (typed.clean(post.get(f"{name}-{part}") or "") for part in ("street", "ward"))
    if not street and not written:
        return None
    given = {"street": street} if street else {}
    found = _chosen(field.find(written) if field.find and written else (), post.get(f"{name}-unit", ""))
    if found is None:
        return given | ({"written": written} if written else {})
    former = found.former or _kept(field, found, typed.clean(post.get(f"{name}-former") or ""))
    return given | {"ward": found.code} | ({"former": former} if former else {})


def _chosen(found: tuple[Ward, ...], code: str) -> Ward | None:
    """The only ward that was meant, or the one picked among several."""
    if len(found) == 1:
        return found[0]
    return next((ward for ward in found if ward.code == code), None)


def _kept(field: Field, ward: Ward, former: str) -> str:
    """The old name that an earlier saving turned into this ward, if it still does."""
    again = field.find(former) if field.find and former else ()
    return next((one.former for one in again if one.code == ward.code), "")
