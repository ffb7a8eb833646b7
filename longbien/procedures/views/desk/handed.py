"""Say what changed hands and to whom, with the button that takes it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.ids import from_slug
from longbien.people.queries import persons
from longbien.procedures.actions.desk.giving import Handed
from longbien.procedures.queries.desk.worklist import Asked
from longbien.procedures.views.queue import asked_in, carried, is_bare, queue_in
from longbien.ui.components.flash import Button, say_done
from longbien.ui.formats import moment
from longbien.ui.requests import Request

UNSEEN = object()  # a case of which the page did not say who looked after it
Chosen = dict[UUID, object]  # cases with who looked after each on the page
MOST_NAMED = 10


@dataclass(frozen=True)
class Done:
    """What was asked for: `give`, `free`, `fair` or `surplus`, to whom, and for how many chosen cases."""

    do: str
    person_id: UUID | None = None
    chosen: int = 0


def read_chosen(values: Iterable[str]) -> Chosen:
    """Cases by id with who looked after each on the page, None for nobody: `case~handler`, or the case alone. What
    can't be read is left out."""
    chosen: Chosen = {}
    for value in list(values)[:1000]:
        slug, mark, held = value.partition("~")
        try:
            chosen[from_slug(slug)] = (from_slug(held) if held else None) if mark else UNSEEN
        except ValueError:
            continue
    return chosen


def say_handed(request: Request, handed: Handed, done: Done) -> None:
    """In the words of what was done; what stayed with others is named."""
    if handed.count:
        say_done(request, _words(request, handed, done), undo_button(handed, _list(request)))
    elif not handed.missed and not handed.left:
        messages.warning(request, _nothing(done))
    if done.do == "fair" and handed.count and (held := done.chosen - handed.count - handed.left) > 0:
        words = ngettext(
            "%(n)s case has a handler already and stays.", "%(n)s cases have a handler already and stay.", held
        )
        messages.info(request, words % {"n": held})
    if handed.left:
        words = ngettext(
            "For %(n)s case nobody was found who is there and has no ties to the applicant.",
            "For %(n)s cases nobody was found who is there and has no ties to the applicant.",
            handed.left,
        )
        messages.warning(request, words % {"n": handed.left})
    for one in handed.missed[:MOST_NAMED]:
        given = {"number": one.number, "by": one.by, "handler": one.handler, "at": moment(one.at)}
        messages.warning(request, _missed(one.by, one.handler) % given)
    if more := handed.missed[MOST_NAMED:]:
        words = ngettext("%(n)s more changed meanwhile.", "%(n)s more changed meanwhile.", len(more))
        messages.warning(request, words % {"n": len(more)})


def say_undone(request: Request, handed: Handed) -> None:
    """How many went back, and how many did not because something was done with them since."""
    words = ngettext("Undone: %(n)s case is as before.", "Undone: %(n)s cases are as before.", handed.count)
    if handed.count:
        messages.success(request, words % {"n": handed.count})
    if handed.left:
        words = ngettext("%(n)s case changed since and stays.", "%(n)s cases changed since and stay.", handed.left)
        messages.warning(request, words % {"n": handed.left})


def undo_button(handed: Handed, queue: Asked | None = None) -> Button:
    """`queue`: the list to come back to."""
    return Button(carried(reverse("procedures:undo", args=[handed.batch]), queue), _("Undo"))


def _list(request: Request) -> Asked | None:
    """The work list on which the button was, or from which the reader came to the case."""
    return queue_in(request) if is_bare(request.GET) else asked_in(request.GET)


def shared_among(handed: Handed) -> str:
    """Who was given how many: “Hà 7, Đức 6”."""
    names = persons([person_id for person_id, _n in handed.given])
    told = [(names[person_id].name, n) for person_id, n in handed.given if person_id in names]
    return ", ".join(f"{name} {n}" for name, n in sorted(told))


def _words(request: Request, handed: Handed, done: Done) -> str:
    n = handed.count
    if done.do in ("fair", "surplus"):
        words = ngettext("Shared out %(n)s case: %(names)s.", "Shared out %(n)s cases: %(names)s.", n)
        return words % {"n": n, "names": shared_among(handed)}
    if done.person_id is None:
        words = ngettext("Nobody looks after %(n)s case now.", "Nobody looks after %(n)s cases now.", n)
        return words % {"n": n}
    if done.person_id == request.actor.id:
        return ngettext("You took %(n)s case.", "You took %(n)s cases.", n) % {"n": n}
    card = persons([done.person_id]).get(done.person_id)
    words = ngettext("Gave %(n)s case to %(name)s.", "Gave %(n)s cases to %(name)s.", n)
    return words % {"n": n, "name": card.name if card else ""}


def _nothing(done: Done) -> str:
    if done.do == "fair":
        return _("Nothing was given out: somebody looks after each of these cases already.")
    if done.person_id is None:
        return _("Nothing changed: nobody looks after these cases.")
    return _("Nothing changed: this person looks after these cases already.")


def _missed(by: str, handler: str) -> str:
    if not by:
        return _("%(number)s changed hands meanwhile and stays as it is.")
    if not handler:
        return _("%(number)s was taken off its handler by %(by)s at %(at)s and stays as it is.")
    return _("%(number)s was given to %(handler)s by %(by)s at %(at)s and stays so.")
