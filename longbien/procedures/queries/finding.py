"""Cases by their words, at an office's desk or one's own, for the search across rooms."""

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.people.policy import visible
from longbien.procedures.models import Case
from longbien.procedures.queries.desk.worklist import found_by
from longbien.procedures.rules.desk.words import asked_words

MOST_OWN = 1000


def cases_found(actor: Actor, text: str, limit: int) -> list[Case]:
    """The first that fit: by its whole number, one's own by their words, those at the desk by the index of words."""
    if not actor.is_signed_in or not text.strip():
        return []
    found = {case.pk: case for case in (*_numbered(actor, text), *_own(actor, text), *_indexed(actor, text, limit))}
    return list(found.values())[:limit]


def _numbered(actor: Actor, text: str) -> list[Case]:
    numbers = (text.strip(), text.strip().upper())
    return list(visible(actor, Case.objects.filter(number__in=numbers)).select_related("owner")[:1])


def _own(actor: Actor, text: str) -> list[Case]:
    """The cases of one's organisations whose words begin so, the latest thousand of them."""
    if not actor.organisations:
        return []
    words = fold(text)
    mine = Case.objects.filter(owner_id__in=list(actor.organisations)).select_related("owner")
    latest = visible(actor, mine).order_by("-opened_at", "pk")[:MOST_OWN]
    return [case for case in latest if fits(words, fold(f"{case.number} {case.title}"))]


def _indexed(actor: Actor, text: str, limit: int) -> list[Case]:
    found = found_by(asked_words(text), key="pk")
    if found is None or found == Q():
        return []
    return list(visible(actor, Case.objects.filter(found)).select_related("owner").order_by("-pk")[:limit])
