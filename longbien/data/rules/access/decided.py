"""The terms that a steward decides on a request: no column and no day more than was asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.data.rules.access.asked import Asked
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.agreement.typed import terms_of
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

LONGER = Text.of(vi="Dài hơn thời gian đã xin.", en="This is longer than was asked for.")


def proposal(asked: Asked, contract: Contract) -> dict[str, Any]:
    """What stands in the steward's form at first: as asked, what is personal behind a code."""
    columns = [
        {"column": one.name, "mask": "pseudonym" if one.is_personal else "as-is"}
        for name in asked.columns
        if (one := contract.column(name))
    ]
    return {"columns": columns, **({"until": asked.until.isoformat()} if asked.until else {})}


def decided_terms(asked: Asked, decided: Mapping[str, Any], contract: Contract) -> tuple[Terms, tuple[Fault, ...]]:
    """The terms of the agreement, and every fault at the question of the steward's form that it is about."""
    terms, unread = terms_of({**decided, "purpose": asked.purpose}, contract)
    return terms, (*map(in_form, unread), *_beyond(asked, terms))


def in_form(fault: Fault) -> Fault:
    """`columns-0-mask` as the engine's forms say it: `/columns/0/mask`."""
    return Fault(f"/{fault.where.replace('-', '/')}", fault.what)


def _beyond(asked: Asked, terms: Terms) -> Iterator[Fault]:
    for place, one in enumerate(terms.columns):
        if one.column not in asked.columns:
            yield Fault(
                f"/columns/{place}/column",
                Text.of(vi="Bên xin không xin cột này.", en="The applicant did not ask for this column."),
            )
    if asked.until is not None and terms.until > asked.until:
        yield Fault("/until", LONGER)
