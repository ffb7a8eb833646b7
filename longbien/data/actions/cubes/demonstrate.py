"""Play the demonstration of cubes: agreed, published and asked by the demonstration's people."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.data.actions.agreements.agreeing import Side, propose, sign
from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.actions.sets.refresh import refresh
from longbien.data.models import Cube, DataSet
from longbien.data.queries.sets import contract_of
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.agreement.written import digest, read_terms
from longbien.data.rules.cube.asking import Question
from longbien.data.rules.cube.epsilon import read_epsilon
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import read_yaml
from longbien.people.accounts.assurance import DEMO
from longbien.people.queries import actor_for, demonstration, organisations_of
from longbien.procedures.rules.signing import Proof


def demonstrate_cubes(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration: nothing is done twice."""
    told = [read_yaml(path).data for path in sorted(Path(settings.HUB.folder).glob("demonstration/cubes/*.yaml"))]
    if not told or Cube.objects.exists():
        return False
    people = {card.code: actor_for(card.person.id) for card in demonstration()}
    for one in told:
        refresh(one["data_set"], by=SYSTEM, at=at)
        made = _agree(one, people, at)
        publish(made, by=people[one["steward"]], at=at)
        _ask(made, one["questions"], by=people[one["recipient"]], at=at)
    return True


def _agree(told: dict[str, Any], people: dict[str, Actor], at: datetime) -> UUID:
    terms, recipient = _terms(told, at), people[told["recipient"]]
    made = propose(organisations_of(recipient)[0].id, terms, by=people[told["steward"]], at=at)
    signers: tuple[tuple[Side, Actor], ...] = (("recipient", recipient), ("publisher", people[told["signs"]]))
    for side, signer in signers:
        sign(made, side=side, text=digest(terms), proof=Proof(DEMO, second_factor=True, at=at), by=signer, at=at)
    return made


def _terms(told: dict[str, Any], at: datetime) -> Terms:
    dimensions = [{"step": 0, "parts": False, **one} for one in told["dimensions"]]
    cube = {**told, "dimensions": dimensions, "epsilon": read_epsilon(told["epsilon"]), "k": 0}
    until = (at + timedelta(days=told["days"])).date().isoformat()
    contract = contract_of(DataSet.objects.get(code=told["data_set"]))
    return read_terms({**told, "columns": [], "rows": [], "until": until, "cube": cube}, contract)


def _ask(agreement_id: UUID, questions: list[dict[str, Any]], *, by: Actor, at: datetime) -> None:
    """What was asked; nothing where the library that draws the noise isn't installed."""
    for one in questions:
        asked = Question(one["measure"], tuple(one["by"]))
        try:
            release(agreement_id, asked, read_epsilon(one["epsilon"]), by=by, at=at)
        except Refusal as refusal:
            if refusal.code != "extra-missing":
                raise
