"""Reads of the site as a whole."""

import json

from django.apps import apps

from longbien.site.events import HubLoaded


def last_load() -> HubLoaded | None:
    """The newest load of a hub's folder into this database."""
    events = apps.get_model("record", "Event")._default_manager
    leaf = events.filter(type=HubLoaded.key()).order_by("-at").values_list("leaf", flat=True).first()
    return HubLoaded(**json.loads(leaf)["open"]) if leaf else None
