"""The holder of a trial that ended offers its solution to the catalogue, at an open price and on open terms."""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.orders.deliver_part import NO_DOSSIER
from longbien.capital.actions.orders.prepare_order import kpis_of
from longbien.capital.events.adoption import SolutionOffered
from longbien.capital.models import Solution, SolutionPart
from longbien.capital.queries.orders.evidence import Proven, proof
from longbien.capital.rules.adoption.solutions import PricedPart, check_solution, price
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.plain import encode
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.problems.queries import problem
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


@dataclass(frozen=True)
class Offered:
    """A solution as its supplier describes it: `terms` are open to everyone."""

    supplier_id: UUID
    trial_id: UUID
    problem_id: UUID
    title: str
    about: str
    terms: str
    parts: tuple[PricedPart, ...]


@act
def offer_solution(offered: Offered, *, by: Actor, at: datetime) -> UUID:
    """The solution's id. Refusal 422 without an exit dossier of one's own, and with every fault."""
    supplier = organisation(offered.supplier_id)
    if supplier is None:
        raise not_found()
    stated = problem(by, offered.problem_id)
    row = Solution(
        id=new_id(), supplier_id=supplier.id, trial_id=offered.trial_id, problem_id=stated.id, version=stated.number,
        kpis=kpis_of(stated), title=offered.title.strip(), about=offered.about.strip(), terms=offered.terms.strip(),
        currency=settings.HUB.currency, is_demo=supplier.is_demo, offered_by=by.person_id, offered_at=at,
    )  # fmt: skip
    check(by, "offer", row)
    proven = _needed(offered)
    _check(offered, len(stated.kpis))
    row.report_sha256, row.digest = proven.report_sha256, digest_of(row, offered.parts)
    total = Money(price(offered.parts), row.currency)
    event = SolutionOffered(supplier.id, offered.trial_id, row.report_sha256, total, row.digest)
    row.entry_id = emit(event, subject=subject_of(row), by=by, at=at, chain=subject_of(row))
    row.save(force_insert=True)
    SolutionPart.objects.bulk_create(
        SolutionPart(
            solution=row, place=place, title=part.title.strip(), kpi=part.kpi, minor=part.minor, days=part.days
        )
        for place, part in enumerate(offered.parts, 1)
    )
    return row.pk


def digest_of(row: Solution, parts: tuple[PricedPart, ...]) -> str:
    """SHA-256 over the RFC 8785 JSON of everything that is offered."""
    content = {
        "supplier": encode(row.supplier_id), "trial": encode(row.trial_id), "report": row.report_sha256,
        "problem": encode(row.problem_id), "version": row.version, "kpis": row.kpis, "title": row.title,
        "about": row.about, "terms": row.terms, "currency": row.currency,
        "parts": [asdict(part) | {"minor": str(part.minor)} for part in parts],
    }  # fmt: skip
    return sha256(canonical(content)).hexdigest()


def subject_of(row: Solution) -> Subject:
    return Subject("capital.solution", row.pk)


def _needed(offered: Offered) -> Proven:
    proven = proof(offered.trial_id, offered.supplier_id)
    if proven is None:
        raise Refusal("no-evidence", NO_DOSSIER, faults=(Fault("trial", NO_DOSSIER),))
    return proven


def _check(offered: Offered, kpis: int) -> None:
    faults = [
        Fault(name, Text.of(vi=f"Hãy viết {least} đến {most} ký tự.", en=f"Write {least} to {most} characters."))
        for name, said, least, most in (
            ("title", offered.title, 5, 200), ("about", offered.about, 20, 4_000), ("terms", offered.terms, 20, 4_000),
        )
        if not least <= len(said.strip()) <= most
    ]  # fmt: skip
    faults += [Fault(reason.where, reason.what) for reason in check_solution(offered.parts, kpis=kpis).against]
    if faults:
        raise Refusal("bad-solution", faults[0].what, faults=tuple(faults))
