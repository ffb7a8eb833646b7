"""Published versions, read once: they never change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.procedures.models import Case, Version
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.reading import read_definition


@dataclass(frozen=True)
class Published:
    """A version in force or once in force, with the schemas of its forms and the templates of its letters."""

    id: UUID
    definition: Definition
    schemas: Mapping[str, Mapping[str, Any]]
    sha256: str
    letters: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=256)
def published(version_id: UUID) -> Published:
    """The version a case is pinned to."""
    return _read(Version.objects.get(pk=version_id))


def published_as(code: str, number: int) -> Published:
    """A version by its number."""
    return published(Version.objects.values_list("pk", flat=True).get(code=code, version=number))


def in_force(code: str) -> Published:
    """The newest version of a procedure. Refusal (404) when none was published."""
    newest = Version.objects.filter(code=code).order_by("-version").values_list("pk", flat=True).first()
    if newest is None:
        what = Text.of(vi=f"Không có dịch vụ công “{code}”.", en=f"There is no public service “{code}”.")
        raise not_found(what)
    return published(newest)


def all_in_force() -> tuple[Published, ...]:
    """The newest version of every procedure, by code."""
    return tuple(published(pk) for pk in _newest().order_by("code").values_list("pk", flat=True))


def _newest() -> QuerySet[Version]:
    last = Version.objects.filter(code=OuterRef("code")).values("code").annotate(last=Max("version")).values("last")
    return Version.objects.filter(version=Subquery(last))


def _read(row: Version) -> Published:
    source = json.loads(row.source)
    definition = read_definition(source["definition"], settings.HUB.languages)
    return Published(row.pk, definition, source["forms"], row.sha256, source.get("letters", {}))


def source_in_force(code: str) -> dict[str, Any] | None:
    """The definition and the forms in force, as published; None when there is none."""
    row = Version.objects.filter(code=code).order_by("-version").first()
    found: dict[str, Any] | None = json.loads(row.source) if row else None
    return found


def source_before(code: str, version: int) -> dict[str, Any] | None:
    """The definition and the forms of the version that `version` followed; None for the first."""
    row = Version.objects.filter(code=code, version__lt=version).order_by("-version").first()
    found: dict[str, Any] | None = json.loads(row.source) if row else None
    return found


def open_cases_by_state(code: str) -> dict[str, int]:
    """How many open cases of a procedure stand where, whatever their version."""
    counted = Case.objects.filter(version__code=code, closed_at=None).values_list("state").annotate(Count("pk"))
    return dict(counted)
