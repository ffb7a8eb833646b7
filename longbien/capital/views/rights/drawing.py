"""The drawing of the rights over a laboratory, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from longbien.capital.queries.rights.book import RightCard
from longbien.capital.queries.rights.maps import Encumbered
from longbien.capital.rules.rights.drawing import Bar, svg
from longbien.places.queries import LaboratoryCard
from longbien.ui.language import say


@dataclass(frozen=True)
class Drawn:
    """A laboratory, its rights, and these as bars along time."""

    laboratory: LaboratoryCard
    rights: tuple[RightCard, ...]
    svg: SafeString


def drawn(book: Iterable[Encumbered], today: date) -> list[Drawn]:
    return [Drawn(one.laboratory, one.rights, _svg(one, today)) for one in book]


def _svg(one: Encumbered, today: date) -> SafeString:
    bars = [_bar(card) for card in one.rights]
    drawing = svg(bars, _("Rights along time"), today, _("today")) if bars else ""
    return mark_safe(drawing)  # noqa: S308 - svg() escapes every text


def _bar(card: RightCard) -> Bar:
    rank = f"{card.right.rank} · " if card.right.rank else ""
    term = card.right.scope.term
    solid = card.right.exclusive or card.right.is_pre_emptive
    return Bar(f"{rank}{say(card.kind)} · {card.holder.name}", term.start, term.end, solid)
