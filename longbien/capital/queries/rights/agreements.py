"""Contributions and agreements as their pages show them, as far as the reader may see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from longbien.capital.models import Agreement, Contribution, Entitlement
from longbien.capital.queries.rights.book import RightCard, cards
from longbien.capital.rules.rights import contribution as contributions
from longbien.capital.rules.rights.terms import Template, read_template
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import OrganisationCard, organisation, person_card
from longbien.places.queries import LaboratoryCard, laboratory
from longbien.procedures.queries.proving import method_words
from longbien.record.queries import Document, document


@dataclass(frozen=True)
class ContributionView:
    id: UUID
    laboratory: LaboratoryCard
    organisation: OrganisationCard
    kind: Text
    value: Money
    about: str
    valued_by: str
    evidence: Document | None
    taken_at: datetime
    entry_id: UUID
    agreement_id: UUID | None


@dataclass(frozen=True)
class SignatureView:
    side: str
    person: str
    method: str
    at: datetime
    entry_id: UUID


@dataclass(frozen=True)
class AgreementView:
    """An agreement with its own copy of the text."""

    id: UUID
    number: str
    contribution: ContributionView
    template: Template
    digest: str
    proposed_at: datetime
    entry_id: UUID
    rights: tuple[RightCard, ...]
    signatures: tuple[SignatureView, ...]

    @property
    def is_in_force(self) -> bool:
        return {one.side for one in self.signatures} == {"holder", "hub"}

    @property
    def lacks(self) -> tuple[str, ...]:
        signed = {one.side for one in self.signatures}
        return tuple(side for side in ("holder", "hub") if side not in signed)


def needed_contribution(actor: Actor, contribution_id: UUID) -> Contribution:
    """Refusal (404) when it isn't there, or isn't theirs to see."""
    found = Contribution.objects.filter(pk=contribution_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def contribution_view(found: Contribution) -> ContributionView:
    place, giver = laboratory(found.laboratory_id), organisation(found.organisation_id)
    agreed = Agreement.objects.filter(contribution=found).values_list("pk", flat=True).first()
    return ContributionView(
        id=found.pk,
        laboratory=cast(LaboratoryCard, place),
        organisation=cast(OrganisationCard, giver),
        kind=contributions.KINDS[cast(contributions.ContributionKind, found.kind)],
        value=found.value,
        about=found.about,
        valued_by=found.valued_by,
        evidence=document(found.evidence_id) if found.evidence_id else None,
        taken_at=found.taken_at,
        entry_id=found.entry_id,
        agreement_id=agreed,
    )


def needed_agreement(actor: Actor, agreement_id: UUID) -> Agreement:
    found = Agreement.objects.select_related("contribution").filter(pk=agreement_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def agreement_view(found: Agreement) -> AgreementView:
    signed = found.signatures.order_by("at")
    return AgreementView(
        id=found.pk,
        number=found.number,
        contribution=contribution_view(found.contribution),
        template=read_template(found.text, settings.HUB.languages),
        digest=found.digest,
        proposed_at=found.proposed_at,
        entry_id=found.entry_id,
        rights=cards(Entitlement.objects.filter(agreement=found)),
        signatures=tuple(
            SignatureView(one.side, _named(one.person_id), method_words(one.method), one.at, one.entry_id)
            for one in signed
        ),
    )


def _named(person_id: UUID) -> str:
    found = person_card(person_id)
    return found.name if found else ""
