"""Cubes and their published answers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum

from longbien.data.models import Agreement, Edition, Release
from longbien.data.models import Cube as CubeRow
from longbien.data.queries.sets import contract_of, folder_of
from longbien.data.rules.agreement.terms import Cube, Terms
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube.accuracy import half_width
from longbien.data.rules.cube.asking import Question, read_question
from longbien.data.rules.cube.counted import Counted, labels
from longbien.data.rules.cube.spending import Spending, spending
from longbien.kernel.extras import require
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import not_found

COUNTED = "longbien.data.cubes.counted"


@dataclass(frozen=True)
class ReleaseView:
    """A published answer: of each cell its values and its number; each is off by more than `off` once in twenty."""

    id: UUID
    question: Question
    edition: int
    epsilon: int
    charged: int
    scale: float
    values: tuple[int, ...]
    at: datetime
    entry_id: UUID
    digest: str
    cube: Cube = field(repr=False)

    @property
    def cells(self) -> tuple[tuple[tuple[str, ...], int], ...]:
        return tuple(zip(labels(self.question, self.cube), self.values, strict=True))

    @property
    def off(self) -> int:
        return half_width(self.scale)


@dataclass(frozen=True)
class CubeView:
    """The newest cube of an agreement."""

    id: UUID
    edition: int
    at: datetime
    entry_id: UUID


def cube_terms(row: Agreement) -> tuple[Terms, Cube | None, Contract]:
    """The terms of an agreement, with the cube that carries noise if they have one."""
    contract = contract_of(row.data_set)
    terms = read_terms(row.terms, contract)
    return terms, terms.cube if terms.is_noisy else None, contract


def newest_cube(agreement_id: UUID) -> CubeRow | None:
    """Of the editions whose rows are kept: of others nothing is counted any more."""
    found = CubeRow.objects.filter(agreement=agreement_id, edition__gone=None)
    return found.select_related("edition", "agreement__data_set").order_by("-edition__number").first()


def cube_view(agreement_id: UUID) -> CubeView | None:
    found = newest_cube(agreement_id)
    return CubeView(found.pk, found.edition.number, found.at, found.entry_id) if found else None


def made(terms: Terms, cube: Cube, contract: Contract, edition: Edition, *, key: str) -> Any:
    """Count an edition as the terms say. Asked by whoever may see all of it."""
    library, folder = require(COUNTED, extra="data"), folder_of(terms.data_set)
    return library.count(terms, cube, contract, folder, edition.version, key=key)


def previewed(terms: Terms, cube: Cube, contract: Contract) -> Any:
    """What a cube would count of the newest edition; None before the first one. For stewards alone: the lots are those
    of a key that is thrown away."""
    edition = Edition.objects.filter(data_set__code=terms.data_set).order_by("-number").first()
    return made(terms, cube, contract, edition, key=secrets.token_hex(32)) if edition else None


def file_of(agreement_id: UUID, edition: int) -> Path:
    """Where what was counted is kept."""
    return Path(settings.VAR) / "cubes" / to_slug(agreement_id) / f"{edition}.json"


def counted_in(row: CubeRow) -> Counted:
    """What a cube holds: true numbers. ValueError when its file was changed."""
    file = file_of(row.agreement_id, row.edition.number)
    found: Counted = require(COUNTED, extra="data").read(file, key=row.agreement.key, seal=row.seal)
    return found


def releases(row: Agreement) -> QuerySet[Release]:
    """Every published answer of an agreement, newest first; `release_view` reads one."""
    return Release.objects.filter(cube__agreement=row).select_related("cube__edition").order_by("-at", "-pk")


def needed_release(row: Agreement, release_id: UUID) -> ReleaseView:
    """Refusal (404) when the agreement has no such answer."""
    _, cube, _ = cube_terms(row)
    found = Release.objects.filter(cube__agreement=row, pk=release_id).select_related("cube__edition").first()
    if found is None or cube is None:
        raise not_found()
    return release_view(found, cube)


def release_view(row: Release, cube: Cube) -> ReleaseView:
    question = read_question(row.question, cube)
    return ReleaseView(
        row.pk, question, row.cube.edition.number, row.epsilon, row.charged, row.scale, tuple(row.values), row.at,
        row.entry_id, row.digest, cube,
    )  # fmt: skip


def spendings(row: CubeRow, cube: Cube) -> Sequence[Spending]:
    """What the answers of one cube have cost so far. Those of other editions add up by themselves: the lot may have put
    a person into another part there, so parts of different editions are not different people."""
    answered = Release.objects.filter(cube=row)
    if not any(one.parts for one in cube.dimensions):
        return (Spending(answered.aggregate(sum=Sum("epsilon"))["sum"] or 0),)
    told = answered.values_list("question", "epsilon")
    return [spending(read_question(question, cube), cube, epsilon) for question, epsilon in told]


def stored(cube_id: UUID, digest: str, epsilon: int) -> Release | None:
    """The best published answer to a question, if one is at least as exact as it is asked now."""
    found = Release.objects.filter(cube=cube_id, digest=digest, epsilon__gte=epsilon)
    return found.select_related("cube__edition").order_by("-epsilon").first()
