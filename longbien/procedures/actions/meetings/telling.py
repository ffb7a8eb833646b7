"""Tell the members of a body by e-mail of a meeting that was called or called off, and of a changed agenda."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from longbien.kernel.text import Text
from longbien.people.queries import body, contacts, deputies_in, today
from longbien.procedures.links import meeting_url, whole
from longbien.procedures.models import Meeting
from longbien.procedures.queries.deciding import when
from longbien.procedures.queries.meetings.counting import seat_holders
from longbien.ui.language import say, written_for

CALLED = Text.of(vi="Họp", en="Meeting called")
AGENDA = Text.of(vi="Chương trình họp thay đổi", en="Agenda changed")
OFF = Text.of(vi="Huỷ họp", en="Meeting called off")


def mail_members(*, meeting_id: UUID, is_agenda: bool = False, reason: str = "") -> int:
    """How many letters went out. Not an action: mail goes out outside of any transaction."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    card = body(meeting.body_id) if meeting else None
    if meeting is None or card is None:
        return 0
    persons = seat_holders(card) | {one.id for one in deputies_in(f"body:{meeting.body_id}", today())}
    what = OFF if meeting.state == Meeting.State.CANCELLED else AGENDA if is_agenda else CALLED
    told = contacts(persons)
    for contact in told:
        with written_for(contact.language, contact.timezone):
            _letter(meeting, f"{say(what)}: {say(card.name)}", reason, contact.email).send()
    return len(told)


def _letter(meeting: Meeting, subject: str, reason: str, to: str) -> EmailMessage:
    at = say(when(meeting.begins_at))
    lines = (reason, at, meeting.place, meeting.online, whole(meeting_url(meeting.pk)))
    words = "\n".join((subject, "", *(line for line in lines if line), "", say(settings.HUB.name)))
    return EmailMessage(subject=f"{subject}, {at}", body=words, to=[to])
