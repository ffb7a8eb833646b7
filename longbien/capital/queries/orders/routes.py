"""The hub's routes for orders, grants and adoption: `procurement/*.yaml`."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.capital.policy import HUB
from longbien.capital.rules.orders.routes import Route, read_route
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.sourced import read_yaml
from longbien.people.policy import can
from longbien.people.queries import OrganisationCard, organisations_of

COMPANY = "company"


def written_routes() -> dict[str, dict[str, Any]]:
    """Every route as its file says it, by code, as plain JSON data."""
    paths = sorted((Path(settings.HUB.folder) / "procurement").glob("*.yaml"))
    read = (_read(path, path.stat().st_mtime_ns) for path in paths)
    return {one["code"]: one for one in read}


def routes() -> tuple[Route, ...]:
    return tuple(read_route(one, settings.HUB.languages) for one in written_routes().values())


def route(code: str) -> Route:
    """Refusal (404) for a route that the hub doesn't have."""
    written = written_routes().get(code)
    if written is None:
        raise not_found()
    return read_route(written, settings.HUB.languages)


def routes_for(actor: Actor) -> tuple[Route, ...]:
    """Those by which the actor may prepare something new; what is adopted begins in the catalogue."""
    officer, lead = can(actor, "order", None, type=HUB), can(actor, "pilot", None, type=HUB) and companies_led(actor)
    return tuple(one for one in routes() if (lead if one.is_pilot else officer and one.kind != "adoption"))


def companies_led(actor: Actor) -> tuple[OrganisationCard, ...]:
    """The companies for which the actor may order, by name."""
    own = [card for card in organisations_of(actor) if card.kind == COMPANY and "lead" in actor.organisations[card.id]]
    return tuple(sorted(own, key=lambda card: card.name.casefold()))


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> dict[str, Any]:
    """The file as plain JSON data; read again when it `changed`."""
    plain: dict[str, Any] = json.loads(json.dumps(read_yaml(path).data, default=date.isoformat))
    return plain
