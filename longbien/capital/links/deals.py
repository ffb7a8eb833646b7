"""Where deals and cap tables are shown, for those who may see them."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from longbien.capital.models import CapTable
from longbien.capital.queries.deals import demo_days
from longbien.capital.queries.deals.pipeline import deals, title, url
from longbien.capital.queries.deals.tables import latest, may_see
from longbien.capital.rules.deals.stages import NAMES
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ui import links
from longbien.ui.language import say


def _company_of(table_id: UUID) -> UUID:
    """A version of a table, or a company whose tables it names."""
    return CapTable.objects.filter(pk=table_id).values_list("company", flat=True).first() or table_id


def _table_url(table_id: UUID) -> str:
    return reverse("tables:cap-table", args=[_company_of(table_id)])


def _table_title(table_id: UUID) -> str:
    number = CapTable.objects.filter(pk=table_id).values_list("number", flat=True).first()
    return f"{gettext('Cap table')} {number or ''}".strip()


links.register("capital.deal", url=url, title=title)
links.register(
    "capital.demo_day", url=lambda key: reverse("deals:demo-day", args=[key]), title=demo_days.title
)  # fmt: skip
links.register("capital.cap_table", url=_table_url, title=_table_title)


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The deals about a company, and its cap table, for those who may see them."""
    for row in deals(actor).filter(company=subject.id)[:20]:
        yield links.Link(row.vehicle.name, url(row.pk), say(NAMES[row.stage]))
    found = latest(subject.id)
    if found is not None and may_see(actor, subject.id):
        yield links.Link(_table_title(found.pk), reverse("tables:cap-table", args=[subject.id]), "OCF 1.2")


@links.neighbours("procedures.case")
def of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The deal that a case decides: for its committee, not for the company."""
    for row in deals(actor).filter(case_id=subject.id):
        url_of_room = reverse("deals:committee", args=[row.pk])
        yield links.Link(gettext("Committee room"), url_of_room, f"{row.vehicle.name}: {say(NAMES[row.stage])}")


@links.neighbours("capital.vehicle")
def of_vehicle(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The open deals of a fund."""
    for row in deals(actor).filter(vehicle=subject.id)[:20]:
        yield links.Link(row.about or row.vehicle.name, url(row.pk), say(NAMES[row.stage]))
