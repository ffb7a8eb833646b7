"""Lessons for law: what trials showed about rules, and what became of it. Open to everyone."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.trials import models
from longbien.trials.actions.lessons.follow_lesson import follow_lesson
from longbien.trials.queries.leaving.exit_words import lines
from longbien.trials.queries.leaving.lessons import LessonView, evidence_of, lesson_rows
from longbien.trials.queries.leaving.lessons import lesson as find
from longbien.trials.queries.leaving.lessons import lessons as shown
from longbien.trials.rules.leaving.lessons import (
    LONGEST,
    LONGEST_SOURCE,
    LONGEST_URL,
    NAMES,
    SHORTEST,
    STATES,
    STEPS,
    Step,
    steps_from,
)
from longbien.trials.views.feeds import answer, feed
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.language import say
from longbien.ui.requests import Request

PER_PAGE, IN_FEED = 30, 50


@require_safe
def lessons(request: Request) -> HttpResponse:
    """Every lesson, newest first; by state where asked."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in STATES else ""
    page = Paginator(lesson_rows(state=chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lessons": shown(page.object_list),
        "states": [(code, NAMES[code], code == chosen) for code in STATES],
        "chosen": chosen,
    }
    return render(request, "trials/lessons.html", context)


@require_safe
def lesson(request: Request, lesson_id: UUID) -> HttpResponse:
    """One lesson: the rule, the evidence, the recommendation, and what became of it."""
    found = _found(lesson_id)
    evidence = evidence_of(found.trial.id)
    context = {
        "lesson": found,
        "figures": lines(evidence.figures, evidence.policy),
        "regime": evidence.regime.rules,
        "may_follow": bool(steps_from(found.state)) and can(request.actor, "follow", _row(lesson_id)),
    }
    return render(request, "trials/lesson.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request, lesson_id: UUID) -> HttpResponse:
    """Record what became of a lesson."""
    found = _found(lesson_id)
    check(request.actor, "follow", _row(lesson_id))
    fields = _fields(found.state)
    data = read(fields, request.POST, request.FILES)
    faults = check_form(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        try:
            follow_lesson(lesson_id, _step(data), by=request.actor, at=timezone.now())
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
        else:
            messages.success(request, _("It is recorded, and public."))
            return redirect("trials:lesson", lesson_id)
    context = {"lesson": found, "form": Form(fields, data, faults)}
    return render(request, "trials/lesson_follow.html", context, status=422 if faults else 200)


@require_safe
def atom(request: Request) -> HttpResponse:
    """The newest lessons with their newest step, as Atom."""
    made = feed(request, _("Lessons for law: %(hub)s") % {"hub": say(settings.HUB.name)}, reverse("trials:lessons"))
    for one in sorted(shown(lesson_rows()[:IN_FEED]), key=lambda each: each.updated_at, reverse=True):
        said = f"{say(one.steps[-1].name)}: {one.steps[-1].text}" if one.steps else one.recommendation
        made.add_item(
            title=f"{one.trial.number} · {one.provision or one.trial.title} · {say(one.state_name)}",
            link=request.build_absolute_uri(reverse("trials:lesson", args=[one.id])),
            description=said,
            unique_id=f"urn:uuid:{one.id}",
            pubdate=one.drawn_at,
            updateddate=one.updated_at,
        )
    return answer(made)


def _found(lesson_id: UUID) -> LessonView:
    found = find(lesson_id)
    if found is None:
        raise not_found()
    return found


def _row(lesson_id: UUID) -> models.Lesson:
    return models.Lesson.objects.select_related("trial").get(pk=lesson_id)


def _fields(state: str) -> tuple[Field, ...]:
    steps = tuple(Choice(kind, STEPS[kind]) for kind in steps_from(state))
    return (
        Field("kind", "choice", Text.of(vi="Điều gì đã xảy ra?", en="What happened?"), required=True, choices=steps),
        Field("happened_on", "date", Text.of(vi="Ngày", en="Day"), required=True),
        Field(
            "text",
            "longtext",
            Text.of(vi="Bằng lời", en="In words"),
            Text.of(
                vi="Ai cũng đọc được. Không nêu tên người dân.", en="Everyone reads it. Leave out residents' names."
            ),
            required=True,
            minimum=SHORTEST,
            maximum=LONGEST,
        ),
        Field(
            "source",
            "text",
            Text.of(vi="Nguồn", en="Source"),
            Text.of(vi="Số, tên và điều của văn bản.", en="Number, name and article of the document."),
            required=True,
            minimum=3,
            maximum=LONGEST_SOURCE,
        ),
        Field("url", "text", Text.of(vi="Nơi công bố", en="Where it is published"), maximum=LONGEST_URL, input="url"),
    )


def _step(data: dict[str, Any]) -> Step:
    day = date.fromisoformat(data["happened_on"])
    return Step(data["kind"], data["text"], data["source"], day, data.get("url") or "")
