"""What follows on the data platform: new rows are weighed, so are agreements that come into force; clocks run out."""

from longbien.data.actions.duties import rebuild_shares as _rebuild_shares  # noqa: F401  # registers itself
from longbien.data.actions.duties.weigh_edition import weigh_edition
from longbien.data.events.agreements import DataAgreementSigned
from longbien.data.events.sets import EditionDelivered
from longbien.data.models import Agreement
from longbien.record.registry import Happened, on


@on(EditionDelivered)
def weigh_new_rows(happened: Happened) -> None:
    weigh_edition(happened.what.code, at=happened.at)


@on(DataAgreementSigned)
def weigh_agreement(happened: Happened) -> None:
    code = Agreement.objects.values_list("data_set__code", flat=True).get(pk=happened.subject.id)
    weigh_edition(code, at=happened.at)
