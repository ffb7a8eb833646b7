"""Who may see and do what with a trial."""

from longbien.people.policy import (
    ADMINISTRATOR,
    OFFICER,
    allow,
    everyone,
    hub_role,
    member,
    signed_in,
    the_system,
    unrelated,
)
from longbien.trials.models import Lesson, Trial

TYPE, HUB, LESSON = "trials.trial", "trials.hub", "trials.lesson"
LICENSING = "licensing-officer"

holder = member("organisation_id")
licensing = hub_role(LICENSING)
independent = unrelated("organisation_id")
no_kin = unrelated("trial.organisation_id")

allow(TYPE, "view", holder, licensing, hub_role(OFFICER), hub_role(ADMINISTRATOR), the_system(), model=Trial)
allow(TYPE, "announce", holder)
allow(TYPE, "start", holder)
allow(TYPE, "close", holder)
allow(TYPE, "exit", holder)
allow(TYPE, "release-exit", licensing & independent)
allow(TYPE, "issue-key", holder)
allow(TYPE, "revoke-key", holder, licensing)
allow(TYPE, "report-incident", holder, licensing)
allow(TYPE, "file-report", holder)
allow(TYPE, "keep-consent", holder)
allow(TYPE, "keep-cover", holder)
allow(TYPE, "send-telemetry", holder, the_system())
allow(TYPE, "suspend", holder, licensing & independent, the_system())
allow(TYPE, "resume", licensing & independent)
allow(TYPE, "revoke", licensing & independent)
allow(TYPE, "extend", licensing & independent, the_system())
allow(HUB, "adopt-regime", hub_role(ADMINISTRATOR), the_system())
allow(HUB, "issue-licence", licensing & independent, the_system())

allow(TYPE, "build-dossier", holder, licensing, hub_role(OFFICER), hub_role(ADMINISTRATOR), the_system())
allow(HUB, "watch-ward", signed_in())
allow(TYPE, "raise-concern", everyone())
allow(TYPE, "read-concerns", licensing, hub_role(OFFICER))
allow(TYPE, "answer-concern", licensing & independent, hub_role(OFFICER) & independent)
allow(LESSON, "view", everyone(), model=Lesson)
allow(LESSON, "follow", licensing & no_kin, hub_role(OFFICER) & no_kin)
