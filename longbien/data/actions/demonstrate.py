"""Play the demonstration of agreements: the very actions that people do on the pages, by the demonstration's people."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.data.actions.agreements.agreeing import Side, propose, sign
from longbien.data.actions.duties.demonstrate import demonstrate_duties
from longbien.data.actions.duties.make_dossier import make_dossier
from longbien.data.actions.workbench.keeping import save_question
from longbien.data.models import Agreement, DataSet
from longbien.data.queries.sets import contract_of
from longbien.data.rules.agreement.written import digest, read_terms
from longbien.kernel.actor import Actor
from longbien.kernel.sourced import read_yaml
from longbien.people.accounts.assurance import DEMO
from longbien.people.queries import actor_for, demonstration, organisations_of
from longbien.procedures.rules.signing import Proof


def demonstrate_data(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration: nothing is done twice."""
    told = [read_yaml(path).data for path in sorted(Path(settings.HUB.folder).glob("demonstration/data/*.yaml"))]
    if not told or Agreement.objects.exists():
        return False
    people = {card.code: actor_for(card.person.id) for card in demonstration()}
    for one in told:
        _agree(one, people, at)
    demonstrate_duties(people, at=at)
    return True


def _agree(told: dict[str, Any], people: dict[str, Actor], at: datetime) -> None:
    contract = contract_of(DataSet.objects.get(code=told["data_set"]))
    columns = [{"step": 0, **one} for one in told["columns"]]
    until = (at + timedelta(days=told["days"])).date().isoformat()
    written = {**told, "columns": columns, "until": until}
    terms, recipient = read_terms(written, contract), people[told["recipient"]]
    made = propose(organisations_of(recipient)[0].id, terms, by=people[told["steward"]], at=at)
    for kind, answers in told.get("dossiers", {}).items():
        make_dossier(made, kind=kind, answers=answers, by=recipient, at=at)
    signers: tuple[tuple[Side, Actor], ...] = (("recipient", recipient), ("publisher", people[told["signs"]]))
    for side, signer in signers:
        # As on the page, where the demonstration's link has just shown who they are.
        sign(made, side=side, text=digest(terms), proof=Proof(DEMO, second_factor=True, at=at), by=signer, at=at)
    data_set = DataSet.objects.get(code=told["data_set"]).pk
    for question in told.get("questions", ()):
        save_question(data_set, made, question, by=recipient, at=at)
