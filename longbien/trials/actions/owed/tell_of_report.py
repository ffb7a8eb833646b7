"""Write to the holder that a report will be due, and to the officers too that it is overdue."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.kernel.text import Text
from longbien.people.queries import contacts, members, persons_with_role
from longbien.trials.events.owed import HolderReminded, IncidentReportMissed, PeriodicReportMissed
from longbien.trials.policy import LICENSING
from longbien.trials.queries.trials import card

Said = HolderReminded | IncidentReportMissed | PeriodicReportMissed


def tell_of_report(trial_id: UUID, happened: Said) -> int:
    """How many letters went out, each in its reader's language."""
    found = card(trial_id)
    if found is None:
        return 0
    overdue = not isinstance(happened, HolderReminded)
    readers = {one.person.id for one in members(found.holder_id)}
    if overdue:
        readers |= {one.id for one in persons_with_role(LICENSING)}
    due = happened.due_by.astimezone(ZoneInfo(settings.HUB.timezone))
    told = contacts(readers)
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("trials:owed", args=[trial_id])
        says = {"trial": f"{found.number} {found.title}", "due": f"{due:%H:%M %d/%m/%Y}", "address": address}
        subject = " ".join((OVERDUE if overdue else SOON).in_language(reader.language).format(**says).split())
        body = BODY.in_language(reader.language).format(**says, person=reader.name, said=subject)
        EmailMessage(subject=subject, body=body, to=[reader.email]).send()
    return len(told)


SOON = Text.of(vi="Báo cáo sắp đến hạn {due}: {trial}", en="A report is due {due}: {trial}")
OVERDUE = Text.of(vi="Báo cáo quá hạn {due}: {trial}", en="A report is overdue since {due}: {trial}")
BODY = Text.of(
    vi="Chào {person},\n\n{said}\n\nXem các báo cáo phải nộp tại: {address}",
    en="Dear {person},\n\n{said}\n\nSee what is owed, and by when: {address}",
)
