"""Who is asked to review: the most knowing first, equals by a lot that nobody chooses."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from longbien.problems.rules.matching import Candidate, rank

CASE, OTHER = UUID(int=7), UUID(int=8)
ASKED = frozenset({"robotics", "mobility"})


def person(n, *knows):
    return Candidate(UUID(int=n), frozenset(knows))


def test_those_who_know_more_come_first():
    people = [person(1, "food"), person(2, "robotics", "mobility"), person(3, "mobility")]
    assert rank(people, ASKED, CASE) == [UUID(int=2), UUID(int=3), UUID(int=1)]


def test_equals_are_drawn_anew_for_each_case():
    people = [person(n, "robotics") for n in range(30)]
    assert rank(people, ASKED, CASE) != rank(people, ASKED, OTHER)


@given(st.permutations([person(n, "robotics") if n % 2 else person(n) for n in range(8)]))
def test_the_order_they_come_in_does_not_matter(people):
    assert rank(people, ASKED, CASE) == rank(sorted(people, key=lambda one: one.id), ASKED, CASE)
