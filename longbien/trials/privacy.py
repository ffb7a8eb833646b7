"""What this room holds of a person, for export and erasure."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.trials.models import Incident

INCIDENTS = Text.of(vi="Sự cố bạn đã báo", en="Incidents that you reported")
DUTY = Text.of(
    vi="Là bằng chứng về an toàn của thử nghiệm; chỉ có mã số của bạn, không có tên.",
    en="They are evidence of the trial's safety; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    """Incidents that the person reported. Residents' concerns carry nobody's id, so nothing finds them."""
    found = Incident.objects.filter(reported_by=person_id).order_by("pk")
    said: list[Plain] = [
        {"trial": str(one.trial_id), "description": one.description, "reported_at": encode(one.reported_at)}
        for one in found
    ]
    return Parcel({"incidents": said})


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("trials", kept=((INCIDENTS, DUTY),))


TITLE = Text.of(vi="Thử nghiệm", en="Trials")
holds_personal_data(Holder("trials", export, erase, TITLE, keeps=((INCIDENTS, DUTY),)))
