"""Services and cases in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.procedures.links import case_url
from longbien.procedures.queries.finding import cases_found
from longbien.procedures.queries.services import services
from longbien.procedures.queries.versions import published
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def services_in_force(actor: Actor, text: str) -> Iterator[Hit]:
    """Services whose title or summary, in any language, has every word; the catalogue is open to all."""
    found = 0
    for card in services() if text else ():
        if not card.is_offered:
            continue
        said = fold(" ".join((card.code, *card.title.values(), *(card.summary.values() if card.summary else ()))))
        if fits(text, said):
            found += 1
            snippet = say(card.summary)[:160] if card.summary else ""
            yield Hit(say(card.title), reverse("procedures:service", args=[card.code]), gettext("Service"), snippet)
        if found == MOST:
            return


@register
def cases(actor: Actor, text: str) -> Iterator[Hit]:
    """Cases that the reader may see, by number, title and applicant; the beginning of a word is enough."""
    for case in cases_found(actor, text, MOST):
        definition = published(case.version_id).definition
        said = f"{say(definition.title)} · {say(definition.states[case.state].title)} · {case.owner.name}"
        title = f"{case.number} · {case.title}" if case.title else case.number
        yield Hit(title, case_url(case.pk), gettext("Case"), said)
