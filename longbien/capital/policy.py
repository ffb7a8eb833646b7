"""Who may see and do what with the rights of those who fund laboratories."""

from longbien.capital.models import Agreement, Contribution, Entitlement, Offer
from longbien.people.policy import ADMINISTRATOR, OFFICER, allow, hub_role, member, the_system, unrelated

CONTRIBUTION, AGREEMENT, ENTITLEMENT, OFFER = (
    "capital.contribution", "capital.agreement", "capital.entitlement", "capital.offer",
)  # fmt: skip
HUB = "capital.hub"

officer, administrator = hub_role(OFFICER), hub_role(ADMINISTRATOR)

allow(HUB, "see-rights", officer, administrator)

allow(CONTRIBUTION, "view", member("organisation_id"), officer, administrator, model=Contribution)
allow(CONTRIBUTION, "take", officer & unrelated("organisation_id"), the_system())

# Whoever proposed an agreement doesn't sign it for the hub (`actions.rights.sign`).
of_holder = "contribution.organisation_id"
allow(AGREEMENT, "view", member(of_holder), officer, administrator, model=Agreement)
allow(AGREEMENT, "propose", officer & unrelated(of_holder), the_system())
allow(AGREEMENT, "sign-holder", member(of_holder, "lead"))
allow(AGREEMENT, "sign-hub", officer & unrelated(of_holder), administrator & unrelated(of_holder))

holder = "agreement.contribution.organisation_id"
allow(ENTITLEMENT, "view", member(holder), officer, administrator, model=Entitlement)
allow(ENTITLEMENT, "answer", member(holder, "lead"))
allow(ENTITLEMENT, "serve", officer & unrelated(holder), the_system())

allow(OFFER, "view", member("offeror_id"), officer, administrator, model=Offer)
allow(OFFER, "make", member("offeror_id", "lead"), officer & unrelated("offeror_id"), the_system())
