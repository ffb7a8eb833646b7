"""Who may see and do what with a fund. The programme is public in sums; what one investor promised is not.

Whoever is tied to an investor decides nothing about it: the register of interests and seats says who that is.
"""

from longbien.capital.models import Call, Close, Commitment, Notice, Vehicle
from longbien.people.policy import ADMINISTRATOR, allow, everyone, hub_role, member, the_system, unrelated

VEHICLE, COMMITMENT, HUB = "capital.vehicle", "capital.commitment", "capital.hub"
CALL, CLOSE, NOTICE = "capital.call", "capital.close", "capital.notice"
FUND = "fund-officer"

officer = hub_role(FUND)
investor, theirs = member("organisation_id"), member("commitment.organisation_id")
independent, no_kin = unrelated("organisation_id"), unrelated("commitment.organisation_id")

allow(HUB, "adopt-pack", hub_role(ADMINISTRATOR), the_system())
allow(HUB, "open-vehicle", officer, the_system())
allow(VEHICLE, "view", everyone(), model=Vehicle)
allow(VEHICLE, "view-inside", officer)
allow(VEHICLE, "prepare", officer)
allow(VEHICLE, "accrue-fee", officer)
allow(COMMITMENT, "view", investor, officer, model=Commitment)
allow(COMMITMENT, "commit", officer & independent, the_system())
allow(COMMITMENT, "withdraw", officer & independent)
allow(COMMITMENT, "agree-clause", officer & independent)
allow(CALL, "view", officer, model=Call)
allow(CALL, "confirm", officer)
allow(CALL, "drop", officer)
allow(CLOSE, "view", officer, model=Close)
allow(CLOSE, "confirm", officer)
allow(CLOSE, "drop", officer)
allow(CLOSE, "pay-refunds", officer)
allow(NOTICE, "view", theirs, officer, model=Notice)
allow(NOTICE, "record-receipt", officer)
allow(NOTICE, "declare-default", officer & no_kin)
