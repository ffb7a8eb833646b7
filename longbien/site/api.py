"""The API at /api/: each room offers a router, OpenAPI describes them all at /api/openapi.json."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

ROOMS = ["problems", "procedures", "ventures", "trials", "people", "places", "record"]

api = NinjaAPI(title="Long Biên", version="1", docs_url=None, urls_namespace="api")
for room in ROOMS:
    if find_spec(f"longbien.{room}.api"):
        api.add_router("", import_module(f"longbien.{room}.api").router)
