"""How to write a service, in the reader's language: the page of the docs, shown where it is needed."""

import re
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from longbien.kernel.refusal import not_found
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

DOCS = Path(__file__).parents[4] / "docs/how-to"
GUIDES = {"vi": "mo-ta-dich-vu.md", "en": "describe-a-service.md"}
# The page has a head of its own; other pages of the docs are not served here, so their names stay and the links go.
HEAD = re.compile(r"\A# [^\n]+\n+(?:\[[^\n]+\n+)?")
LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]+\)")


@require_safe
def guide(request: Request) -> HttpResponse:
    """For everyone; 404 where the docs were not installed with the house."""
    shown = _rendered(GUIDES.get(reader_language(), GUIDES["en"]))
    if shown is None:
        raise not_found()
    return render(request, "procedures/authoring/guide.html", {"guide": shown})


@cache
def _rendered(name: str) -> SafeString | None:
    path = DOCS / name
    if not path.is_file():
        return None
    text = LINK.sub(r"\1", HEAD.sub("", path.read_text()))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # What is wider than the page scrolls by itself, with the keyboard too.
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table class="list">')
    return mark_safe(html.replace("</table>", "</table></div>"))  # noqa: S308 - our own docs, every sign escaped
