"""Who may see and do what with data sets, agreements and gaps. The catalogue itself is open to everyone.

The publisher's side is the department officers': those of the body that answers for the data set, where one does.
Whoever is tied to the recipient decides nothing for it.
"""

from typing import Any

from django.db.models import Q

from longbien.data.models import Agreement, Breach, DataSet, Gap, Question, Receipt, SubjectRequest, Weighing
from longbien.kernel.actor import Actor
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import (
    ADMINISTRATOR,
    Relation,
    allow,
    everyone,
    hub_role,
    member,
    oneself,
    the_system,
    unrelated,
    where,
)

AGREEMENT, DATA_SET, GAP, QUESTION = "data.agreement", "data.set", "data.gap", "data.question"
DUTIES, BREACH, RECEIPT = "data.duties", "data.breach", "data.receipt"
SOURCE = "data.source"
STEWARD = "department-officer"


def answers_for(path: str) -> Relation:
    """Members of the body that answers for the data set at `path` ("" for itself); anyone where no body is named."""

    def holds(actor: Actor, thing: Any) -> bool:
        owner = (thing.data_set if path else thing).owner_id
        return owner is None or owner in actor.organisations

    def rows(actor: Actor) -> Q:
        owner = f"{path}__owner" if path else "owner"
        return Q(**{f"{owner}__isnull": True}) | Q(**{f"{owner}__in": list(actor.organisations)})

    return Relation("who answers for the data set", holds, rows)


administrator = hub_role(ADMINISTRATOR)
steward, theirs, independent = hub_role(STEWARD), member("organisation_id"), unrelated("organisation_id")
publisher = steward & answers_for("data_set")

allow(AGREEMENT, "list", everyone())
allow(AGREEMENT, "view", theirs, steward, administrator, hub_role(AUDITOR), model=Agreement)
allow(AGREEMENT, "propose", publisher & independent)
allow(AGREEMENT, "sign-recipient", member("organisation_id", "lead"))
allow(AGREEMENT, "sign-publisher", publisher & independent, administrator & independent)
allow(AGREEMENT, "revoke", publisher)
allow(AGREEMENT, "query", theirs, the_system())
allow(AGREEMENT, "run", the_system())
allow(AGREEMENT, "share", member("organisation_id", "lead"))
allow(DATA_SET, "view", everyone(), model=DataSet)
allow(DATA_SET, "steward", steward & answers_for(""))
allow(DATA_SET, "deliver", steward & answers_for(""), the_system())
allow(SOURCE, "steward", steward & answers_for(""))
allow(GAP, "view", everyone(), model=Gap)
allow(GAP, "raise", steward)
allow(GAP, "owe", steward)
allow(GAP, "close", steward)
allow(AGREEMENT, "assess", member("organisation_id", "lead"), publisher)
allow(AGREEMENT, "file", publisher)

auditor = hub_role(AUDITOR)
allow(DUTIES, "view", everyone())
allow(DUTIES, "keep", steward)
allow(DUTIES, "erase", steward, the_system())
allow(DUTIES, "read", steward, administrator, auditor)
allow(BREACH, "view", steward, administrator, auditor, model=Breach)
allow(BREACH, "record", steward, administrator)
allow(RECEIPT, "view", everyone(), model=Receipt)
allow("data.request", "view", steward, administrator, auditor, model=SubjectRequest)
allow("data.weighing", "view", everyone(), model=Weighing)

# Saved with a name it is for all who may ask there; what was only asked is for who asked it.
named = where("saved", lambda question: bool(question.name), ~Q(name=""))
of_open = where("asked of open data", lambda question: question.agreement_id is None, Q(agreement=None))
allow(QUESTION, "view", oneself("person_id"), named & of_open, named & theirs, model=Question)
allow(QUESTION, "remove", oneself("person_id"))
allow(AGREEMENT, "publish", publisher & independent, the_system())
allow(AGREEMENT, "spend", theirs, the_system())
allow(AGREEMENT, "grant", publisher & independent)
