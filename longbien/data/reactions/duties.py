"""What follows on the data platform: new rows are weighed, so are agreements that come into force; rows are kept no
longer than agreed; clocks run out; requests for erasure are carried out, dossiers printed."""

from longbien.data.actions.cubes import recount as _recount  # noqa: F401  # registers itself
from longbien.data.actions.duties import rebuild_shares as _rebuild_shares  # noqa: F401  # registers itself
from longbien.data.actions.duties.carry_out import carry_out
from longbien.data.actions.duties.expire_editions import expire_editions
from longbien.data.actions.duties.print_dossier import print_dossier
from longbien.data.actions.duties.record_breach import miss_notice
from longbien.data.actions.duties.weigh_edition import weigh_edition
from longbien.data.events.agreements import DataAgreementSigned
from longbien.data.events.duties import BreachRecorded, DossierMade, SubjectRequestStepped
from longbien.data.events.sets import DataSetListed, EditionDelivered
from longbien.data.models import Agreement
from longbien.data.queries.duties.kept import ends_at
from longbien.kernel.actor import SYSTEM
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer


@on(EditionDelivered)
def weigh_new_rows(happened: Happened) -> None:
    weigh_edition(happened.what.code, at=happened.at)


@on(EditionDelivered)
def watch_rows(happened: Happened) -> None:
    number = happened.what.number
    if end := ends_at(happened.what.code).get(number):
        schedule(rows_over, event_id=happened.id, due_at=end, key=str(number))


@on(DataSetListed)
def watch_all_rows(happened: Happened) -> None:
    """A contract that changed says how long the rows are kept that are there already."""
    for number, end in ends_at(happened.what.code).items():
        schedule(rows_over, event_id=happened.id, due_at=end, key=str(number))


@timer
def rows_over(happened: Happened) -> None:
    """Set for each edition; does nothing when its contract keeps it longer by now."""
    expire_editions(happened.what.code, by=SYSTEM, at=happened.now)


@on(DataAgreementSigned)
def weigh_agreement(happened: Happened) -> None:
    code = Agreement.objects.values_list("data_set__code", flat=True).get(pk=happened.subject.id)
    weigh_edition(code, at=happened.at)


@on(DossierMade, slow=True)
def print_it(happened: Happened) -> None:
    print_dossier(happened.subject.id, kind=happened.what.kind, number=happened.what.number, at=happened.now)


@on(SubjectRequestStepped, slow=True)
def erase_as_ordered(happened: Happened) -> None:
    """A steward granted a deletion: it is carried out outside of any transaction, for it takes its time."""
    if happened.what.did == "ordered":
        carry_out(happened.subject.id, at=happened.now)


@on(BreachRecorded)
def watch_notice(happened: Happened) -> None:
    schedule(notice_late, event_id=happened.id, due_at=happened.what.due_at)


@timer
def notice_late(happened: Happened) -> None:
    """Set when a breach was recorded; does nothing where the authority was told in time."""
    miss_notice(happened.subject.id, at=happened.now)
