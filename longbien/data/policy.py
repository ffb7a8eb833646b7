"""Who may see and do what with agreements on data. The catalogue itself is open to everyone.

The publisher's side is the department officers'; whoever is tied to the recipient decides nothing for it.
"""

from longbien.data.models import Agreement, Breach, Receipt, SubjectRequest, Weighing
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import ADMINISTRATOR, allow, everyone, hub_role, member, the_system, unrelated

AGREEMENT = "data.agreement"
DUTIES, BREACH, RECEIPT = "data.duties", "data.breach", "data.receipt"
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
allow(AGREEMENT, "assess", member("organisation_id", "lead"), steward)
allow(AGREEMENT, "file", steward)

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
