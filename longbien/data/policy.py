"""Who may see and do what with agreements on data. The catalogue itself is open to everyone.

The publisher's side is the department officers'; whoever is tied to the recipient decides nothing for it.
"""

from django.db.models import Q

from longbien.data.models import Agreement, Question
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import (
    ADMINISTRATOR,
    allow,
    everyone,
    hub_role,
    member,
    oneself,
    the_system,
    unrelated,
    where,
)

AGREEMENT = "data.agreement"
QUESTION = "data.question"
STEWARD = "department-officer"

administrator = hub_role(ADMINISTRATOR)
steward, theirs, independent = hub_role(STEWARD), member("organisation_id"), unrelated("organisation_id")

allow(AGREEMENT, "list", everyone())
allow(AGREEMENT, "view", theirs, steward, administrator, hub_role(AUDITOR), model=Agreement)
allow(AGREEMENT, "propose", steward & independent)
allow(AGREEMENT, "sign-recipient", member("organisation_id", "lead"))
allow(AGREEMENT, "sign-publisher", steward & independent, administrator & independent)
allow(AGREEMENT, "revoke", steward)
allow(AGREEMENT, "query", theirs, the_system())
allow(AGREEMENT, "share", member("organisation_id", "lead"))

# Saved with a name it is for all who may ask there; what was only asked is for who asked it.
named = where("saved", lambda question: bool(question.name), ~Q(name=""))
of_open = where("asked of open data", lambda question: question.agreement_id is None, Q(agreement=None))
allow(QUESTION, "view", oneself("person_id"), named & of_open, named & theirs, model=Question)
allow(QUESTION, "remove", oneself("person_id"))
