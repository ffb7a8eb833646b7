"""What this room holds of a person, for export and erasure."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.trials.actions.residents.watch_ward import forget_watcher
from longbien.trials.models import ExitReport, Incident, IncidentReport, PeriodicReport
from longbien.trials.queries.residents.notices import wards_watched

WARDS = Text.of(vi="Các phường bạn theo dõi", en="The wards that you follow")
INCIDENTS = Text.of(vi="Sự cố và các báo cáo bạn đã gửi", en="Incidents and reports that you sent")
DUTY = Text.of(
    vi="Là bằng chứng về an toàn của thử nghiệm; chỉ có mã số của bạn, không có tên.",
    en="They are evidence of the trial's safety; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    """Incidents and reports of the person, and the wards they follow.

    Residents' concerns carry nobody's id, so nothing finds them.
    """
    found = Incident.objects.filter(reported_by=person_id).order_by("pk")
    said: list[Plain] = [
        {"trial": str(one.trial_id), "description": one.description, "reported_at": encode(one.reported_at)}
        for one in found
    ]
    watched: list[Plain] = [ward.code for ward in wards_watched(person_id)]
    reports: list[Plain] = [
        {"trial": str(one.trial_id), "sha256": one.sha256, "filed_at": encode(one.filed_at)}
        for one in ExitReport.objects.filter(filed_by=person_id).order_by("pk")
    ]
    full: list[Plain] = [
        {"incident": str(one.pk), "report": one.content or None, "filed_at": encode(one.filed_at)}
        for one in IncidentReport.objects.filter(filed_by=person_id).order_by("pk")
    ]
    periodic: list[Plain] = [
        {"trial": str(one.period.trial_id), "period": one.period.number, "report": one.content}
        for one in PeriodicReport.objects.filter(filed_by=person_id).select_related("period").order_by("pk")
    ]
    return Parcel(
        {
            "incidents": said,
            "wards_followed": watched,
            "exit_reports_filed": reports,
            "incident_reports_filed": full,
            "periodic_reports_filed": periodic,
        }
    )


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("trials", erased=((WARDS, forget_watcher(person_id)),), kept=((INCIDENTS, DUTY),))


TITLE = Text.of(vi="Thử nghiệm", en="Trials")
holds_personal_data(Holder("trials", export, erase, TITLE, erases=(WARDS,), keeps=((INCIDENTS, DUTY),)))
