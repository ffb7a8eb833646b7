"""Demo days: the list, one day, setting one; pitching, and saying that one is interested."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.deals.hold_demo_day import Planned, set_demo_day, show_interest
from longbien.capital.actions.deals.hold_demo_day import pitch as enter_pitch
from longbien.capital.policy import FUND, HUB
from longbien.capital.queries.deals import demo_days as queries
from longbien.capital.views.funds.asked import answer, day_of
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import OrganisationCard, organisations_of, today
from longbien.ui.fields import Choice, Field
from longbien.ui.requests import Request

PLAN = (
    Field("title", "text", Text.of(vi="Tên sự kiện", en="What it is called"), required=True, minimum=3, maximum=200),
    Field("on", "date", Text.of(vi="Ngày", en="Day"), required=True),
    Field("place", "text", Text.of(vi="Nơi tổ chức", en="Place"), maximum=200),
)


@require_safe
def every(request: Request) -> HttpResponse:
    """For everyone."""
    context = {"days": queries.days(), "may_set": _may_set(request.actor), "today": today()}
    return render(request, "capital/deals/demo_days.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Set a day: for programme and fund officers."""
    if not _may_set(request.actor):
        raise not_allowed()

    def send(data: dict[str, Any]) -> HttpResponse:
        planned = Planned(data["title"], day_of(data, "on"), data.get("place", ""))
        made = set_demo_day(planned, by=request.actor, at=timezone.now())
        messages.success(request, _("The day is set. Companies can enter now."))
        return redirect("deals:demo-day", made)

    return answer(request, "capital/deals/demo_day_form.html", PLAN, send, heading=_("Set a demo day"))


@require_safe
def one(request: Request, day_id: UUID) -> HttpResponse:
    """Who pitches, for everyone; who is interested in a company, for that company and for fund officers."""
    found = queries.day(day_id)
    is_over = queries.is_over(found, today())
    context = {
        "day": found,
        "pitches": queries.pitches(request.actor, found),
        "is_over": is_over,
        "may_pitch": not is_over and bool(_led(request.actor, companies=True)),
        "may_show": bool(_led(request.actor)),
        "enters_deals": FUND in request.actor.roles,
    }
    return render(request, "capital/deals/demo_day.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pitch(request: Request, day_id: UUID) -> HttpResponse:
    """Enter one's own company."""
    found, own = queries.day(day_id), _led(request.actor, companies=True)
    if not own:
        raise not_allowed()
    about = Field(
        "about", "longtext", Text.of(vi="Giới thiệu", en="What you show"),
        Text.of(vi="Mọi người đọc được.", en="Everyone reads this."), required=True, minimum=10, maximum=500,
    )  # fmt: skip

    def send(data: dict[str, Any]) -> HttpResponse:
        enter_pitch(found.pk, UUID(data["company"]), data["about"], by=request.actor, at=timezone.now())
        messages.success(request, _("Your company pitches."))
        return redirect("deals:demo-day", found.pk)

    company = Field("company", "choice", Text.of(vi="Doanh nghiệp", en="Company"), required=True, choices=_choices(own))
    begun = {"company": str(own[0].id)}
    context = {"heading": _("Pitch"), "day": found}
    return answer(request, "capital/deals/demo_day_form.html", (company, about), send, begun=begun, **context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: Request, day_id: UUID, pitch_id: UUID) -> HttpResponse:
    """Say that one's organisation wants to hear more."""
    found, own = queries.day(day_id), _led(request.actor)
    shown = next((one for one in queries.pitches(request.actor, found) if one.id == pitch_id), None)
    if shown is None:
        raise not_found()
    if not own:
        raise not_allowed()
    note = Field(
        "note", "longtext", Text.of(vi="Lời nhắn", en="A word to them"),
        Text.of(vi="Doanh nghiệp và cán bộ quỹ đọc được.", en="The company and fund officers read this."), maximum=500,
    )  # fmt: skip

    def send(data: dict[str, Any]) -> HttpResponse:
        who = UUID(data["organisation"])
        show_interest(pitch_id, who, data.get("note", ""), by=request.actor, at=timezone.now())
        messages.success(request, _("The company is told."))
        return redirect("deals:demo-day", found.pk)

    who = Field(
        "organisation", "choice", Text.of(vi="Thay mặt", en="On behalf of"), required=True, choices=_choices(own)
    )
    begun = {"organisation": str(own[0].id)}
    context = {"heading": shown.company.name, "day": found}
    return answer(request, "capital/deals/demo_day_form.html", (who, note), send, begun=begun, **context)


def _led(actor: Actor, *, companies: bool = False) -> list[OrganisationCard]:
    """The organisations that the reader leads."""
    own = [one for one in organisations_of(actor) if "lead" in actor.organisations[one.id]]
    return [one for one in own if one.kind in ("team", "company")] if companies else own


def _choices(own: list[OrganisationCard]) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), Text.of(und=one.name)) for one in own)


def _may_set(actor: Actor) -> bool:
    return can(actor, "set-demo-day", None, type=HUB)
