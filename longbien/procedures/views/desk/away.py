"""Whoever is away may be given cases by hand, but stands marked and is warned of."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.ids import to_slug
from longbien.people.queries import PersonCard, absent_on, person_card
from longbien.procedures.queries.desk.load import looked_after
from longbien.procedures.queries.standing import local_date
from longbien.ui.requests import Request


def named(cards: Iterable[PersonCard]) -> list[tuple[str, str]]:
    """Persons to choose from: the slug, and the name with a mark for whoever is away today."""
    chosen = list(cards)
    away = absent_on(local_date(timezone.now()), [card.id for card in chosen])
    return [
        (to_slug(card.id), _("%(name)s (away)") % {"name": card.name} if card.id in away else card.name)
        for card in chosen
    ]


def named_with_load(cards: Iterable[PersonCard]) -> list[tuple[str, str]]:
    """The same with what each looks after: “Phạm Thu Hà · 12 cases, 3 overdue”."""
    chosen = list(cards)
    now = timezone.now()
    counts, names = looked_after([card.id for card in chosen], now), dict(named(chosen))
    return [(to_slug(card.id), with_load(names[to_slug(card.id)], *counts.get(card.id, (0, 0)))) for card in chosen]


def with_load(name: str, n: int, late: int) -> str:
    """Somebody with what they look after."""
    words = ngettext("%(n)s case", "%(n)s cases", n) % {"n": n}
    overdue = ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": late}
    return f"{name} · {words}, {overdue}" if late else f"{name} · {words}"


def warn_if_away(request: Request, person_id: UUID | None) -> None:
    """Say so after cases were given to someone who is not there."""
    if person_id and absent_on(local_date(timezone.now()), [person_id]) and (card := person_card(person_id)):
        text = _("%(name)s is away today. What must not wait goes to someone else or to the deputy.")
        messages.warning(request, text % {"name": card.name})
