"""Rows of tables, read along: a small page is cut out of a block that is kept, so that the next one starts no worker.

A block is kept under all that its rows rest on: the edition, what is shown of it, and the statement. So it is never
read for another edition, another agreement or other terms. Whoever asks for a part has seen to it that it may be shown,
and writes down that it was.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from django.core.cache import caches

from longbien.data.gateway.answer import Answer, rows_in
from longbien.data.models import Agreement
from longbien.data.queries.sets import SetCard
from longbien.data.queries.tables import shown_openly
from longbien.data.rules.agreement.compiled import select
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.ckan.parts import Part
from longbien.data.rules.ckan.records import plain_row
from longbien.data.rules.sql import refused
from longbien.kernel.refusal import Refusal

Row = list[Any]
Ask = Callable[[str], Answer]
STORE, SECONDS = "rows", 3600
LARGEST = 512 * 1024  # bytes of a block
PASSING = frozenset({refused.busy().code, refused.offer_broken().code})
"""Refusals that say nothing of the block: its page would fare no better now."""


def rests_on(found: SetCard, row: Agreement | None) -> str:
    """All that the rows of a table rest on beside the statement; empty where none of them may be kept.

    Of persons nothing is kept: who is erased would stand in it until it is swept. Cells of a cube come in no order.
    """
    contract = found.contract
    if contract.is_about_persons or found.newest is None:
        return ""
    if row is None:
        return repr((found.id, found.newest, shown_openly(contract)))
    terms = read_terms(row.terms, contract)
    if terms.cube:
        return ""
    return repr((found.id, found.newest, row.pk, row.digest, select(terms, contract, relation="", key=row.key)))


def rows_of(part: Part, known: str, ask: Ask) -> Sequence[Row]:
    """The rows of a part, values as JSON has them; `known` is what they rest on. Refusal of `ask`."""
    if not known or not part.block:
        return list(map(plain_row, ask(part.statement).as_rows()))
    key = f"data:rows:{sha256(repr((known, part.block)).encode()).hexdigest()}"
    block: bytes | None = caches[STORE].get(key)
    if block is None:
        block = _read(part.block, ask)
        caches[STORE].set(key, block, SECONDS)
    found = rows_in(block, part.start, part.count) if block else ask(part.statement).as_rows()
    return list(map(plain_row, found))


def forget_parts() -> None:
    """Leave nothing of what is kept, of whatever set."""
    caches[STORE].clear()


def _read(statement: str, ask: Ask) -> bytes:
    """A block as Arrow; nothing where it is too large or can't be answered, so that its pages are asked alone."""
    try:
        answer = ask(statement)
    except Refusal as refusal:
        if refusal.code in PASSING:
            raise
        return b""
    return b"" if answer.cut or len(answer.arrow) > LARGEST else answer.arrow
