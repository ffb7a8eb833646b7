"""Take a source into the list of those that are read."""

from collections.abc import Mapping

from longbien.data.models import Source
from longbien.record.actions.act import act


@act
def name_source(code: str, *, kind: str, address: str, title: Mapping[str, str]) -> None:
    """Write what differs. A source that the hub's folder no longer names stays, with what was found in it."""
    values = {"kind": kind, "address": address, "title": dict(title)}
    known = Source.objects.filter(code=code).values(*values).first()
    if known != values:
        Source.objects.update_or_create(code=code, defaults=values)
