"""A set about persons, as the tests of the duties hold it."""

from datetime import datetime, timedelta
from typing import Any

from longbien.data.actions.agreements.agreeing import propose, sign
from longbien.data.actions.duties.make_dossier import make_dossier
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.rules.agreement.terms import Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.duties.dossiers import QUESTIONS
from longbien.kernel.actor import SYSTEM, Actor
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from tests.data.make import column, contract
from tests.people.make import NOW

CODE = "trial-set"
HELD = "THE-0007-XUAN"
TEXTS = {"vi": "Để thử", "en": "To try"}
PROCESSING = {"purpose": TEXTS, "ground": TEXTS, "subjects": TEXTS, "safeguards": TEXTS, "person": "card"}
COLUMNS = (column("card", classification="personal"), column("note", classification="sensitive"),
           column("size", "integer"))  # fmt: skip


def list_persons(access: str = "shared", *columns: dict[str, Any], **more: Any) -> None:
    data = contract(*(columns or COLUMNS), access=access, processing={**PROCESSING, **more})
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def rows(number: int = 40) -> list[dict[str, Any]]:
    return [{"card": HELD if n % 8 == 7 else f"THE-{n:04}-ANH", "note": f"note {n}", "size": n} for n in range(number)]


def deliver_persons(given: list[dict[str, Any]] | None = None, *, at: datetime = NOW) -> None:
    deliver(CODE, rows() if given is None else given, by=SYSTEM, at=at)


def terms(*, mask: str = "as-is", territory: tuple[str, ...] = ()) -> Terms:
    shown = (Shown("card", Mask(mask)), Shown("size"))
    return Terms(CODE, shown, (), "A study", today() + timedelta(30), territory)


def answers(kind: str) -> dict[str, str]:
    return dict.fromkeys(QUESTIONS[kind], "Answered at length.")


def in_force(team_id, stewards: tuple[Actor, Actor], lead: Actor, given: Terms):
    """An agreement with its dossiers, signed by both."""
    made = propose(team_id, given, by=stewards[0], at=NOW)
    for kind in ("impact", *(("transfer",) if given.territory else ())):
        make_dossier(made, kind=kind, answers=answers(kind), by=lead, at=NOW)
    proof = Proof("demo-link", second_factor=True, at=NOW)
    for side, who in (("recipient", lead), ("publisher", stewards[1])):
        sign(made, side=side, text=digest(given), proof=proof, by=who, at=NOW)
    return made
