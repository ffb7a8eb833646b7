"""What the home page shows: figures that lead to what they count, the newest problems, the trials under way."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.data.queries.sets import listed as data_sets
from longbien.kernel.actor import Actor
from longbien.kernel.citation import Citation
from longbien.kernel.text import Text
from longbien.problems.queries import Filters, ProblemCard, catalogue
from longbien.problems.queries import cards as problem_cards
from longbien.record.queries import size
from longbien.trials.queries import TrialCard, running_trials
from longbien.trials.queries.public.register import registered_rows
from longbien.ui.language import reader_language
from longbien.ventures.queries import ventures

SHOWN = 5


@dataclass(frozen=True)
class Figure:
    """A number and the list that it counts."""

    label: str
    value: int
    url: str


@dataclass(frozen=True)
class Door:
    """Whom the hub is for, what they can do here, and where they begin."""

    who: str
    what: str
    label: str
    url: str


@dataclass(frozen=True)
class Said:
    """A statement of hub.yaml with its sources."""

    text: Text
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class Stage:
    name: Text
    about: Text | None


@dataclass(frozen=True)
class Front:
    """The live part."""

    figures: tuple[Figure, ...]
    problems: tuple[ProblemCard, ...]
    trials: tuple[TrialCard, ...]

    @property
    def trials_with_tones(self) -> list[tuple[TrialCard, str]]:
        return [(trial, "bad" if trial.state == "suspended" else "ok") for trial in self.trials]


def stages() -> list[Stage]:
    """The stages of the hub, in order, with what hub.yaml says about them."""
    hub = settings.HUB
    told = {code: hub.data["stages"][code].get("about") for code in hub.stages}
    return [Stage(name, hub.text(told[code]) if told[code] else None) for code, name in hub.stages.items()]


def about() -> list[Said]:
    """What hub.yaml says about the hub itself."""
    hub, language = settings.HUB, reader_language()
    return [Said(hub.text(one["text"]), hub.cite(one["source"], language)) for one in hub.data.get("about", ())]


def doors() -> list[Door]:
    return [
        Door(
            _("Teams, companies, researchers"),
            _("Pick a problem of the city and apply. You see at once who decides, and by when."),
            _("Find a problem"),
            reverse("problems:catalogue"),
        ),
        Door(
            _("City departments"),
            _("State a problem in four steps: classify it, set its measures, publish it, receive solutions."),
            _("State a problem"),
            reverse("problems:desk"),
        ),
        Door(
            _("Residents"),
            _("See what is being tested near you, since when and by whom, and how to complain."),
            _("Look around you"),
            reverse("trials:near"),
        ),
        Door(
            _("Officers and reviewers"),
            _("Your cases with their deadlines in working days; each decision with its reason."),
            _("Open my work"),
            reverse("procedures:work"),
        ),
    ]


def front(actor: Actor) -> Front:
    """The live part of the home page for this reader, in the reader's language."""
    problems, trials = catalogue(actor, Filters()), running_trials()
    figures = (
        Figure(_("Problems to solve"), problems.count(), reverse("problems:catalogue")),
        Figure(_("Teams crossing"), ventures(actor).count(), reverse("ventures:all")),
        Figure(_("Trials licensed"), registered_rows().count(), reverse("trials:register")),
        Figure(_("Data sets"), data_sets().count(), reverse("data:catalogue")),
        Figure(_("Entries in the record"), size(), reverse("record:record")),
    )
    return Front(
        figures=figures,
        problems=problem_cards(problems[:SHOWN]),
        trials=trials[:SHOWN],
    )
