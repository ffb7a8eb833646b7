"""The register of processing: one entry for each set about persons, derived from its contract and agreements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.vocabulary import CLASS
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Recipient:
    """Who gets which columns for what, until when; `abroad` are countries."""

    name: str
    purpose: str
    columns: tuple[str, ...]
    abroad: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class Entry:
    """Who processes which set, why, on what ground, about whom, what of them, who receives it, how long, how safe."""

    code: str
    title: Text
    controller: Text
    purpose: Text
    ground: Text
    subjects: Text
    categories: tuple[tuple[Text, Text], ...]
    recipients: tuple[Recipient, ...]
    retention: Text
    safeguards: Text
    contract_version: str


def entry(contract: Contract, agreements: Iterable[tuple[str, Terms]]) -> Entry | None:
    """None for a set that is about nobody. `agreements` are those in force: the recipient's name and the terms."""
    processing = contract.processing
    if processing is None:
        return None
    return Entry(
        code=contract.code,
        title=contract.title,
        controller=contract.publisher,
        purpose=processing.purpose,
        ground=processing.ground,
        subjects=processing.subjects,
        categories=tuple((one.title, CLASS[one.classified]) for one in contract.columns if one.is_personal),
        recipients=tuple(_recipient(name, terms) for name, terms in agreements),
        retention=processing.kept,
        safeguards=processing.safeguards,
        contract_version=contract.version,
    )


def _recipient(name: str, terms: Terms) -> Recipient:
    return Recipient(name, terms.purpose, tuple(terms.names), terms.territory, terms.until)


HEAD = ("code", "title", "controller", "purpose", "ground", "subjects", "categories", "recipient",
        "recipient_purpose", "recipient_columns", "abroad", "until", "retention", "safeguards",
        "contract_version")  # fmt: skip


def lines(entries: Iterable[Entry], language: str) -> Iterator[Mapping[str, str]]:
    """A line for each recipient of each entry, or one for an entry without; every value as text."""
    for one in entries:
        own = {
            "code": one.code, "title": one.title.in_language(language),
            "controller": one.controller.in_language(language), "purpose": one.purpose.in_language(language),
            "ground": one.ground.in_language(language), "subjects": one.subjects.in_language(language),
            "categories": "; ".join(title.in_language(language) for title, _ in one.categories),
            "retention": one.retention.in_language(language), "safeguards": one.safeguards.in_language(language),
            "contract_version": one.contract_version,
        }  # fmt: skip
        for recipient in one.recipients or (None,):
            yield {name: {**own, **_said(recipient)}[name] for name in HEAD}


def _said(one: Recipient | None) -> dict[str, str]:
    if one is None:
        return dict.fromkeys(("recipient", "recipient_purpose", "recipient_columns", "abroad", "until"), "")
    return {
        "recipient": one.name, "recipient_purpose": one.purpose, "recipient_columns": "; ".join(one.columns),
        "abroad": "; ".join(one.abroad), "until": one.until.isoformat(),
    }  # fmt: skip
