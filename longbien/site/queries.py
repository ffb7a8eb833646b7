"""Reads of the site as a whole."""

import json
from uuid import NAMESPACE_URL, uuid5

from django.apps import apps

from longbien.kernel.subject import Subject
from longbien.site.events import HubLoaded


def hub_subject(code: str) -> Subject:
    """What the record calls this hub."""
    return Subject("site.hub", uuid5(NAMESPACE_URL, f"longbien:hub:{code}"))


def last_load() -> HubLoaded | None:
    """The newest load of a hub's folder into this database."""
    events = apps.get_model("record", "Event")._default_manager
    leaf = events.filter(type=HubLoaded.key()).order_by("-at").values_list("leaf", flat=True).first()
    return HubLoaded(**json.loads(leaf)["open"]) if leaf else None
