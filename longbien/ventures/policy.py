"""Who may see and do what with a venture. A venture is public from its founding; what its cases say is not."""

from longbien.people.policy import OFFICER, allow, everyone, hub_role, member
from longbien.ventures.models import Venture

TYPE = "ventures.venture"

allow(TYPE, "view", everyone(), model=Venture)
allow(TYPE, "view-inside", member("organisation_id"), hub_role(OFFICER))
allow(TYPE, "open-next", member("organisation_id"))
