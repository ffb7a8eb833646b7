"""What a clerk typed into the page of a service."""

from longbien.procedures.rules.authoring.texts import MOST_FORMS, Texts
from longbien.ui.requests import Request


def typed(request: Request) -> Texts:
    """The texts as posted, with plain line ends. A form whose name and text are both blank is left out; a second one
    of the same name is kept under a name that no form may have, so that it is asked about and nothing is lost."""
    forms: dict[str, str] = {}
    for n in range(MOST_FORMS + 3):
        name, text = _text(request, f"form-{n}-name").strip(), _text(request, f"form-{n}-text")
        if name or text.strip():
            forms[f"{name} ({n + 1})" if name in forms else name] = text
    return Texts(_text(request, "procedure"), forms, _text(request, "samples"))


def seen(request: Request) -> int:
    """The revision that was on the page; one that can't be read is none."""
    written = request.POST.get("seen", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else -1


def _text(request: Request, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
