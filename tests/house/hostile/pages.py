"""A page as a browser understands it: its forms with what stands in them, its links, and whatever is not ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Attributes = dict[str, str]

ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "hx-get", "hx-post")
SCHEMES = {"", "http", "https", "mailto", "tel", "otpauth"}  # the last opens an authenticator app
NEVER = {"iframe", "object", "embed", "applet", "base", "style", "frame", "frameset", "hostile-tag"}


@dataclass
class Input:
    """One thing to answer. `values` are what it offers, where it offers some."""

    name: str
    kind: str
    value: str = ""
    values: list[str] = field(default_factory=list)
    mode: str = ""


@dataclass
class Form:
    """`address` is where it is sent, `inputs` its questions, one for each name."""

    address: str
    method: str
    inputs: dict[str, Input] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        return [one.name for one in self.inputs.values() if one.kind == "file"]


class Page(HTMLParser):
    """`foreign` names every part that only foreign text can have made."""

    def __init__(self, source: str, address: str = "/") -> None:
        super().__init__(convert_charrefs=True)
        self.source, self.address = source, address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.text = ""
        self.is_refusal = False  # a summary of mistakes stands on it
        self._form: Form | None = None
        self._texts: Input | None = None
        self._select: Input | None = None
        self._templates = 0
        self._script = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        self.foreign += foreign_in(tag, attributes)
        self._templates += tag == "template"
        self.is_refusal |= attributes.get("class") == "summary"
        self._script = tag if tag == "script" and "src" not in attributes else ""
        if tag == "script" and "src" not in attributes and not attributes.get("type", "").endswith("json"):
            self.foreign.append("an inline script")
        if tag == "a" and "href" in attributes:
            self.links.append(urljoin(self.address, attributes["href"]))
        if self._templates:
            return
        if tag == "form":
            self._form = Form(
                urljoin(self.address, attributes.get("action") or self.address),
                attributes.get("method", "get").lower(),
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._input(tag, attributes)

    def _input(self, tag: str, given: Attributes) -> None:
        assert self._form
        name = given.get("name", "")
        if tag == "option" and self._select is not None:
            self._select.values.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")
        if not name or name == "csrfmiddlewaretoken" or "readonly" in given:
            return
        if tag == "textarea":
            self._texts = self._form.inputs.setdefault(name, Input(name, "textarea"))
        elif tag == "select":
            self._select = self._form.inputs.setdefault(name, Input(name, "select"))
        elif tag in ("input", "button"):
            kind = given.get("type", "text" if tag == "input" else "submit")
            one = self._form.inputs.setdefault(name, Input(name, kind, mode=given.get("inputmode", "")))
            one.values.append(given.get("value", ""))
            if kind not in ("radio", "checkbox", "submit", "file") or "checked" in given:
                one.value = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        self._script = "" if tag == "script" else self._script
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._texts is not None:
            self._texts.value = self._texts.value.removeprefix("\n")  # as a browser does
            self._texts = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._texts is not None:
            self._texts.value += data
        if not self._script:
            self.text += data

    def value_of(self, name: str) -> Iterator[str]:
        """What stands in the question of that name, in each form that has one."""
        for form in self.forms:
            if name in form.inputs:
                yield form.inputs[name].value


def foreign_in(tag: str, attributes: Attributes) -> Iterator[str]:
    if tag in NEVER or "hostile" in tag:
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name.startswith("on") or name in ("style", "srcdoc", "http-equiv") or "hostile" in name:
            yield f"<{tag} {name}={value[:80]!r}>"
        if name in ADDRESSES and not _leads_somewhere(tag, name, value):
            yield f"<{tag} {name}={value[:80]!r}>"


def _leads_somewhere(tag: str, name: str, value: str) -> bool:
    """An address that a browser only opens: a browser drops controls and spaces before it looks for the scheme."""
    bare = re.sub(r"[\x00-\x20]", "", value)
    if tag == "img" and bare.startswith("data:image/"):
        return True
    try:
        return urlsplit(bare).scheme.lower() in SCHEMES or not re.match(r"[a-z][a-z0-9+.-]*:", bare, re.IGNORECASE)
    except ValueError:
        return not re.match(r"(javascript|data|vbscript|blob):", bare, re.IGNORECASE)
