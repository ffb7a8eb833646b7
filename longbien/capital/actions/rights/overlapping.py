"""Refuse rights that can't stand beside those in force."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from longbien.capital.models import Entitlement
from longbien.capital.queries.rights.book import as_right, rights_over
from longbien.capital.queries.rights.terms import needed_terms
from longbien.capital.rules.rights.overlap import Clash, clashes
from longbien.capital.rules.rights.right import KINDS
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text


def refuse_overlap(rows: Sequence[Entitlement], laboratory_id: UUID, *, at: datetime) -> None:
    """Refusal (409) that says for each right with which kind of right it overlaps, and in what; whose that is, it
    doesn't say. The laboratory's rights are held by the caller."""
    new = [as_right(row, at) for row in rows]
    found = clashes(new, rights_over(laboratory_id), needed_terms().trees)
    if found:
        places = {right.id: n for n, right in enumerate(new)}
        faults = tuple(Fault(f"rights-{places[one.one.id]}-rank", _said(one)) for one in found)
        raise Refusal("overlap", faults[0].what, status=409, faults=faults)


def _said(found: Clash) -> Text:
    trees = needed_terms().trees
    kind, term = KINDS[found.other.kind].name, found.within.term
    fields, places = trees.fields.said(found.within.fields), trees.territories.said(found.within.territories)
    days = f"{term.start:%d/%m/%Y} – {term.end:%d/%m/%Y}"
    return Text.of(
        vi=f"Chồng lấn một quyền khác ({kind['vi'].lower()}): {fields.in_language('vi')}; {places.in_language('vi')}; "
        f"{days}. Hãy thu hẹp phạm vi, hoặc ghi thứ hạng khác nhau cho hai quyền.",
        en=f"Overlaps another right ({kind['en'].lower()}): {fields.in_language('en')}; {places.in_language('en')}; "
        f"{days}. Narrow the scope, or give the two different ranks.",
    )
