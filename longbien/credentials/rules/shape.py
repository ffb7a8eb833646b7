"""The shape of credentials and presentations: what the data model asks, told by JSON pointer.

Verifiable Credentials Data Model 2.0 §4 and §5; 1.1 where a document names that context.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from longbien.credentials.rules.bounds import faults_in_document
from longbien.credentials.rules.digests import agrees
from longbien.credentials.rules.moments import read_moment
from longbien.credentials.rules.wording import wrong
from longbien.kernel.refusal import Fault

V2, V1 = "https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
TERM = re.compile(r"[^\s:@]+")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Members that hold one or more objects with a type; of a schema the id is needed as well.
TYPED = ("credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence")
DATES = {V2: ("validFrom", "validUntil"), V1: ("issuanceDate", "expirationDate")}

Document = Mapping[str, Any]


def faults_in_credential(document: Any, resources: Mapping[str, bytes] | None = None) -> tuple[Fault, ...]:
    """Every fault of a credential, secured or not. `resources` are known contents of related resources, by address."""
    return faults_in_document(document) or tuple(_faults_in_credential(document, resources or {}))


def faults_in_presentation(document: Any) -> tuple[Fault, ...]:
    """Every fault of a presentation; its credentials are looked at each by itself."""
    return faults_in_document(document) or tuple(_faults_in_presentation(document))


def is_url(value: Any) -> bool:
    return isinstance(value, str) and URL.fullmatch(value) is not None


def id_of(value: Any) -> Any:
    """The id of an issuer or a holder, which may stand bare or in an object."""
    return value.get("id") if isinstance(value, dict) else value


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _faults_in_credential(document: Document, resources: Mapping[str, bytes]) -> Iterator[Fault]:
    yield from _faults_in_context(document)
    yield from _faults_in_type(document, "", "VerifiableCredential")
    yield from _faults_in_id(document, "")
    yield from _faults_in_party(document, "issuer", is_needed=True)
    yield from _faults_in_words(document, "")
    yield from _faults_in_subject(document)
    yield from _faults_in_dates(document)
    for name in TYPED:
        yield from _faults_in_typed(document, name)
    yield from _faults_in_related(document, resources)


def _faults_in_presentation(document: Document) -> Iterator[Fault]:
    yield from _faults_in_context(document)
    yield from _faults_in_type(document, "", "VerifiablePresentation")
    yield from _faults_in_id(document, "")
    yield from _faults_in_party(document, "holder", is_needed=False)
    yield from _faults_in_typed(document, "termsOfUse")
    for n, one in enumerate(many(document.get("verifiableCredential", []))):
        if not isinstance(one, dict):
            yield wrong(f"/verifiableCredential/{n}", vi="phải là một chứng nhận", en="must be a credential")


def _faults_in_context(document: Document) -> Iterator[Fault]:
    given = document.get("@context")
    if not isinstance(given, list) or not given or given[0] not in (V1, V2):
        yield wrong(
            "/@context", vi=f"phải là danh sách bắt đầu bằng “{V2}”", en=f"must be a list that begins with “{V2}”"
        )


def _faults_in_type(document: Document, where: str, needed: str = "") -> Iterator[Fault]:
    given = document.get("type")
    types = many(given) if given else []
    place = f"{where}/type"
    if not types or not all(isinstance(one, str) and (TERM.fullmatch(one) or is_url(one)) for one in types):
        yield wrong(place, vi="cần ít nhất một loại, là tên hoặc địa chỉ", en="needs a type: a term or an address")
    elif needed and needed not in types:
        yield wrong(place, vi=f"thiếu loại “{needed}”", en=f"lacks the type “{needed}”")


def _faults_in_id(document: Document, where: str, *, is_needed: bool = False) -> Iterator[Fault]:
    if ("id" in document or is_needed) and not is_url(document.get("id")):
        yield wrong(f"{where}/id", vi="phải là một địa chỉ (URL)", en="must be one address (URL)")


def _faults_in_party(document: Document, name: str, *, is_needed: bool) -> Iterator[Fault]:
    given = document.get(name)
    if given is None and not is_needed:
        return
    if not is_url(id_of(given)):
        yield wrong(
            f"/{name}",
            vi="phải là một địa chỉ, hoặc có “id” là địa chỉ",
            en="must be an address, or have one as its “id”",
        )
    elif isinstance(given, dict):
        yield from _faults_in_words(given, f"/{name}")


def _faults_in_words(document: Document, where: str) -> Iterator[Fault]:
    for name in ("name", "description"):
        if not all(map(_is_words, many(document.get(name, "")))):
            yield wrong(
                f"{where}/{name}",
                vi="phải là chữ, hoặc {“@value”, “@language”, “@direction”}",
                en="must be text, or {“@value”, “@language”, “@direction”}",
            )


def _is_words(value: Any) -> bool:
    if not isinstance(value, dict):
        return isinstance(value, str)
    language = value.get("@language", "en")
    return (
        isinstance(value.get("@value"), str)
        and not value.keys() - {"@value", "@language", "@direction"}
        and isinstance(language, str)
        and LANGUAGE.fullmatch(language) is not None
        and value.get("@direction", "ltr") in ("ltr", "rtl")
    )


def _faults_in_subject(document: Document) -> Iterator[Fault]:
    subjects = many(document.get("credentialSubject", []))
    if not subjects:
        yield wrong(
            "/credentialSubject", vi="chứng nhận phải nói về ai hoặc cái gì", en="must say whom or what it is about"
        )
    for n, one in enumerate(subjects):
        if not isinstance(one, dict) or not one:
            yield wrong(
                f"/credentialSubject/{n}", vi="phải có ít nhất một điều được nói", en="must say at least one thing"
            )
        else:
            yield from _faults_in_id(one, f"/credentialSubject/{n}")


def _faults_in_dates(document: Document) -> Iterator[Fault]:
    version = V1 if V1 in many(document.get("@context")) else V2
    read = {}
    for name in DATES[version]:
        if name in document or (name == "issuanceDate" and version == V1):
            try:
                read[name] = read_moment(document.get(name))
            except ValueError:
                yield wrong(
                    f"/{name}", vi="phải có dạng 2026-03-02T09:00:00Z", en="must look like 2026-03-02T09:00:00Z"
                )
    start, end = (read.get(name) for name in DATES[version])
    if start and end and end < start:
        yield wrong(f"/{DATES[version][1]}", vi="hết hạn trước khi có hiệu lực", en="ends before it begins")


def _faults_in_typed(document: Document, name: str) -> Iterator[Fault]:
    for n, one in enumerate(many(document.get(name, []))):
        where = f"/{name}/{n}"
        if not isinstance(one, dict):
            yield wrong(where, vi="phải là một đối tượng", en="must be an object")
            continue
        yield from _faults_in_type(one, where)
        yield from _faults_in_id(one, where, is_needed=name == "credentialSchema")


def _faults_in_related(document: Document, resources: Mapping[str, bytes]) -> Iterator[Fault]:
    seen = set()
    for n, one in enumerate(many(document.get("relatedResource", []))):
        where = f"/relatedResource/{n}"
        if not isinstance(one, dict) or not is_url(one.get("id")):
            yield wrong(where, vi="phải có “id” là địa chỉ", en="must have an address as its “id”")
            continue
        address = one["id"]
        if address in seen:
            yield wrong(where, vi="nêu cùng một tài nguyên hai lần", en="names the same resource twice")
        seen.add(address)
        if not {"digestSRI", "digestMultibase"} & one.keys():
            yield wrong(where, vi="thiếu mã băm", en="lacks a digest")
        elif address in resources and not agrees(one, resources[address]):
            yield wrong(where, vi="mã băm không khớp với nội dung", en="the digest isn't that of its content")
