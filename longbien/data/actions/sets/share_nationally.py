"""Tell that a data set is on the national data platform."""

from datetime import date, datetime
from urllib.parse import urlsplit

from longbien.data.events.access import NationallyShared
from longbien.data.models import DataSet, NationalShare
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

AHEAD = Text.of(vi="Ngày này chưa tới.", en="This day is still to come.")
NO_ADDRESS = Text.of(
    vi="Cần địa chỉ bắt đầu bằng https:// của bộ dữ liệu trên nền tảng quốc gia.",
    en="An address beginning with https:// is needed, of the data set on the national platform.",
)


@act
def share_nationally(code: str, since: date, address: str, *, by: Actor, at: datetime) -> None:
    """What was told last counts. Refusal: not one's own data set (403), a day to come or no address (422)."""
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    check(by, "steward", found)
    if since > today():
        raise Refusal("ahead", AHEAD, faults=(Fault("since", AHEAD),))
    if not _is_secure(address):
        raise Refusal("no-address", NO_ADDRESS, faults=(Fault("address", NO_ADDRESS),))
    told = NationallyShared(code, since, address)
    entry_id = emit(told, subject=Subject("data.set", found.pk), by=by, at=at)
    NationalShare.objects.create(
        data_set=found, since=since, address=address, person_id=by.person_id, at=at, entry_id=entry_id
    )


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        return False
