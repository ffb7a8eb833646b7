"""Where ventures are shown, and which other pages lead to them."""

from collections.abc import Iterable

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ui import links
from longbien.ventures import queries

links.register("ventures.venture", url=queries.url, title=queries.title)


@links.neighbours("problems.problem", "procedures.case", "trials.trial", "people.organisation")
def ventures_of(actor: Actor, subject: Subject) -> Iterable[links.Link]:
    """The ventures that a problem, a case, a trial or an organisation belongs to."""
    return queries.links_of(actor, subject)
