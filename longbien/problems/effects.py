"""What procedures may ask of problems: `assign: problems.reviewers`."""

from collections.abc import Iterable
from uuid import UUID

from longbien.people.queries import expertise_of, persons_with_role
from longbien.problems import queries
from longbien.problems.rules.matching import Candidate, rank
from longbien.procedures.registry import MatchCall, matcher

REVIEWER = "reviewer"


@matcher("problems.reviewers", role=REVIEWER)
def reviewers(call: MatchCall) -> Iterable[UUID]:
    """Reviewers by what they know of the problem's sector and technologies; all of them when the case is about none."""
    asked = queries.fields_of(call.about.id) if call.about and call.about.type == "problems.problem" else frozenset()
    free = [card.id for card in persons_with_role(REVIEWER) if card.id not in call.barred]
    return rank((Candidate(person, expertise_of(person)) for person in free), asked, call.case_id)
