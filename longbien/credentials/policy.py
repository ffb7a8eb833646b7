"""Who may see, read and revoke credentials. Rooms above issue them: they have asked their own policy."""

from django.db.models import Q

from longbien.credentials.kinds import KINDS
from longbien.credentials.models import Credential
from longbien.people.policy import (
    ADMINISTRATOR,
    OFFICER,
    allow,
    everyone,
    hub_role,
    member,
    oneself,
    the_system,
    where,
)  # fmt: skip

TYPE, HUB = "credentials.credential", "credentials.hub"
OPEN = tuple(code for code, kind in KINDS.items() if kind.is_open)

holder = (oneself("holder_id"), member("holder_id"))
officers = (hub_role(OFFICER), hub_role(ADMINISTRATOR))
of_open_kind = where("of an open kind", lambda credential: credential.kind in OPEN, Q(kind__in=OPEN))

# Anyone who was given its address may ask whether it stands; what else it says is for fewer.
allow(TYPE, "view", everyone(), model=Credential)
allow(TYPE, "read", of_open_kind, *holder, *officers, the_system())
allow(TYPE, "list", *holder, *officers)
allow(TYPE, "revoke", *officers, the_system())
allow(HUB, "issue", *officers, the_system())
