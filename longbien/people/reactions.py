"""What the people room does when something happened: letters that take the network."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from longbien.people.events import MemberInvited
from longbien.people.queries import invitation, language_of
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
