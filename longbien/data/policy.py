"""Who may see and do what with agreements on data. The catalogue itself is open to everyone.

The publisher's side is the department officers'; whoever is tied to the recipient decides nothing for it.
"""

from longbien.data.models import Agreement
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import ADMINISTRATOR, allow, everyone, hub_role, member, the_system, unrelated

AGREEMENT = "data.agreement"
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
allow(AGREEMENT, "run", the_system())
allow(AGREEMENT, "share", member("organisation_id", "lead"))
