"""Budgets of ε over the persons of a data set, in millionths, as the ledger has them: one for each recipient.

They outlive agreements: what was spent under one, the next one of the same recipient goes on from.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from longbien.data.models import Agreement, BudgetProposal, Release
from longbien.data.policy import STEWARD
from longbien.data.rules.cube.budget import may_grant, may_spend
from longbien.data.rules.cube.epsilon import PLACES
from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.ledger.queries import account
from longbien.ledger.rules.posting import AccountState
from longbien.people.policy import can
from longbien.people.queries import person_card

SCALE = PLACES
GRANTED, SPENT, LEFT = "granted", "spent", "left"
PARTS = (GRANTED, SPENT, LEFT)


@dataclass(frozen=True)
class Budget:
    """Of the recipient of an agreement over the persons of its data set; `account_id` is that of what is left.

    `whole` is the ε of the agreement's own terms, `here` what its answers took.
    """

    granted: int
    spent: int
    left: int
    account_id: UUID
    whole: int
    here: int

    @property
    def before(self) -> int:
        """Spent under other agreements of the recipient."""
        return self.spent - self.here

    @property
    def open(self) -> int:
        """What may still be spent under this agreement."""
        return may_spend(self.left, whole=self.whole, here=self.here)

    @property
    def grantable(self) -> int:
        """How much more this agreement could use."""
        return may_grant(self.left, whole=self.whole, here=self.here)


@dataclass(frozen=True)
class OverSet:
    """Of all recipients together, and of how many."""

    granted: int
    spent: int
    recipients: int


@dataclass(frozen=True)
class Proposal:
    """More ε for a recipient: who proposed it and why; `granted` None while it waits for a second steward."""

    id: UUID
    epsilon: int
    reason: str
    person_id: UUID
    person: str
    at: datetime
    entry_id: UUID
    granted: bool | None
    decided_entry_id: UUID | None


def unit_of(data_set_id: UUID) -> str:
    """The unit of a data set's book: ε over these persons is no ε over others."""
    return f"EPSILON:{to_slug(data_set_id)}"


def code_of(organisation_id: UUID, what: str) -> str:
    return f"cube/{to_slug(organisation_id)}/{what}"


def accounts_for(found: Agreement) -> tuple[AccountState, ...]:
    """What the recipient was granted, has spent and has left; nothing before its first cube was published."""
    return _three(unit_of(found.data_set_id), found.organisation_id)


def own_accounts(found: Agreement) -> tuple[AccountState, ...]:
    """The same in the book that an agreement had to itself, as they were kept at first."""
    return _three(unit_of(found.pk), found.pk)


def _three(unit: str, whose: UUID) -> tuple[AccountState, ...]:
    known = [account(unit, code_of(whose, one)) for one in PARTS]
    return tuple(one for one in known if one) if all(known) else ()


def others_of(found: Agreement) -> list[Agreement]:
    """Every agreement of the same recipient on the same data set, itself too, oldest first."""
    every = Agreement.objects.filter(data_set=found.data_set_id, organisation=found.organisation_id)
    return list(every.order_by("proposed_at", "pk"))


def budget_of(agreement_id: UUID) -> Budget | None:
    """None before a cube of its recipient was published on the data set."""
    found = Agreement.objects.filter(pk=agreement_id).first()
    return None if found is None else budget_under(found)


def budget_under(found: Agreement) -> Budget | None:
    sums = _sums(found)
    if sums is None:
        return None
    (granted, spent, left), account_id = sums
    return Budget(granted, spent, left, account_id, whole_of(found), spent_under(found.pk))


def _sums(found: Agreement) -> tuple[tuple[int, int, int], UUID] | None:
    """Of the recipient's book; of agreements' own books while nothing went on from them."""
    books = [one for one in (accounts_for(found),) if one]
    books = books or [one for one in map(own_accounts, others_of(found)) if one]
    if not books:
        return None
    granted, spent, left = (sum(one.balance for one in part) for part in zip(*books, strict=True))
    return (granted, spent, left), books[-1][-1].id


def whole_of(found: Agreement) -> int:
    return int((found.terms.get("cube") or {}).get("epsilon", 0))


def spent_under(agreement_id: UUID) -> int:
    """What the answers of one agreement took."""
    charged = Release.objects.filter(cube__agreement=agreement_id).aggregate(sum=Sum("charged"))
    return int(charged["sum"] or 0)


def over_set(data_set_id: UUID) -> OverSet:
    """What was granted and spent over the persons of a data set by all agreements: it adds up, whoever asked."""
    firsts: dict[UUID, Agreement] = {}
    for one in Agreement.objects.filter(data_set=data_set_id, cubes__isnull=False).distinct():
        firsts.setdefault(one.organisation_id, one)
    found = [sums for one in firsts.values() if (sums := _sums(one))]
    return OverSet(sum(one[0][0] for one in found), sum(one[0][1] for one in found), len(found))


def proposals(found: Agreement) -> tuple[Proposal, ...]:
    """What was proposed beyond the first budget of a recipient on a data set, newest first."""
    rows = BudgetProposal.objects.filter(
        agreement__data_set=found.data_set_id, agreement__organisation=found.organisation_id
    )
    return tuple(map(_proposal, rows.select_related("decision").order_by("-at", "-pk")))


def _proposal(row: BudgetProposal) -> Proposal:
    by, decision = person_card(row.person_id), getattr(row, "decision", None)
    return Proposal(
        row.pk, row.epsilon, row.reason, row.person_id, by.name if by else "", row.at, row.entry_id,
        decision.granted if decision else None, decision.entry_id if decision else None,
    )  # fmt: skip


def to_decide(actor: Actor) -> list[Agreement]:
    """The agreements for which more was proposed that the reader may grant as the second steward."""
    if STEWARD not in actor.roles:
        return []
    rows = BudgetProposal.objects.filter(decision=None).exclude(person_id=actor.person_id).order_by("at", "pk")
    found = [row.agreement for row in rows.select_related("agreement__data_set")]
    return [one for one in found if can(actor, "grant", one)]
