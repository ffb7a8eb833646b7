"""Where cohorts and follow-on rounds are shown."""

from collections.abc import Iterator

from django.urls import reverse

from longbien.capital.models import CohortPlace
from longbien.capital.queries.cohorts import cohorts, rounds
from longbien.capital.queries.cohorts.cohorts import place_cards
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import visible
from longbien.ui import links
from longbien.ui.language import say

links.register(
    "capital.cohort", url=lambda key: reverse("cohorts:cohort", args=[key]), title=cohorts.title
)  # fmt: skip
links.register(
    "capital.follow_on", url=lambda key: reverse("cohorts:round", args=[key]), title=rounds.title
)  # fmt: skip


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The cohorts that a company applied to, for those who may see it."""
    rows = visible(actor, CohortPlace.objects.filter(company=subject.id)).select_related("cohort")[:20]
    titles = {row.pk: row.cohort.title for row in rows}
    for card in place_cards(rows):
        yield links.Link(titles[card.id], reverse("cohorts:place", args=[card.id]), say(card.state_name))
