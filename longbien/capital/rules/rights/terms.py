"""What a hub's `rights/` says: the trees that scopes are cut from, the public purposes, the templates of agreements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.capital.rules.rights.clauses import CODES, Clause
from longbien.capital.rules.rights.right import Trees
from longbien.capital.rules.rights.trees import Tree
from longbien.kernel.text import Text

Languages = tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """`number` is the pattern of agreements' numbers; `purposes` are the public purposes that may be carved out."""

    number: str
    trees: Trees
    purposes: Mapping[str, Text]


@dataclass(frozen=True)
class Template:
    """A template of agreements, or the copy that one agreement keeps. `clauses` by code, in the order of the text;
    `signed_by_counsel` is empty until counsel signs."""

    code: str
    version: int
    title: Text
    about: Text
    window: str
    clauses: Mapping[str, Clause]
    as_of: str
    signed_by_counsel: str
    basis: tuple[tuple[Text, Text | None], ...]
    open: tuple[Text, ...]


def read_terms(data: Mapping[str, Any], languages: Languages) -> Terms:
    trees = Trees(_tree(data["fields"], languages), _tree(data["territories"], languages))
    return Terms(data["number"], trees, _names(data["purposes"], languages))


def read_template(data: Mapping[str, Any], languages: Languages) -> Template:
    def said(value: object) -> Text:
        return Text.from_data(value, languages)

    clauses = {
        one["clause"]: Clause(str(n), said(one["title"]), said(one["text"])) for n, one in enumerate(data["clauses"], 1)
    }
    basis = tuple(
        (_name(one["source"], languages), said(one["note"]) if "note" in one else None) for one in data["legal_basis"]
    )
    return Template(
        code=data["agreement"],
        version=data["version"],
        title=said(data["title"]),
        about=said(data["about"]),
        window=data["window"],
        clauses=clauses,
        as_of=str(data["as_of"]),
        signed_by_counsel=f"{data['verified']['by']}, {data['verified']['on']}" if data["verified"] else "",
        basis=basis,
        open=tuple(map(said, data["open"])),
    )


def lacking(codes: Iterable[str]) -> tuple[str, ...]:
    """The clauses that no rule can do without and that a template leaves out."""
    there = frozenset(codes)
    return tuple(code for code in CODES if code not in there)


def _tree(data: Mapping[str, Any], languages: Languages) -> Tree:
    return Tree({code: one.get("within") for code, one in data.items()}, _names(data, languages))


def _names(data: Mapping[str, Any], languages: Languages) -> dict[str, Text]:
    return {code: Text.from_data(one["name"], languages) for code, one in data.items()}


def _name(written: object, languages: Languages) -> Text:
    """The name of a law: once where every language calls it the same."""
    return (
        Text(tuple((one, written) for one in languages))
        if isinstance(written, str)
        else Text.from_data(written, languages)
    )
