"""Where rights and their agreements are shown."""

from collections.abc import Iterable, Sequence
from typing import cast
from uuid import UUID

from django.urls import reverse

from longbien.capital.actions.rights.open_quotas import GRANTED, USED
from longbien.capital.models import Agreement, Contribution, Entitlement, Offer
from longbien.capital.queries.rights.maps import rights_of, rights_over_public
from longbien.capital.rules.rights.right import KINDS, KindCode
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.wording import account_words, unit_word
from longbien.ui import links
from longbien.ui.language import say


def _agreement_title(agreement_id: UUID) -> str:
    return Agreement.objects.values_list("number", flat=True).get(pk=agreement_id)


def _offer_title(offer_id: UUID) -> str:
    found = Offer.objects.select_related("laboratory").get(pk=offer_id)
    return str(found.laboratory.code)


def _of_contribution(contribution_id: UUID) -> str:
    return reverse("rights:propose", args=[contribution_id])


def _contribution_title(contribution_id: UUID) -> str:
    return str(Contribution.objects.select_related("laboratory").get(pk=contribution_id).laboratory.code)


def _of_right(entitlement_id: UUID) -> str:
    found = Entitlement.objects.values_list("agreement_id", flat=True).get(pk=entitlement_id)
    return reverse("rights:agreement", args=[found])


def _right_title(entitlement_id: UUID) -> str:
    found = Entitlement.objects.select_related("agreement").get(pk=entitlement_id)
    return f"{found.agreement.number} · {say(KINDS[cast(KindCode, found.kind)].name)}"


HOURS_GRANTED = Text.of(vi="Giờ máy đã cấp", en="Machine hours granted")
HOURS_USED = Text.of(vi="Giờ máy đã dùng", en="Machine hours used")
HOURS_LEFT = Text.of(vi="Giờ máy còn lại của một quyền", en="Machine hours left to a right")

links.register(
    "capital.agreement", url=lambda key: reverse("rights:agreement", args=[key]), title=_agreement_title
)  # fmt: skip
links.register("capital.offer", url=lambda key: reverse("rights:offer", args=[key]), title=_offer_title)
links.register("capital.contribution", url=_of_contribution, title=_contribution_title)
links.register("capital.entitlement", url=_of_right, title=_right_title)


def account_names(codes: Sequence[str]) -> dict[str, Text]:
    """What accounts of machine hours hold: what is granted in all, what was used, what a right still has."""
    named = {GRANTED: HOURS_GRANTED, USED: HOURS_USED}
    return {code: named.get(code, HOURS_LEFT) for code in codes}


account_words("rights", account_names)
unit_word("HOUR", Text.of(vi="giờ", en="hours"))


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterable[links.Link]:
    """The rights that an organisation has over publicly co-funded laboratories."""
    for card, place in rights_of(subject.id):
        yield links.Link(f"{say(card.kind)}: {say(place.name)}", reverse("rights:register"), say(card.fields))


@links.neighbours("places.laboratory")
def over_laboratory(actor: Actor, subject: Subject) -> Iterable[links.Link]:
    """The rights over a publicly co-funded laboratory."""
    for card in rights_over_public(subject.id):
        yield links.Link(f"{say(card.kind)}: {card.holder.name}", reverse("rights:register"), say(card.fields))
