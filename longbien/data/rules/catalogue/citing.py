"""How an edition is cited: in words, and for BibTeX."""

import re
from dataclasses import dataclass
from datetime import date

SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
           "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """What is said of an edition, in one language; none before the first one."""

    code: str
    title: str
    publisher: str
    hub: str
    address: str
    number: int | None = None
    on: date | None = None
    sha256: str = ""


def bibtex(cited: Cited) -> str:
    """A BibTeX entry of the kind `misc`, which every style knows; accents stay as they are (UTF-8)."""
    key = re.sub(r"[^A-Za-z0-9-]", "", f"{cited.code}-{cited.number}" if cited.number else cited.code)
    fields = [("title", f"{{{_safe(cited.title)}}}"), ("author", f"{{{_safe(cited.publisher)}}}")]
    if cited.on:
        fields.append(("year", str(cited.on.year)))
    fields += [("publisher", _safe(cited.hub)), ("howpublished", rf"\url{{{cited.address}}}")]
    if cited.number:
        fields.append(("edition", str(cited.number)))
    if cited.sha256:
        fields.append(("note", f"SHA-256: {cited.sha256}"))
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{key},\n{said}\n}}\n"


def _safe(text: str) -> str:
    return "".join(SPECIAL.get(letter, letter) for letter in text)
