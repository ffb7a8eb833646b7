"""The cap table of a company: who holds what; write one, take one in, give it out again."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.deals.keep_table import keep_table
from longbien.capital.queries.deals import tables as queries
from longbien.capital.rules.captable.ocf.making import Company, Holding, ShareClass, package_of
from longbien.capital.rules.captable.ocf.package import Package, read
from longbien.capital.rules.captable.ocf.zipped import unzipped, zipped
from longbien.capital.views.deals.drawn import named
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard, organisation, today
from longbien.ui import formats
from longbien.ui.charts import Chart, Point
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, rearranged
from longbien.ui.forms import read as read_form
from longbien.ui.requests import Request

MOST_SHARES, MOST_BARS = 10**15, 12
ARCHIVE = Field(
    "archive", "file", Text.of(vi="Gói Open Cap Table Format 1.2", en="Open Cap Table Format 1.2 package"),
    Text.of(
        vi="Tệp ZIP có Manifest.ocf.json. Mọi giao dịch được tính lại trước khi lưu.",
        en="A ZIP file with Manifest.ocf.json. Every transaction is reckoned before it is kept.",
    ),
    required=True, accept=(".zip",), max_bytes=10_000_000,
)  # fmt: skip
HOLDER = (
    Field("holder", "text", Text.of(vi="Người sở hữu", en="Holder"), required=True, maximum=120),
    Field("shares", "number", Text.of(vi="Số cổ phần", en="Shares"), required=True, minimum=1, maximum=MOST_SHARES),
    Field("since", "date", Text.of(vi="Từ ngày", en="Since"), required=True),
    Field("is_person", "yesno", Text.of(vi="Là cá nhân", en="A person"), required=True),
)


def _fields() -> tuple[Field, ...]:
    currency = settings.HUB.currency
    return (
        Field("founded", "date", Text.of(vi="Ngày thành lập", en="Founded on"), required=True),
        Field(
            "price", "money", Text.of(vi="Giá một cổ phần", en="Price a share"),
            Text.of(vi="Giá phát hành, như mệnh giá.", en="At which they were issued, such as the par value."),
            required=True, minimum=1, maximum=10**12, currency=currency,
        ),
        Field(
            "holders", "group", Text.of(vi="Ai sở hữu bao nhiêu", en="Who holds how many"), fields=HOLDER, min_rows=1,
            max_rows=50,
        ),
    )  # fmt: skip


@login_required
@require_safe
@never_cache
def table(request: Request, company_id: UUID) -> HttpResponse:
    """For the company's people, for fund officers whom nothing ties to it, and for auditors."""
    company = _company(request, company_id)
    return _page(request, company, Form((ARCHIVE,)))


def _page(request: Request, company: OrganisationCard, form: Form) -> HttpResponse:
    kept = queries.versions(company.id)
    view = queries.table_view(kept[0], today()) if kept else None
    context = {
        "company": company,
        "view": view,
        "rows": [(named(one.holder), one, _percent(one.issued), _percent(one.diluted)) for one in view.rows]
        if view
        else [],
        "chart": _chart(view) if view else None,
        "versions": [(one.number, one.at, one.source, one.sha256) for one in kept],
        "keeps": queries.may_keep(request.actor, company.id),
        "form": form,
    }
    return render(request, "capital/deals/table.html", context, status=422 if form.faults else 200)


def _percent(part: Any) -> str:
    return "–" if part is None else f"{formats.number(round(float(100 * part), 4))} %"


def _chart(view: queries.TableView) -> Chart:
    held = [one for one in view.rows if one.diluted is not None][:MOST_BARS]
    points = tuple(
        Point(float(n), named(one.holder), float(100 * one.diluted)) for n, one in enumerate(held) if one.diluted
    )
    return Chart(_("Parts of the company, fully diluted (%)"), points, "rows", x_title=_("Shareholder"), unit="%")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, company_id: UUID) -> HttpResponse:
    """A simple table: one class of shares, who holds how many since when."""
    company, fields = _kept_by(request, company_id), _fields()
    data = read_form(fields, request.POST, request.FILES) if request.method == "POST" else {}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        if (changed := rearranged(fields, request.POST, data)) is not None:
            return _form(request, company, Form(fields, changed))
        faults = check(fields, data)
        if not faults:
            keep_table(company.id, _package(company, data), source="written", by=request.actor, at=timezone.now())
            messages.success(request, _("The cap table is kept."))
            return redirect("tables:cap-table", company.id)
    return _form(request, company, Form(fields, data, faults))


def _form(request: Request, company: OrganisationCard, form: Form) -> HttpResponse:
    context = {"company": company, "form": form}
    return render(request, "capital/deals/table_write.html", context, status=422 if form.faults else 200)


def _package(company: OrganisationCard, data: Mapping[str, Any]) -> Package:
    """One class of common shares, all issued at the price given."""
    price = Money.from_data(data["price"])
    held = [
        Holding(
            f"CS-{n}",
            one["holder"],
            "CS",
            one["shares"],
            price,
            date.fromisoformat(one["since"]),
            is_person=one["is_person"],
        )
        for n, one in enumerate(data["holders"], start=1)
    ]
    issued = sum(one.shares for one in held)
    about = Company(company.id, company.name, settings.HUB.country, date.fromisoformat(data["founded"]))
    return package_of(about, [ShareClass("CS", "Common", issued)], held, today())


@login_required
@require_http_methods(["POST"])
def take_in(request: Request, company_id: UUID) -> HttpResponse:
    """Import a package; it is kept whole."""
    company = _kept_by(request, company_id)
    data = read_form((ARCHIVE,), request.POST, request.FILES)
    faults = check((ARCHIVE,), data)
    if not faults:
        try:
            files = unzipped(data["archive"].content)
            package = read(lambda path: _file(files, path))
            keep_table(company.id, package, source="imported", by=request.actor, at=timezone.now())
            messages.success(request, _("The package is kept, whole."))
            return redirect("tables:cap-table", company.id)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = tuple(Fault("archive", _with_place(one)) for one in refusal.faults[:1])
    return _page(request, company, Form((ARCHIVE,), {}, faults))


@login_required
@require_safe
def export(request: Request, company_id: UUID, number: int) -> HttpResponse:
    """A version as a package of the format, file by file as it was kept."""
    _company(request, company_id)
    row = queries.version(company_id, number)
    content = zipped({path: text.encode() for path, text in row.files.items()})
    name = f"cap-table-{number}.ocf.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _company(request: Request, company_id: UUID) -> OrganisationCard:
    queries.must_see(request.actor, company_id)
    found = organisation(company_id)
    if found is None:
        raise not_found()
    return found


def _kept_by(request: Request, company_id: UUID) -> OrganisationCard:
    company = _company(request, company_id)
    if not queries.may_keep(request.actor, company_id):
        raise not_allowed()
    return company


def _file(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise FileNotFoundError(2, "No such file in the package", path)
    return files[path]


def _with_place(found: Fault) -> Text:
    return Text(tuple((language, f"{found.where}: {words}") for language, words in found.what.items()))
