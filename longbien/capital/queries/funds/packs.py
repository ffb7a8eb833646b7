"""Reads of the packs: the rules of each kind of fund."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from longbien.capital import models
from longbien.capital.rules.vehicles.pack import Pack, read_pack
from longbien.kernel.refusal import not_found


@dataclass(frozen=True)
class PackView:
    """A version of a pack with its rules."""

    id: UUID
    number: int
    sha256: str
    adopted_at: datetime
    rules: Pack

    @property
    def code(self) -> str:
        return self.rules.code


def packs() -> tuple[PackView, ...]:
    """The newest version of every pack, by code."""
    newest: dict[str, models.Pack] = {}
    for row in models.Pack.objects.order_by("code", "-number"):
        newest.setdefault(row.code, row)
    return tuple(map(pack_view, newest.values()))


def pack_with_code(code: str) -> PackView:
    """Refusal (404) when the hub has none of that name."""
    found = models.Pack.objects.filter(code=code.replace("\0", "")).order_by("-number").first()
    if found is None:
        raise not_found()
    return pack_view(found)


def pack_view(row: models.Pack) -> PackView:
    return PackView(row.pk, row.number, row.sha256, row.adopted_at, _rules(row.content))


@lru_cache(maxsize=64)
def _rules(content: str) -> Pack:
    return read_pack(json.loads(content), settings.HUB.languages)
