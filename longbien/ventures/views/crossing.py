"""The crossing page: the bridge, what comes next, and everything that happened."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ui.links import url_for
from longbien.ui.requests import Request
from longbien.ventures import queries
from longbien.ventures.actions.open_next import open_next as open_next_case
from longbien.ventures.rules.bridge import draw
from longbien.ventures.rules.crossing import Line, Span


@dataclass(frozen=True)
class ShownLine:
    """A line with the page of the thing itself, if the reader may open it."""

    line: Line
    url: str | None


@dataclass(frozen=True)
class ShownStage:
    span: Span
    name: Text
    about: Text | None
    lines: tuple[ShownLine, ...]


@require_safe
def page(request: Request, venture_id: UUID) -> HttpResponse:
    """One venture, as much of it as the reader may see."""
    crossing = queries.crossing(request.actor, venture_id)
    stages = [_stage(crossing, span) for span in crossing.spans]
    bridge = draw([span.state for span in crossing.spans])
    context = {
        "venture": crossing.venture,
        "bridge": bridge,
        "spans": list(zip(bridge.spans, stages, strict=True)),
        "stages": stages,
        "under_way": queries.under_way(crossing),
        "offers": queries.offers(request.actor, crossing),
        "inside": crossing.inside,
    }
    return render(request, "ventures/crossing.html", context)


@require_POST
def open_next(request: Request, venture_id: UUID) -> HttpResponse:
    """Open the case that leads onward, or lead to the one under way."""
    case_id = open_next_case(venture_id, step=request.POST.get("step", ""), by=request.actor, at=timezone.now())
    return redirect(url_for(Subject("procedures.case", case_id)) or queries.url(venture_id))


def _stage(crossing: queries.Crossing, span: Span) -> ShownStage:
    given = settings.HUB.data["stages"].get(span.stage, {})
    about = settings.HUB.text(given["about"]) if "about" in given else None
    lines = tuple(_line(crossing, line) for line in span.lines)
    return ShownStage(span, settings.HUB.stages[span.stage], about, lines)


def _line(crossing: queries.Crossing, line: Line) -> ShownLine:
    is_here = line.subject.id == crossing.venture.id
    return ShownLine(line, None if is_here or not crossing.may_open(line.subject) else url_for(line.subject))
