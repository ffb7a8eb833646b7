"""What the people room does when something happened: letters that take the network."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from longbien.people.events import MemberInvited, NewDevice
from longbien.people.queries import contacts, invitation, language_of
from longbien.people.rules.agents import device_name
from longbien.record.registry import Happened, on
from longbien.ui.language import say


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
        with override(contact.language):
            told = {
                "device": device_name(seen.agent or ""),
                "at": happened.at,
                "hub_name": say(settings.HUB.name),
                "devices_url": settings.ENV.url + reverse("people:devices"),
            }
            subject = " ".join(render_to_string("people/mail/new_device_subject.txt", told).split())
            send_mail(subject, render_to_string("people/mail/new_device.txt", told).strip(), None, [contact.email])
