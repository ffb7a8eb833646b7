"""What the people room does when something happened: letters that take the network."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from longbien.kernel.actor import SYSTEM
from longbien.people.actions.privacy.erase_person import erase_person
from longbien.people.events import ErasureAsked, MemberInvited, NewDevice, PersonErased
from longbien.people.queries import contacts, invitation, language_of
from longbien.people.queries.privacy import erasure_of, receipts_of
from longbien.people.rules.agents import device_name
from longbien.people.rules.privacy import deadlines
from longbien.record.actions.erase import erase_openings
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer
from longbien.ui.language import say, written_for


@on(MemberInvited, slow=True)
def send_invitation(happened: Happened) -> None:
    """Write to the invited address, unless the invitation is answered or its address erased by now."""
    invited: MemberInvited = happened.what
    card = invitation(invited.invitation)
    if card is None or not invited.email:
        return
    with override(language_of(invited.email)):
        told = {
            "invitation": card,
            "hub_name": say(settings.HUB.name),
            "me_url": settings.ENV.url + reverse("people:me"),
        }
        subject = " ".join(render_to_string("people/mail/invitation_subject.txt", told).split())
        send_mail(subject, render_to_string("people/mail/invitation.txt", told).strip(), None, [invited.email])


@on(NewDevice, slow=True)
def tell_of_new_device(happened: Happened) -> None:
    """Write to whoever signed in on a device that was new: if it wasn't they, they should know."""
    seen: NewDevice = happened.what
    for contact in contacts([happened.subject.id]):
        with written_for(contact.language, contact.timezone):
            told = {
                "device": device_name(seen.agent or ""),
                "at": happened.at,
                "hub_name": say(settings.HUB.name),
                "devices_url": settings.ENV.url + reverse("people:devices"),
            }
            subject = " ".join(render_to_string("people/mail/new_device_subject.txt", told).split())
            send_mail(subject, render_to_string("people/mail/new_device.txt", told).strip(), None, [contact.email])


@on(ErasureAsked, slow=True)
def tell_of_erasure(happened: Happened) -> None:
    """Write at once to whoever is to be erased: when, and how to stop it. Nothing to say once it was taken back."""
    card = erasure_of(happened.subject.id)
    for contact in contacts([happened.subject.id]) if card else ():
        with written_for(contact.language, contact.timezone):
            told = {
                "erasure": card,
                "hub_name": say(settings.HUB.name),
                "stop_url": settings.ENV.url + reverse("people:privacy"),
            }
            subject = " ".join(render_to_string("people/mail/erasure_asked_subject.txt", told).split())
            send_mail(subject, render_to_string("people/mail/erasure_asked.txt", told).strip(), None, [contact.email])


@timer
def erase_when_due(happened: Happened) -> None:
    """Carry out a request for erasure that still stands after its pause."""
    erase_person(person_id=happened.subject.id, at=happened.now)


@on(ErasureAsked)
def wait_before_erasing(happened: Happened) -> None:
    due = deadlines(settings.HUB.data.get("privacy", {}), settings.HUB.calendar, happened.at)
    schedule(erase_when_due, event_id=happened.id, due_at=due.begins_at)


@on(PersonErased, slow=True)
def send_receipts(happened: Happened) -> None:
    """Send the receipts to the address that is erased everywhere else, then forget it here too."""
    erased: PersonErased = happened.what
    if not erased.email:
        return
    told = {"receipts": receipts_of(happened.subject.id), "hub_name": say(settings.HUB.name)}
    with override(settings.HUB.languages[0]):
        subject = " ".join(render_to_string("people/mail/erased_subject.txt", told).split())
        send_mail(subject, render_to_string("people/mail/erased.txt", told).strip(), None, [erased.email])
    erase_openings([happened.id], subject=happened.subject, by=SYSTEM, at=happened.now)
