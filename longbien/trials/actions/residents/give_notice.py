"""Write to those who follow a ward that a trial will start in or beside."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.people.queries import Contact
from longbien.trials.queries.public.register import Registered, find_registered
from longbien.trials.queries.residents.notices import watchers
from longbien.trials.rules.lifecycle import GRANTED


def give_notice(trial_id: UUID, starts_on: date) -> int:
    """How many letters went out: one a person, in their language. None when another day was announced since."""
    found = find_registered(to_slug(trial_id), timezone.localdate())
    if found is None or found.card.state != GRANTED or found.card.starts_on != starts_on:
        return 0
    told = watchers(found.sites)
    for contact in told:
        _letter(found, contact, starts_on).send()
    return len(told)


def _letter(found: Registered, contact: Contact, starts_on: date) -> EmailMessage:
    language, card = contact.language, found.card
    with translation.override(language):
        entry = settings.ENV.url + reverse("trials:registered", args=[card.slug])
        near = settings.ENV.url + reverse("trials:near")
    where = ", ".join(site.name.get(language, site.code) for site in found.sites)
    says = {"day": f"{starts_on:%d/%m/%Y}", "where": where, "title": card.title, "holder": card.holder.name}
    subject = SUBJECT.in_language(language).format(**says)
    body = BODY.in_language(language).format(**says, entry=entry, near=near, person=contact.name)
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=[contact.email])


SUBJECT = Text.of(vi="Thử nghiệm gần bạn từ ngày {day}: {title}", en="A trial near you from {day}: {title}")
BODY = Text.of(
    vi="Chào {person},\n\nTừ ngày {day}, {holder} sẽ thử nghiệm “{title}” tại {where}.\n\n"
    "Thử gì, trong giới hạn nào, phản ánh ở đâu: {entry}\n\nThôi nhận tin của phường: {near}",
    en="Dear {person},\n\nFrom {day}, {holder} will test “{title}” in {where}.\n\n"
    "What is tested, within which limits, and how to complain: {entry}\n\nTo stop these letters: {near}",
)
