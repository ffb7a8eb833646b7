"""A shuttle of the demonstration, for the pages that only such a trial has: one that runs, one that owes its report.

Run as a program of its own beside the server: `python -m tests.journeys.shuttle`, in the server's environment.
"""

import os
from datetime import UTC, datetime
from uuid import UUID

import django

PLAN = {
    "title": "Minh hoạ: xe đưa đón tự hành", "summary": "Dữ liệu minh hoạ. Xe tự lái chở khách quanh hồ.",
    "areas": ["hoan-kiem"], "term_months": 12,
    "windows": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "00:00"}],
    "cap_participants": 20, "cap_devices": 3, "cap_value": {"minor": "0", "currency": "VND"}, "cap_speed_kmh": 15,
    "kind": "autonomous-shuttle", "safety_plan": "0" * 64, "stop_on": ["consent"], "needs_consent": True,
    "guardrails": [
        {"measure": "collision", "limit": 0, "per": 1}, {"measure": "disengagement", "limit": 1, "per": 50_000},
    ],
    "incident_contact": "Người minh hoạ, 024 0000 0000",
}  # fmt: skip


def stage() -> None:
    """Both trials, licensed and started as on the pages; the second is closed again with a draft of its report."""
    from longbien.kernel.actor import SYSTEM
    from longbien.people.queries import actor_for, demonstration
    from longbien.trials import models
    from longbien.trials.actions.issue_licence import Application, issue_licence
    from longbien.trials.actions.leaving.close_trial import close_trial
    from longbien.trials.actions.leaving.keep_exit_draft import keep_exit_draft
    from longbien.trials.actions.start_trial import start_trial
    from longbien.trials.rules.leaving.exit import Answers

    now = datetime.now(UTC)
    founder = actor_for(next(one.person.id for one in demonstration() if one.code == "founder"))
    organisation: UUID = models.Trial.objects.values_list("organisation_id", flat=True).earliest("licensed_at")
    for ends in (False, True):
        asked = Application(organisation, {**PLAN, "start": f"{now:%Y-%m-%d}"})
        trial = issue_licence(asked, by=SYSTEM, at=now)
        start_trial(trial, by=founder, at=now)
        if ends:
            close_trial(trial, by=founder, at=now)
            said = Answers("Minh hoạ: chở 120 khách.", "Minh hoạ: không ai bị thương.", "Minh hoạ: cần thêm trạm dừng.")
            keep_exit_draft(trial, said, by=founder, at=now)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    django.setup()
    stage()
