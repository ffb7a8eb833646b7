"""Data sets of other catalogues: searched, and each as its source tells of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.data.queries.harvest import SourceCard, external, external_card, externals, sources
from longbien.data.rules.harvest.periods import WORDS
from longbien.data.rules.harvest.told import in_language
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

PER_PAGE = 20
TITLE = Text.of(vi="Dữ liệu của các danh mục khác", en="Data of other catalogues")
ABOUT = Text.of(
    vi="Đọc từ danh mục của nơi khác, không sao chép dòng nào: muốn lấy dữ liệu thì theo đường dẫn tới nơi công bố.",
    en="Read from other catalogues, without copying any row: follow the links to whoever publishes the data.",
)


def name_of(one: SourceCard) -> str:
    return in_language(one.title, reader_language())[1] or one.code


@require_safe
def harvested(request: Request) -> HttpResponse:
    words, source = (request.GET.get(key, "")[:200].replace("\0", "") for key in ("q", "source"))
    found = Paginator(externals(words, source=source), PER_PAGE).get_page(request.GET.get("page"))
    shown = map(external_card, found.object_list)
    context = {
        "title": TITLE,
        "about": ABOUT,
        "found": found,
        "asked": {"q": words, "source": source},
        "cards": [(one, *in_language(one.told.title, reader_language()), name_of(one.source)) for one in shown],
        "sources": [(one, name_of(one), WORDS.get(one.every)) for one in sources()],
    }
    return render(request, "data/harvested.html", context)


@require_safe
def page(request: Request, external_id: UUID) -> HttpResponse:
    one = external(external_id)
    if one is None:
        raise not_found()
    about_language, about = in_language(one.told.about, reader_language())
    context = {
        "title": TITLE,
        "one": one,
        "name": in_language(one.told.title, reader_language())[1],
        "about": about,
        "about_language": about_language,
        "source": name_of(one.source),
    }
    return render(request, "data/external.html", context)
