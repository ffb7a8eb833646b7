"""Who may see and do what with a fund.

The programme is public in sums. What one investor promised is for fund officers, auditors and the investor's people.
Whoever is tied to an investor decides nothing about it: the register of interests and seats says who that is.
"""

from longbien.capital.models import Call, Close, Commitment, Notice, Vehicle
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import ADMINISTRATOR, allow, everyone, hub_role, member, the_system, unrelated

VEHICLE, COMMITMENT, HUB = "capital.vehicle", "capital.commitment", "capital.hub"
CALL, CLOSE, NOTICE = "capital.call", "capital.close", "capital.notice"
FUND = "fund-officer"
INSIDE = frozenset({FUND, AUDITOR})

officer, auditor = hub_role(FUND), hub_role(AUDITOR)
investor, theirs = member("organisation_id"), member("commitment.organisation_id")
independent, no_kin = unrelated("organisation_id"), unrelated("commitment.organisation_id")

allow(HUB, "adopt-pack", hub_role(ADMINISTRATOR), the_system())
allow(HUB, "open-vehicle", officer, the_system())
allow(VEHICLE, "view", everyone(), model=Vehicle)
allow(VEHICLE, "view-inside", officer, auditor)
allow(VEHICLE, "prepare", officer)
allow(VEHICLE, "accrue-fee", officer)
allow(COMMITMENT, "view", investor, officer, auditor, model=Commitment)
allow(COMMITMENT, "commit", officer & independent, the_system())
allow(COMMITMENT, "withdraw", officer & independent)
allow(COMMITMENT, "agree-clause", officer & independent)
allow(CALL, "view", officer, auditor, model=Call)
allow(CALL, "confirm", officer)
allow(CALL, "drop", officer)
allow(CLOSE, "view", officer, auditor, model=Close)
allow(CLOSE, "confirm", officer)
allow(CLOSE, "drop", officer)
allow(CLOSE, "pay-refunds", officer)
allow(NOTICE, "view", theirs, officer, auditor, model=Notice)
allow(NOTICE, "record-receipt", officer)
allow(NOTICE, "declare-default", officer & no_kin)
