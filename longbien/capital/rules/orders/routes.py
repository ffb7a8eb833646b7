"""The routes by which a public body may order, grant or adopt, and a company order a pilot: data of the hub, each with
the law it cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from longbien.kernel.citation import Citation
from longbien.kernel.law import PackReader, Provision
from longbien.kernel.text import Text

Kind = Literal["order", "grant", "adoption", "pilot"]
PILOT: Kind = "pilot"
KINDS: Mapping[Kind, Text] = {
    "order": Text.of(vi="Đặt hàng thử nghiệm", en="Pilot order"),
    "grant": Text.of(vi="Tài trợ", en="Grant"),
    "adoption": Text.of(vi="Đặt hàng nhân rộng", en="Order of a proven solution"),
    "pilot": Text.of(vi="Thử nghiệm của doanh nghiệp", en="Corporate pilot"),
}
# What a part is paid on: the exit dossier of a trial, or an officer's acceptance of what the catalogue has proven.
DOSSIER, ACCEPTANCE = "exit-dossier", "acceptance"


@dataclass(frozen=True)
class Route:
    """`accept_within`, `pay_within` and `decide_within` are working time, as `10wd`; only a pilot is paid apart from
    its acceptance. `number` is the pattern of its orders' numbers."""

    code: str
    kind: Kind
    title: Text
    about: Text
    number: str
    evidence: str
    accept_within: str
    pay_within: str
    decide_within: str
    basis: tuple[Citation, ...]
    notes: tuple[Text | None, ...]
    provisions: tuple[Provision, ...]
    authority: Text
    as_of: str
    verified: bool
    open: tuple[Text, ...]

    @property
    def by_dossier(self) -> bool:
        return self.evidence == DOSSIER

    @property
    def is_pilot(self) -> bool:
        """Between two companies: no public money, and so neither a budget nor a second officer nor open data."""
        return self.kind == PILOT

    @property
    def kind_name(self) -> Text:
        return KINDS[self.kind]

    @property
    def cited(self) -> tuple[tuple[Citation, Text | None], ...]:
        """Each law with what is known of it here."""
        return tuple(zip(self.basis, self.notes, strict=True))


def read_route(content: Mapping[str, Any], languages: tuple[str, ...]) -> Route:
    """The route in a file's data, or in the copy that an order keeps. KeyError, TypeError or ValueError for others."""
    pack = PackReader(content, languages)
    laws = content["legal_basis"]
    return Route(
        code=content["code"],
        kind=content["kind"],
        title=pack.text(content["title"]),
        about=pack.text(content["about"]),
        number=content["number"],
        evidence=content["evidence"],
        accept_within=content["accept_within"],
        pay_within=content.get("pay_within", content["accept_within"]),
        decide_within=content["decide_within"],
        basis=pack.basis,
        notes=tuple(pack.text(law["note"]) if "note" in law else None for law in laws),
        provisions=pack.provisions(content.get("provisions", ())),
        authority=pack.text(content["authority"]),
        as_of=str(content["as_of"]),
        verified=bool(content["verified"]),
        open=tuple(map(pack.text, content["open"])),
    )
