"""What is asked of open sets, what people keep of it, and how much each set is used."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from longbien.data.gateway.terms import Offer
from longbien.data.models import Agreement, DataSet, Query, Question, Use
from longbien.data.queries.sets import card, folder_of
from longbien.data.rules.agreement.compiled import over_files, view_name
from longbien.data.rules.quoting import name
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.people.queries import organisation, today

MOST_USERS, SIDES = 20, 2


def open_offer(row: DataSet) -> Offer | None:
    """All rows and columns of an open set's newest edition; None before the first one."""
    found = card(row.code)
    if found is None or found.newest is None or row.access != "open":
        return None
    files = require("longbien.data.lake.tables", extra="data").files(folder_of(found.code), found.newest.version)
    columns = ", ".join(name(one.name) for one in found.contract.columns)
    relation = over_files([str(one) for one in files], found.contract)
    return Offer(view_name(found.code), f"SELECT {columns} FROM {relation}", files)  # noqa: S608


def kept_by(actor: Actor, data_set_id: UUID, agreement_id: UUID | None) -> QuerySet[Question]:
    """What someone asked and saved there, newest first; and what others of the agreement saved."""
    if actor.id is None:
        return Question.objects.none()
    shared = ~Q(name="") if agreement_id else Q(pk__in=[])
    found = Question.objects.filter(data_set=data_set_id, agreement=agreement_id)
    return found.filter(Q(person_id=actor.id) | shared).order_by("-at", "-pk")


@dataclass(frozen=True)
class Usage:
    """How much a data set is used: agreements (in force of all), questions, downloads by format; by whom."""

    agreements: int
    in_force: int
    questions: int
    downloads: int
    organisations: tuple[str, ...]


def usage_of(data_set_id: UUID) -> Usage:
    """The register of agreements is public, so those who have one in force are named."""
    every = Agreement.objects.filter(data_set=data_set_id)
    running = every.filter(until__gte=today(), revocation=None).annotate(n=Count("signatures")).filter(n=SIDES)
    ways = {
        row["way"]: row["n"]
        for row in Use.objects.filter(data_set=data_set_id).values("way").annotate(n=Sum("count")).order_by()
    }
    asked = ways.pop("sql", 0) + Query.objects.filter(agreement__data_set=data_set_id).count()
    parties = dict.fromkeys(running.order_by("pk").values_list("organisation_id", flat=True))
    names = [party.name for key in list(parties)[:MOST_USERS] if (party := organisation(key))]
    return Usage(every.count(), running.count(), asked, sum(ways.values()), tuple(sorted(names)))
