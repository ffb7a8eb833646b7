"""The supervisor's page: what lies with whom, what is late where, and how evenly work is given."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, check
from longbien.procedures.queries.desk.load import Load
from longbien.procedures.queries.desk.offices import office_title, offices_among, offices_of
from longbien.procedures.queries.desk.overview import Overview, StepTime
from longbien.procedures.queries.desk.overview import overview as look
from longbien.procedures.queries.versions import Published, all_in_force
from longbien.procedures.rules.deadlines import in_words
from longbien.procedures.rules.desk.elapsed import working_day_seconds
from longbien.procedures.rules.desk.spans import working_time
from longbien.procedures.views.access import signed_in
from longbien.ui.charts import Chart, Point, Threshold
from longbien.ui.requests import Request

MOST_BARS, MOST_OUTSIDE = 24, 20
NOBODY = "free"


@dataclass(frozen=True)
class Ways:
    """From a figure to the cases that it counts, for who sits in the office; "" for everyone else."""

    office: str
    sits: bool

    def to(self, **asked: str) -> str:
        query = urlencode({"office": self.office, **{key: value for key, value in asked.items() if value}})
        return f"{self.work}?{query}" if self.sits else ""

    @cached_property
    def work(self) -> str:
        return reverse("procedures:work")

    def share(self, person: str = "") -> str:
        query = urlencode({"office": self.office, **({"from": person} if person else {})})
        return f"{reverse('procedures:share')}?{query}" if self.sits else ""


@require_safe
@signed_in
def overview(request: Request) -> HttpResponse:
    """`?office=group:…` chooses among the offices that the reader oversees."""
    versions = overseen_versions(request.actor)
    offices = overseen(request.actor, versions)
    office = chosen_office(request, offices)
    ways = Ways(office, office in offices_of(request.actor))
    found = look(office, versions, timezone.now()) if office else None
    listed, others = _listed(found) if found else ((), ())
    context = {
        "offices": [(one, office_title(one)) for one in offices],
        "office": office,
        "title": office_title(office) if office else None,
        "found": found,
        "ways": {
            "open": ways.to(), "late": ways.to(when="overdue"), "free": ways.to(whose=NOBODY),
            "quiet": ways.to(turn="applicant"), "share": ways.share(),
        },
        "loads": [_loaded(one, ways, found.mean) for one in listed] if found else [],
        "others": others,
        "others_open": sum(one.open for one in others),
        "steps": [_told(step, ways) for step in found.steps] if found else [],
        "chart": _chart(found) if found else None,
        "late_percent": round(100 * found.overdue / found.open) if found and found.open else 0,
    }  # fmt: skip
    return render(request, "procedures/desk/overview.html", context)


def overseen_versions(actor: Actor) -> tuple[Published, ...]:
    """What is in force, for who may oversee an office."""
    check(actor, "oversee", None, type="procedures.desk")
    return all_in_force()


def overseen(actor: Actor, versions: tuple[Published, ...]) -> tuple[str, ...]:
    """The offices that the actor may look at."""
    everywhere = offices_among(versions)
    if can(actor, "oversee-all", None, type="procedures.desk"):
        return everywhere
    held = offices_of(actor)
    return tuple(one for one in everywhere if one in held)


def chosen_office(request: Request, offices: tuple[str, ...]) -> str:
    """The office that is asked for, else the reader's own. Refusal (404) for one that is not theirs to see."""
    wanted = request.GET.get("office", "")
    if wanted and wanted not in offices:
        raise not_found()
    held = [one for one in offices_of(request.actor) if one in offices]
    return wanted or next(iter([*held, *offices]), "")


def _listed(found: Overview) -> tuple[tuple[Load, ...], tuple[Load, ...]]:
    """Who has a row of their own: nobody, everyone of the office, and of others those with most. And the rest."""
    outside = [one for one in found.loads if one.person_id and not one.sits]
    rest = {one.person_id for one in outside[MOST_OUTSIDE:]}
    return (
        tuple(one for one in found.loads if one.person_id not in rest),
        tuple(outside[MOST_OUTSIDE:]),
    )


def _loaded(one: Load, ways: Ways, mean: float) -> dict[str, object]:
    """What lies with somebody, with ways to it; `share` where they have more than their share, or nobody has it."""
    whose = to_slug(one.person_id) if one.person_id else NOBODY
    surplus = one.open > mean + 1 if one.person_id else one.open
    return {
        "load": one,
        "open": ways.to(whose=whose),
        "late": ways.to(whose=whose, when="overdue") if one.overdue else "",
        "quiet": ways.to(whose=whose, turn="applicant") if one.quiet else "",
        "share": ways.share(whose if one.person_id else "") if surplus else "",
    }


def _told(step: StepTime, ways: Ways) -> dict[str, object]:
    """A step in words; how long few cases took is not told."""
    a_day = working_day_seconds(settings.HUB.calendar)
    taken = step.taken if step.taken and not step.taken.is_few else None
    return {
        "step": step,
        "within": in_words(step.within) if step.within else None,
        "median": working_time(taken.median, a_day) if taken else None,
        "most": working_time(taken.most, a_day) if taken else None,
        "late_percent": taken.late_percent if taken and step.within else None,
        "n": step.taken.n if step.taken else 0,
        "open": ways.to(service=step.code, state=step.state) if step.now.open else "",
        "late": ways.to(service=step.code, state=step.state, when="overdue") if step.now.overdue else "",
    }


def _chart(found: Overview) -> Chart | None:
    """What lies with each person, with the mean as a line."""
    held = [one for one in found.loads if one.person_id is not None]
    if not held or not any(one.open for one in held):
        return None
    mean = sum(one.open for one in held) / len(held)
    points = tuple(Point(n, one.name, one.open) for n, one in enumerate(held[:MOST_BARS]))
    title = _("Cases that wait for the office, by handler")
    line = Threshold(mean, _("average"))
    return Chart(title, points, kind="rows", thresholds=(line,), x_title=_("Handler"), unit=_("Open cases"))
