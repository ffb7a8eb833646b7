"""The short way to the hashes of many entries ends where the long one does."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.subject import Subject
from longbien.ledger.rules.chaining import chained
from longbien.ledger.rules.posting import LARGEST, Leg, Posting, entry_hash
from tests.ledger.make import NOW

IDS = st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number))
SOME = st.sampled_from([UUID(int=n) for n in (1, 2, 2**100)])
KINDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
EVENTS = st.none() | IDS.map(lambda key: Subject("capital.call", key))
POSTINGS = st.builds(
    Posting,
    key=IDS,
    kind=KINDS,
    effective_on=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    legs=st.lists(st.builds(Leg, SOME, SOME, st.integers(1, LARGEST)), min_size=1, max_size=3).map(tuple),
    evidence=st.sampled_from(["", "ab" * 32]),
    event=EVENTS,
)


@given(st.lists(POSTINGS, max_size=4), st.integers(0, 10**9), st.binary(min_size=32, max_size=32))
def test_the_chain_is_that_of_the_single_entries(postings, number, prev):
    for turn, link in enumerate(chained(postings, number=number, prev=prev, recorded_at=NOW)):
        assert (link.posting, link.number, link.prev) == (postings[turn], number + turn + 1, prev)
        assert link.hash == entry_hash(link.posting, number=link.number, recorded_at=NOW, prev=prev)
        prev = link.hash
