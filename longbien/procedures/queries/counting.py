"""Votes, counted: who wants an action that several must want."""

from longbien.people.queries import actor_for
from longbien.procedures.models import Case, QuorumVote
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.machine import on_behalf
from longbien.procedures.rules.votes import Ballot, Tally, tally


def count(case: Case, version: Published, action: Action, *, also: Ballot | None = None) -> Tally:
    """Who wants `action` now, with `also` counted in; whoever may no longer decide is not counted."""
    standing = case.votes.filter(seq=case.seq, action=action.name).order_by("at", "pk")
    given = [vote for vote in standing if also is None or vote.person_id != also.person_id]
    ballots = [_ballot(case, version, action, vote) for vote in given]
    if also is not None:
        ballots.append(also)
    return tally(action.name, action.quorum, ballots)


def tallies(case: Case, version: Published) -> dict[str, Tally]:
    """The count of every action from here that needs a quorum."""
    wanted = [action for action in version.definition.actions_from(case.state) if action.quorum > 1]
    return {action.name: count(case, version, action) for action in wanted}


def _ballot(case: Case, version: Published, action: Action, vote: QuorumVote) -> Ballot:
    voter = actor_for(vote.person_id)
    roles = roles_in(case, version.definition, voter)
    return Ballot(
        vote.person_id,
        vote.action,
        may_decide=bool(roles & set(action.by)),
        on_behalf_of=vote.on_behalf_of,
        speaks_for=on_behalf(version.definition, action, voter, roles),
    )
