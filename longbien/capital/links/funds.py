"""Where funds are shown, and which of them belong to an organisation or a case."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse

from longbien.capital.models import Commitment, Investment, Vehicle
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.commitments import title as commitment_title
from longbien.capital.queries.funds.notices import title as notice_title
from longbien.capital.queries.funds.vehicles import title, url
from longbien.capital.rules.accounts import WORDS
from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug
from longbien.kernel.money import CURRENCY
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.wording import account_words
from longbien.ui import links
from longbien.ui.language import say


def notice_url(notice_id: UUID) -> str:
    return reverse("capital:notice", args=[notice_id])


def commitment_url(commitment_id: UUID) -> str:
    return reverse("capital:commitment", args=[commitment_id])


links.register("capital.vehicle", url=url, title=title)
links.register("capital.notice", url=notice_url, title=notice_title)
links.register("capital.commitment", url=commitment_url, title=commitment_title)


def account_names(codes: Sequence[str]) -> dict[str, Text]:
    """What accounts of vehicles hold, of which investor or company, in which vehicle. Three queries."""
    parts = {code: code.split("/")[1:] for code in codes}
    vehicles = dict(
        Vehicle.objects.filter(pk__in={from_slug(part[0]) for part in parts.values()}).values_list("pk", "name")
    )
    ids = {from_slug(one) for part in parts.values() for one in part[2:] if not CURRENCY.fullmatch(one)}
    whom = {
        key: name
        for model in (Commitment, Investment)
        for key, name in model._default_manager.filter(pk__in=ids).values_list("pk", "organisation__name")
    }
    named = {}
    for code, (vehicle, place, *whose) in parts.items():
        of = [one if CURRENCY.fullmatch(one) else whom[from_slug(one)] for one in whose] + [
            vehicles[from_slug(vehicle)]
        ]
        if place in WORDS:
            named[code] = Text.of(**{language: " · ".join((words, *of)) for language, words in WORDS[place].items()})
    return named


account_words("capital", account_names)


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """What an organisation committed, for those who may see it."""
    for card in queries.commitment_cards(queries.commitments(actor).filter(organisation=subject.id)[:20]):
        yield links.Link(card.vehicle, commitment_url(card.id), say(card.state_name))


@links.neighbours("procedures.case")
def of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The commitment that a case led to."""
    for card in queries.commitment_cards(queries.commitments(actor).filter(case=subject.id)):
        yield links.Link(card.vehicle, commitment_url(card.id), say(card.state_name))
