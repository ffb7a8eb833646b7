"""The register of processing, derived from contracts and agreements in force."""

from longbien.data.models import Agreement, DataSet
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.sets import contract_of
from longbien.data.rules.duties.register import Entry, entry
from longbien.people.queries import today


def register() -> tuple[Entry, ...]:
    """By code. Sets that are about nobody don't stand in it."""
    rows = DataSet.objects.order_by("code")
    return tuple(made for row in rows if (made := _entry(row)) is not None)


def _entry(row: DataSet) -> Entry | None:
    contract = contract_of(row)
    if contract.processing is None:
        return None
    standing = Agreement.objects.filter(data_set=row, until__gte=today(), revocation=None).order_by("proposed_at")
    views = [view for one in standing if (view := agreement_view(one)).state == "in-force"]
    return entry(contract, ((one.recipient, one.terms) for one in views))
