"""What happened to a data set, from what the platform holds: editions, quarantines, agreements in force or once so."""

from uuid import UUID

from longbien.data.models import Agreement, Edition, Quarantine
from longbien.data.queries.sets import SetCard
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.ckan.statement import kind_shown
from longbien.data.rules.descriptors.lineage import Step
from longbien.kernel.ids import to_slug

MOST = 500
BOTH = 2


def steps(found: SetCard) -> tuple[Step, ...]:
    """The newest of them, oldest first."""
    made = [*_editions(found.id), *_apart(found.id), *_agreed(found)]
    return tuple(sorted(made, key=lambda one: one.at)[-MOST:])


def _editions(data_set_id: UUID) -> list[Step]:
    rows = Edition.objects.filter(data_set=data_set_id).order_by("-number")[:MOST]
    return [
        Step("delivered", str(one.number), one.at, rows=one.rows, digest=one.sha256, entry_id=one.entry_id)
        for one in rows
    ]


def _apart(data_set_id: UUID) -> list[Step]:
    rows = Quarantine.objects.filter(data_set=data_set_id).order_by("-at")[:MOST]
    return [
        Step("apart", to_slug(one.pk), one.at, rows=one.rows, digest=one.sha256, broken=one.broken,
             entry_id=one.entry_id)
        for one in rows
    ]  # fmt: skip


def _agreed(found: SetCard) -> list[Step]:
    """Of each agreement the moment from which it held: that of the second signature."""
    rows = Agreement.objects.filter(data_set=found.id).prefetch_related("signatures").order_by("-proposed_at")[:MOST]
    return [one for one in (_of_agreement(row, found) for row in rows) if one]


def _of_agreement(row: Agreement, found: SetCard) -> Step | None:
    signed = sorted(row.signatures.all(), key=lambda one: one.at)
    if len(signed) < BOTH:
        return None
    kinds = {one.name: one.kind for one in found.contract.columns}
    terms = read_terms(row.terms, found.contract)
    columns = tuple(
        (one.column, kind_shown(kinds[one.column], one.mask)) for one in terms.columns if one.column in kinds
    )
    return Step("agreed", to_slug(row.pk), signed[-1].at, columns=columns, entry_id=signed[-1].entry_id)
