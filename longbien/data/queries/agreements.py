"""Agreements on data: who agreed on what, whether it holds now, and what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.data.gateway.terms import Offer
from longbien.data.models import Agreement, Query, Revocation, Signature
from longbien.data.queries.sets import EditionCard, card, contract_of, folder_of
from longbien.data.rules.agreement.compiled import over_files, select, view_name
from longbien.data.rules.agreement.terms import MASK_WORDS, OPERATOR_WORDS, Cube, Terms
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube.asking import WORDS
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation, person_card, today
from longbien.procedures.queries.proving import method_words
from longbien.record import rows

COUNTED = Text.of(vi="đếm trong mỗi ô", en="counted in each cell")
ADDED = Text.of(vi="cộng trong mỗi ô", en="added up in each cell")


@dataclass(frozen=True)
class SignatureView:
    side: str
    person: str
    method: str
    at: datetime
    entry_id: UUID


@dataclass(frozen=True)
class Ended:
    """When and why it was revoked."""

    at: datetime
    reason: str
    entry_id: UUID


@dataclass(frozen=True)
class AgreementView:
    """An agreement with its terms; `state` is `proposed`, `in-force`, `revoked` or `expired`."""

    id: UUID
    code: str
    contract: Contract
    terms: Terms
    recipient: str
    digest: str
    proposed_at: datetime
    entry_id: UUID
    signatures: tuple[SignatureView, ...]
    ended: Ended | None
    state: str

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which sides have to sign still."""
        signed = {one.side for one in self.signatures}
        return () if self.state != "proposed" else tuple(s for s in ("recipient", "publisher") if s not in signed)

    @property
    def columns(self) -> tuple[tuple[Text, str, Text, int], ...]:
        """Of each column shown: its title, its name, how it is masked, the step of that."""
        cube = self.terms.cube
        shown = self.terms.columns if cube is None else tuple(one.shown for one in cube.dimensions)
        said = tuple(
            (_title(self.contract, one.column), one.column, MASK_WORDS[one.mask.kind], one.mask.step) for one in shown
        )
        return said if cube is None else () if self.terms.is_noisy else (*said, *_counted(self.contract, cube))

    @property
    def rows(self) -> tuple[tuple[Text, Text, str], ...]:
        """Of each condition: the column's title, how it compares, the values."""
        return tuple(
            (_title(self.contract, one.column), OPERATOR_WORDS[one.operator], ", ".join(map(str, one.values)))
            for one in self.terms.rows
        )


def _counted(contract: Contract, cube: Cube) -> Iterator[tuple[Text, str, Text, int]]:
    """The columns that a cube with a threshold has beside its dimensions."""
    for name in ("rows", "people"):
        yield WORDS[name], name, COUNTED, 0
    for one in cube.measures:
        yield _title(contract, one.column), one.column, ADDED, 0


def _title(contract: Contract, name: str) -> Text:
    column = contract.column(name)
    return column.title if column else Text.of(vi=name, en=name)


def needed_agreement(actor: Actor, agreement_id: UUID) -> Agreement:
    """Refusal: 404 when it isn't there, 403 for whom it is not for."""
    found = Agreement.objects.filter(pk=agreement_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def every_agreement() -> QuerySet[Agreement]:
    """Newest first."""
    return Agreement.objects.order_by("-proposed_at", "pk")


def agreement_view(row: Agreement) -> AgreementView:
    contract = contract_of(row.data_set)
    revoked, party = getattr(row, "revocation", None), organisation(row.organisation_id)
    signed = tuple(
        SignatureView(one.side, _named(one.person_id), method_words(one.method), one.at, one.entry_id)
        for one in row.signatures.order_by("at")
    )
    return AgreementView(
        id=row.pk,
        code=row.data_set.code,
        contract=contract,
        terms=read_terms(row.terms, contract),
        recipient=party.name if party else "",
        digest=row.digest,
        proposed_at=row.proposed_at,
        entry_id=row.entry_id,
        signatures=signed,
        ended=Ended(revoked.at, revoked.reason, revoked.entry_id) if revoked else None,
        state=_state(row, is_revoked=revoked is not None, signatures=len(signed), on=today()),
    )


def state_of(row: Agreement) -> str:
    """`proposed`, `in-force`, `revoked` or `expired`, now."""
    is_revoked, signed = rows.find(Revocation, row.pk) is not None, rows.select(Signature, agreement_id=row.pk)
    return _state(row, is_revoked=is_revoked, signatures=len(signed), on=today())


def _state(row: Agreement, *, is_revoked: bool, signatures: int, on: date) -> str:
    if is_revoked:
        return "revoked"
    if row.until < on:
        return "expired"
    return "in-force" if signatures == len(("publisher", "recipient")) else "proposed"


def _named(person_id: UUID) -> str:
    found = person_card(person_id)
    return found.name if found else ""


def shown_rows(row: Agreement, *, most: int) -> tuple[Any, int, EditionCard | None]:
    """The first rows as the terms show them, how many they are in all, and of which edition. Asked by whoever may."""
    found = card(row.data_set.code)
    if found is None or found.newest is None:
        return None, 0, None
    terms, lake = read_terms(row.terms, found.contract), require("longbien.data.lake.governed", extra="data")
    if terms.is_noisy:
        return None, 0, None
    where = (found.contract, folder_of(found.code), found.newest.version)
    return lake.governed(terms, *where, key=row.key, most=most), lake.count(terms, *where), found.newest


def offer_of(row: Agreement) -> Offer | None:
    """The view that the terms compile to, over the newest edition; None before the first one."""
    found = card(row.data_set.code)
    if found is None or found.newest is None:
        return None
    files = require("longbien.data.lake.tables", extra="data").files(folder_of(found.code), found.newest.version)
    relation = over_files([str(one) for one in files], found.contract)
    terms = read_terms(row.terms, found.contract)
    return Offer(view_name(found.code), select(terms, found.contract, relation=relation, key=row.key), files)


def asked_under(agreement_id: UUID) -> QuerySet[Query]:
    """Every question under an agreement, newest first."""
    return Query.objects.filter(agreement=agreement_id).order_by("-at", "-pk")
