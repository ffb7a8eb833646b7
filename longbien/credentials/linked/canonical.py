"""Linked data: a document as the canonical RDF that its proof covers (JSON-LD 1.1, RDFC-1.0), with nothing lost.

PyLD takes a fifth of a second to import, so this module is only loaded when a credential is signed or verified. No
context is ever fetched: those in `contexts/` are known, any other address is refused.
"""

from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from longbien.credentials.rules.shape import is_url
from longbien.credentials.rules.wording import unreadable
from longbien.kernel.refusal import Refusal

FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2",
    "https://www.w3.org/2018/credentials/v1": "credentials-v1",
    "https://www.w3.org/ns/credentials/examples/v2": "credentials-examples-v2",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2",
    "https://w3id.org/security/multikey/v1": "multikey-v1",
    "https://www.w3.org/ns/did/v1": "did-v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3",
}
# What no context defines falls to this vocabulary, what is relative to this base; and so both are found.
UNDEFINED, RELATIVE = "urn:longbien:undefined:", "relative://longbien/"
MOST_BLANKS, MOST_ALIKE, MOST_WALKS = 200, 5, 500


@cache
def resources() -> dict[str, bytes]:
    """The contexts that are known, by address."""
    folder = Path(__file__).with_name("contexts")
    return {address: (folder / f"{name}.json").read_bytes() for address, name in FILES.items()}


def canonical(document: dict[str, Any]) -> str:
    """The N-Quads of a document. Refusal (400) when something of it has no meaning, or it can't be put in order."""
    try:
        expanded = jsonld.expand(document, {**OPTIONS, "expandContext": {"@vocab": UNDEFINED}})
        _check(expanded)
        dataset = jsonld.to_rdf(expanded, OPTIONS)
        return str(_Bounded().main(dataset, {"format": "application/n-quads"}))
    except jsonld.JsonLdError as error:
        raise _refused(error) from error
    except RecursionError as error:
        raise unreadable("", vi="tài liệu quá nhiều tầng", en="the document is too deep") from error


def _load(address: str, options: dict[str, Any]) -> dict[str, Any]:
    content = resources().get(address)
    if content is None:
        raise unreadable(
            "/@context", vi=f"không biết ngữ cảnh “{address}”", en=f"the context “{address}” is not known here"
        )
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": content.decode(),
    }


OPTIONS: Any = {"documentLoader": _load, "base": RELATIVE, "processingMode": "json-ld-1.1"}


def _check(value: Any) -> None:
    """Every name, type and id of an expanded document is an absolute address, or a blank node where one may stand."""
    if isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, dict) and "@value" in value:
        _check_name(value.get("@type", "urn:x:"))
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_member(key, item)


def _check_member(key: str, item: Any) -> None:
    if key == "@id":
        _check_name(item, may_be_blank=True)
    elif key == "@type":
        for one in item:
            _check_name(one)
    else:
        if not key.startswith("@"):
            _check_name(key)
        _check(item)


def _check_name(name: Any, *, may_be_blank: bool = False) -> None:
    if name == "@json" or (may_be_blank and str(name).startswith("_:")):
        return
    if not is_url(name) or str(name).startswith((UNDEFINED, RELATIVE)):
        shown = str(name).removeprefix(UNDEFINED).removeprefix(RELATIVE)[:100]
        raise unreadable(
            "", vi=f"không ngữ cảnh nào cho biết nghĩa của “{shown}”", en=f"no context says what “{shown}” means"
        )


def _refused(error: Any) -> Refusal:
    cause: Any = error
    while cause is not None:
        if isinstance(cause, Refusal):
            return cause
        cause = getattr(cause, "cause", None) or cause.__cause__
    return unreadable(
        "",
        vi=f"không đọc được JSON-LD: {error.code or error.type}",
        en=f"the JSON-LD can't be read: {error.code or error.type}",
    )


class _Bounded(URDNA2015):
    """The canonical order, with an end: graphs of look-alike blank nodes would take longer than anyone can wait."""

    def __init__(self) -> None:
        super().__init__()
        self.walks = 0

    def hash_first_degree_quads(self, id_: str) -> Any:
        if len(self.blank_node_info) > MOST_BLANKS:
            raise _tangled()
        return super().hash_first_degree_quads(id_)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        self.walks += 1
        related = super().create_hash_to_related(id_, issuer)
        if self.walks > MOST_WALKS or any(len(alike) > MOST_ALIKE for alike in related.values()):
            raise _tangled()
        return related


def _tangled() -> Refusal:
    return unreadable(
        "",
        vi="tài liệu có quá nhiều nút không tên giống nhau",
        en="the document has too many nodes without a name that look alike",
    )
