"""How to write a service, in the reader's language, and the references it leads to: pages of the docs, shown where they
are needed."""

import re
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from longbien.kernel.refusal import not_found
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

DOCS = Path(__file__).parents[4] / "docs"
GUIDES = {"vi": "how-to/mo-ta-dich-vu.md", "en": "how-to/describe-a-service.md"}
FURTHER = {"vi": "how-to/mo-ta-dich-vu-tiep.md", "en": "how-to/describe-a-service-further.md"}
GUIDE_PATH = "guide/"  # below the address of the guide, in every language
REFERENCES = {
    "forms": ("reference/forms.md", gettext_lazy("Reference of forms")),
    "procedure-format": ("reference/procedure-format.md", gettext_lazy("Reference of services")),
}
FURTHER_TITLE = gettext_lazy("Services, further")
# The page has a head of its own; of other pages of the docs that are not served here the names stay and the links go.
HEAD = re.compile(r"\A# [^\n]+\n+(?:\[[^\n]+\n(?:[^\n]+\n)*\n*)?")
LINK = re.compile(r"\[(?P<words>[^\]\n]+)\]\((?P<to>[^)\n]+)\)")


@require_safe
def guide(request: Request) -> HttpResponse:
    """For everyone; 404 where the docs were not installed with the house."""
    shown = _rendered(GUIDES.get(reader_language(), GUIDES["en"]), GUIDE_PATH)
    if shown is None:
        raise not_found()
    return render(request, "procedures/authoring/guide.html", {"guide": shown})


@require_safe
def reference(request: Request, name: str) -> HttpResponse:
    """One of the references, which are written in English, or what goes further. 404 for any other name."""
    goes_further = name == "further"
    further = FURTHER.get(reader_language(), FURTHER["en"])
    file, title = (further, FURTHER_TITLE) if goes_further else REFERENCES.get(name, ("", ""))
    shown = _rendered(file, "") if file else None
    if shown is None:
        raise not_found()
    context = {"guide": shown, "reference": title, "written_in": "" if goes_further else "en"}
    return render(request, "procedures/authoring/guide.html", context)


def _led(link: re.Match[str], below: str) -> str:
    """A link to a page that is served here leads there, `below` the address of this one; of others the words stay."""
    name = Path(link["to"].partition("#")[0]).stem
    if f"how-to/{name}.md" in FURTHER.values():
        return f"[{link['words']}]({below}further)"
    if not link["to"].startswith("../reference/") or name not in REFERENCES:
        return link["words"]
    return f"[{link['words']}]({below}{name})"


@cache
def _rendered(name: str, below: str) -> SafeString | None:
    path = DOCS / name
    if not path.is_file():
        return None
    text = LINK.sub(lambda link: _led(link, below), HEAD.sub("", path.read_text()))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # What is wider than the page scrolls by itself, with the keyboard too.
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table class="list">')
    return mark_safe(html.replace("</table>", "</table></div>"))  # noqa: S308 - our own docs, every sign escaped
