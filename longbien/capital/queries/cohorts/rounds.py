"""Follow-on rounds: those of a company, and what private money came after the programme's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.capital.models import CohortStep, FollowOn, Investment
from longbien.capital.rules.cohorts.places import ADMITTED
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.vehicles.measures import PUBLIC
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.policy import visible
from longbien.people.queries import OrganisationCard, organisations, person_card

WAITS, CONFIRMED, DROPPED = "waits", "confirmed", "dropped"
NAMES = {
    WAITS: Text.of(vi="Chờ người thứ hai xác nhận", en="Waits for a second officer"),
    CONFIRMED: Text.of(vi="Đã xác nhận", en="Confirmed"),
    DROPPED: Text.of(vi="Đã bỏ", en="Dropped"),
}
TONES = {WAITS: "warn", CONFIRMED: "ok", DROPPED: "off"}
MOST = 200


@dataclass(frozen=True)
class RoundCard:
    """A round of other investors' money into a company."""

    id: UUID
    company: OrganisationCard
    investor: str
    is_public: bool
    amount: Money
    on: date
    state: str
    is_demo: bool
    prepared_by: UUID
    evidence: UUID
    entry_id: UUID

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def waits(self) -> bool:
        return self.state == WAITS

    @property
    def preparer(self) -> str:
        found = person_card(self.prepared_by)
        return found.name if found else ""


def is_ours(company_id: UUID) -> bool:
    """Whether a fund of the programme invested in a company, or a cohort took it."""
    if Investment.objects.filter(organisation=company_id, state=POSTED).exists():
        return True
    return CohortStep.objects.filter(place__company=company_id, step=ADMITTED).exists()


def our_companies() -> frozenset[UUID]:
    """Every company into which a follow-on round may be recorded."""
    held = Investment.objects.filter(state=POSTED).values_list("organisation", flat=True)
    taken = CohortStep.objects.filter(step=ADMITTED).values_list("place__company", flat=True)
    return frozenset(held) | frozenset(taken)


def rounds(actor: Actor) -> tuple[RoundCard, ...]:
    """Those that the reader may see, the newest first. Three queries."""
    rows = list(visible(actor, FollowOn.objects.all()).prefetch_related("steps")[:MOST])
    names = organisations(row.company_id for row in rows)
    return tuple(_card(row, names[row.company_id]) for row in rows)


def round_card(row: FollowOn) -> RoundCard:
    """The caller has asked the policy."""
    return _card(row, organisations([row.company_id])[row.company_id])


def _card(row: FollowOn, company: OrganisationCard) -> RoundCard:
    steps = [one.step for one in row.steps.all()]
    return RoundCard(
        id=row.pk,
        company=company,
        investor=row.investor,
        is_public=row.source == PUBLIC,
        amount=Money(row.minor, row.currency),
        on=row.on,
        state=steps[-1] if steps else WAITS,
        is_demo=row.is_demo,
        prepared_by=row.prepared_by,
        evidence=row.evidence,
        entry_id=row.entry_id,
    )


def title(follow_on_id: UUID) -> str:
    row = FollowOn.objects.select_related("company").filter(pk=follow_on_id).first()
    return row.company.name if row else ""
