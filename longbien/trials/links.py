"""Where trials are shown, and which trials belong to a case or an area."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.trials import queries
from longbien.ui import links
from longbien.ui.language import say


def url(trial_id: UUID) -> str:
    return reverse("trials:page", args=[trial_id])


def title(trial_id: UUID) -> str:
    card = queries.card(trial_id)
    return f"{card.number} {card.title}" if card else str(trial_id)


@links.neighbours("procedures.case")
def of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The licence that a case led to."""
    card = queries.trial_of_case(subject.id)
    if card is not None:
        yield links.Link(f"{card.number} {card.title}", url(card.id), say(card.state_name))


@links.neighbours("ventures.venture", "problems.problem")
def of_subject(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The trials of a venture or about a problem."""
    for card in queries.trials_about(subject):
        yield links.Link(f"{card.number} {card.title}", url(card.id), say(card.state_name))


@links.neighbours("places.area")
def in_area(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The trials under way that may use an area."""
    for card in queries.trials_in_area(subject.id):
        yield links.Link(f"{card.number} {card.title}", url(card.id), say(card.state_name))


links.register("trials.trial", url=url, title=title)
