"""Share out what nobody looks after, or what one colleague has too much of, among those who are chosen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.procedures.actions.desk.giving import Handed
from longbien.procedures.actions.desk.handing import LONGEST_REASON
from longbien.procedures.actions.desk.sharing import MOST_SHARED, move_surplus, share_office
from longbien.procedures.queries.desk.load import Load, loads
from longbien.procedures.queries.desk.offices import office_title, offices_of
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import with_load
from longbien.procedures.views.desk.handed import Done, say_handed
from longbien.procedures.views.desk.overview import chosen_office, overseen, overseen_versions
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

AMONG = Text.of(vi="Chia cho", en="Share among")
AMONG_HINT = Text.of(
    vi="Mỗi hồ sơ về người đang ít việc nhất trong số này và không có quan hệ với bên nộp.",
    en="Each case goes to whoever of them has the least to do and no ties to the applicant.",
)
COUNT = Text.of(vi="Số hồ sơ san bớt", en="How many cases")
COUNT_HINT = Text.of(
    vi="Lấy các hồ sơ có hạn xa nhất; gợi ý: phần vượt mức bình quân.",
    en="Those with the farthest deadlines; suggested: what is over the average.",
)
WHY = Field(
    "reason", "longtext", Text.of(vi="Lý do", en="Reason"),
    Text.of(vi="Người giao lại và người nhận đều đọc được.", en="Both sides read it."),
    required=True, maximum=LONGEST_REASON,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def share(request: Request) -> HttpResponse:
    """`?office=…`; `&from=…` moves the surplus of one colleague, without it what nobody looks after is shared out."""
    office = chosen_office(request, overseen(request.actor, overseen_versions(request.actor)))
    if office not in offices_of(request.actor):
        raise not_found()
    found = loads(office, timezone.now())
    source = _source(request, found)
    fields = _fields(found, source)
    if request.method != "POST":
        return _page(request, office, Form(fields, _suggested(request, found, source)), found, source)
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _page(request, office, Form(fields, data, faults), found, source, status=422)
    try:
        handed = _share(request, office, source, data)
    except Refusal as refusal:
        if refusal.status != 422 or not refusal.faults:
            raise
        return _page(request, office, Form(fields, data, refusal.faults), found, source, status=422)
    say_handed(request, handed, Done("surplus" if source else "fair"))
    return redirect(f"{reverse('procedures:overview')}?office={office}")


def _share(request: Request, office: str, source: Load | None, data: dict[str, Any]) -> Handed:
    among, now = [from_slug(one) for one in data["among"]], timezone.now()
    if source is None or source.person_id is None:
        return share_office(office=office, among=among, by=request.actor, at=now)
    return move_surplus(
        office=office, person_id=source.person_id, count=data["count"], among=among, reason=data["reason"],
        by=request.actor, at=now,
    )  # fmt: skip


def _source(request: Request, found: tuple[Load, ...]) -> Load | None:
    """Whose surplus is moved. Refusal (404) for who has nothing at this office."""
    wanted = request.GET.get("from", "")
    if not wanted:
        return None
    source = next((one for one in found if one.person_id and to_slug(one.person_id) == wanted), None)
    if source is None:
        raise not_found()
    return source


def _fields(found: tuple[Load, ...], source: Load | None) -> tuple[Field, ...]:
    others = [one for one in found if one.sits and one.person_id and one is not source]
    choices = tuple(Choice(to_slug(one.person_id), Text.of(und=_named(one))) for one in others if one.person_id)
    among = Field("among", "choices", AMONG, hint=AMONG_HINT, required=True, choices=choices)
    if source is None:
        return (among,)
    count = Field(
        "count", "number", COUNT, hint=COUNT_HINT, required=True, minimum=1, maximum=min(source.open, MOST_SHARED)
    )
    return (count, among, WHY)


def _named(one: Load) -> str:
    """“Phạm Thu Hà · 12 cases, 3 overdue · away today”."""
    return with_load(one.name, one.open, one.overdue) + (f" · {_('away today')}" if one.is_away else "")


def _suggested(request: Request, found: tuple[Load, ...], source: Load | None) -> dict[str, Any]:
    """Everyone who is there, but for who shares out; of a surplus, what is over the average."""
    sitting = [one for one in found if one.sits and one is not source and not one.is_away]
    among = [to_slug(one.person_id) for one in sitting if one.person_id and one.person_id != request.actor.id]
    if source is None:
        return {"among": among}
    held = [one for one in found if one.person_id]
    mean = sum(one.open for one in held) / len(held)
    return {"among": among, "count": max(1, round(source.open - mean))}


def _page(
    request: Request, office: str, form: Form, found: tuple[Load, ...], source: Load | None, *, status: int = 200
) -> HttpResponse:
    free = next((one.open for one in found if one.person_id is None), 0)
    context = {
        "office": office,
        "title": office_title(office),
        "form": form,
        "source": source,
        "free": free,
        "most": MOST_SHARED if free > MOST_SHARED else 0,
        "is_alone": not next(one for one in form.fields if one.name == "among").choices,
        "nothing": not (source.open if source else free),
    }
    return render(request, "procedures/desk/share.html", context, status=status)
