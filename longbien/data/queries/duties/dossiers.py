"""Dossiers of agreements: which are needed, which are there, which are filed in time."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.credentials.actions.render_and_seal import file_name
from longbien.data.models import Agreement
from longbien.data.models import Dossier as Row
from longbien.data.queries.duties.statutes import clock
from longbien.data.queries.sets import contract_of
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.duties.dossiers import NAMES, QUESTIONS, Dossier, file_by, lacking, needed
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.record.queries import Document, made_document

SIDES = 2


@dataclass(frozen=True)
class DossierView:
    """A dossier that an agreement needs; nothing but its kind before it is made."""

    kind: Dossier
    name: Text
    id: UUID | None = None
    number: int = 0
    answers: tuple[tuple[Text, str], ...] = ()
    sha256: str = ""
    at: datetime | None = None
    entry_id: UUID | None = None
    filed_on: date | None = None
    reference: str = ""
    file_by: date | None = None
    pdf: UUID | None = None

    @property
    def is_made(self) -> bool:
        return self.id is not None

    @property
    def is_owed(self) -> bool:
        """Whether the law's clock to file it runs, or has run out."""
        return self.file_by is not None and self.filed_on is None

    @property
    def is_late(self) -> bool:
        return self.is_owed and self.file_by is not None and today() > self.file_by


def needs(row: Agreement) -> tuple[Dossier, ...]:
    contract = contract_of(row.data_set)
    return needed(read_terms(row.terms, contract), contract)


def lacks(row: Agreement) -> tuple[Dossier, ...]:
    """What has to be made before it may be signed."""
    return lacking(needs(row), row.dossiers.values_list("kind", flat=True))


def owed() -> tuple[tuple[Agreement, DossierView], ...]:
    """Dossiers that have to be filed with the authority still: those of agreements in force with countries abroad."""
    abroad = Agreement.objects.filter(terms__has_key="territory", revocation=None).select_related("data_set")
    return tuple((row, one) for row in abroad.order_by("proposed_at") for one in dossiers(row) if one.is_owed)


def dossiers(row: Agreement) -> tuple[DossierView, ...]:
    """Of each kind that is needed, the newest."""
    return tuple(_view(row, kind) for kind in needs(row))


def _view(agreement: Agreement, kind: Dossier) -> DossierView:
    row = agreement.dossiers.filter(kind=kind).order_by("-number").first()
    if row is None:
        return DossierView(kind, NAMES[kind], file_by=_file_by(agreement, kind))
    filing, document = getattr(row, "filing", None), printed(agreement.pk, row.kind, row.number)
    return DossierView(
        kind=kind,
        name=NAMES[kind],
        id=row.pk,
        number=row.number,
        answers=tuple((words, row.answers[code]) for code, words in QUESTIONS[kind].items()),
        sha256=row.sha256,
        at=row.at,
        entry_id=row.entry_id,
        filed_on=filing.filed_on if filing else None,
        reference=filing.reference if filing else "",
        file_by=_file_by(agreement, kind),
        pdf=document.id if document else None,
    )


def _file_by(agreement: Agreement, kind: Dossier) -> date | None:
    """The last day to file; the first transfer can't be before the second signature, so that day counts."""
    signed = list(agreement.signatures.order_by("at"))
    span = clock("transfer-dossier") if kind == "transfer" else None
    if span is None or len(signed) < SIDES:
        return None
    return file_by(span.span, signed[-1].at.astimezone(ZoneInfo(settings.HUB.timezone)).date())


def printed(agreement_id: UUID, kind: str, number: int) -> Document | None:
    """The sealed PDF of an edition; None while it is not made yet."""
    return made_document(Subject("data.agreement", agreement_id), file_name(paper_number(kind, number)))


def paper_number(kind: str, number: int) -> str:
    return f"{kind}-{number}"


@dataclass(frozen=True)
class Paper:
    """What is printed of a dossier."""

    agreement: Agreement
    number: int
    answers: dict[str, str]
    sha256: str
    terms: str
    at: datetime


def paper(agreement_id: UUID, kind: str, number: int) -> Paper | None:
    row = Row.objects.filter(agreement=agreement_id, kind=kind, number=number).select_related("agreement").first()
    return Paper(row.agreement, row.number, row.answers, row.sha256, row.terms, row.at) if row else None
