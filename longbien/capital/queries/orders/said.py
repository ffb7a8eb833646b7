"""What people wrote and decided in the life of an order, as its page tells it."""

from dataclasses import dataclass

from longbien.capital.queries.orders.orders import OrderView
from longbien.capital.queries.orders.parts import StepView
from longbien.people.queries import persons
from longbien.record.queries import openings


@dataclass(frozen=True)
class Told:
    """A step with the words that were written with it; `who` only where the reader may know."""

    step: StepView
    who: str
    words: str
    measured: str


def told(view: OrderView, *, named: bool) -> tuple[Told, ...]:
    """The history of an order; `named` says who did each step."""
    ids = {one.person_id for one in view.history if one.person_id}
    cards = persons(ids) if named and ids else {}
    return tuple(_told(one, cards[one.person_id].name if one.person_id in cards else "") for one in view.history)


def _told(step: StepView, who: str) -> Told:
    has_words = step.step in ("withdrawn", "delivered", "refused", "accepted", "owed", "decided")
    said = openings(step.entry_id) if has_words else {}
    found = {name: str(one.value) for name, one in said.items() if one.value}
    return Told(step, who, found.get("reason") or found.get("note", ""), found.get("measured", ""))
