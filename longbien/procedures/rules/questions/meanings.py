"""What a question means (`x-means`), in the words of shared vocabularies, so that nothing is asked twice.

`person.…` and `organisation.…` are facts about whoever files; where a register of the house holds one, a form has to
take it from there (`x-once`). Every other term is about the matter of the form itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from longbien.kernel.folding import fold
from longbien.kernel.text import Text
from longbien.procedures.rules.questions.shapes import Schema


@dataclass(frozen=True)
class Meaning:
    """A term: where it is defined, what browsers call it (WCAG 1.3.5), and titles under which it is often asked."""

    source: str
    autocomplete: str = ""
    titles: tuple[str, ...] = ()


OWN = {
    "person.name": Meaning("schema:name", "name", ("Họ và tên của bạn", "Họ tên người nộp", "Your name")),
    "person.email": Meaning("schema:email", "email", ("Thư điện tử của bạn", "Thư điện tử", "Email", "Your e-mail")),
    "person.phone": Meaning("schema:telephone", "tel", ("Số điện thoại của bạn", "Số điện thoại", "Telephone number")),
    "person.timezone": Meaning("schema:scheduleTimezone", "", ("Múi giờ", "Time zone")),
    "person.language": Meaning("schema:knowsLanguage", "language", ("Ngôn ngữ", "Language")),
    "organisation.name": Meaning(
        "org:legalName", "organization", ("Tên tổ chức", "Tên doanh nghiệp", "Organisation", "Name of the organisation")
    ),
    "organisation.kind": Meaning("org:classification", "", ("Loại hình tổ chức", "Kind of organisation")),
    "organisation.tax_code": Meaning("schema:taxID", "", ("Mã số thuế", "Tax code")),
    "organisation.address": Meaning("locn:address", "street-address", ("Địa chỉ trụ sở", "Registered address")),
    "organisation.verified": Meaning("schema:isVerified"),
}
MATTER = {
    "title": Meaning("dcterms:title"),
    "description": Meaning("dcterms:description"),
    "start": Meaning("schema:startDate"),
    "end": Meaning("schema:endDate"),
    "place": Meaning("locn:address", "street-address"),
    "contact": Meaning("schema:contactPoint"),
    "other.name": Meaning("schema:name"),
    "other.email": Meaning("schema:email"),
    "other.phone": Meaning("schema:telephone"),
    "url": Meaning("schema:url", "url"),
    "subject": Meaning("dcterms:subject"),
    "amount": Meaning("schema:MonetaryAmount"),
    "evidence": Meaning("cccev:Evidence"),
}
MEANINGS = OWN | MATTER
# What a question of such a shape asks for, unless it says whose it is.
SHAPED = {
    "email": "person.email",
    "urn:longbien:phone": "person.phone",
    "urn:longbien:address": "organisation.address",
}


def meaning_of(node: Mapping[str, object]) -> str:
    """The term of a question: what it is filled from, else what it says it means; "" when it says nothing."""
    return str(node.get("x-once") or node.get("x-means") or "")


def unsaid(schema: Schema) -> Iterator[tuple[tuple[str, ...], str]]:
    """Questions that ask for what is known of whoever files, by their words or by their shape, or for something
    personal, and don't say whose it is: (path, the term they seem to mean)."""
    titles = {fold(title): term for term, meaning in OWN.items() for title in meaning.titles}
    for name, node in schema["properties"].items():
        if meaning_of(node) or "items" in node:
            continue
        given = node.get("x-title", "")
        asked = [given] if isinstance(given, str) else [str(one) for one in given.values()]
        by_words = next((titles[fold(one)] for one in asked if fold(one) in titles), "")
        by_shape = SHAPED.get(node.get("format", node.get("$ref", "")), "")
        personal = "contact" if node.get("x-class") == "personal" else ""
        if found := by_words or by_shape or personal:
            yield ("properties", name), found


def asked_twice(forms: Mapping[str, Schema], registers: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...], Text]]:
    """Over all forms of a hub: (form, path, why) of every question whose answer was, or could have been, given before.

    A fact about whoever files that a register holds and the form doesn't take from there; one that no register holds
    and two forms ask for; one that a question asks for without saying so.
    """
    first: dict[str, str] = {}
    for form, schema in forms.items():
        for path, term in unsaid(schema):
            yield form, path, _says(term)
        for name, node in schema["properties"].items():
            term = meaning_of(node)
            if term not in OWN or "x-once" in node:
                continue
            if term in registers:
                yield form, ("properties", name), _known(term)
            elif first.setdefault(term, form) != form:
                yield form, ("properties", name), _twice(term, first[term])


def _says(term: str) -> Text:
    return Text.of(
        vi=f"Câu này có vẻ hỏi “{term}”: hãy nói rõ của ai, bằng x-once hoặc x-means.",
        en=f"This seems to ask for “{term}”: say whose it is, by x-once or x-means.",
    )


def _known(term: str) -> Text:
    return Text.of(
        vi=f"“{term}” đã có trong sổ đăng ký: hãy lấy bằng x-once thay vì hỏi lại.",
        en=f"“{term}” stands in a register already: take it by x-once, don't ask again.",
    )


def _twice(term: str, form: str) -> Text:
    return Text.of(
        vi=f"“{term}” đã được hỏi trong {form}: hãy lập sổ đăng ký, hoặc nói rõ đây là của ai khác.",
        en=f"“{term}” is asked in {form} already: keep it in a register, or say whose it is otherwise.",
    )
