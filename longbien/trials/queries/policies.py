"""The policy that is enforced on a trial."""

import json
from functools import lru_cache
from uuid import UUID

from longbien.trials import models
from longbien.trials.rules.kind import Reading
from longbien.trials.rules.policy import Policy, read_policy


def policy_of(trial_id: UUID) -> Policy:
    """The newest licensed policy of a trial, compiled."""
    versions = models.PlanVersion.objects.filter(trial_id=trial_id).order_by("-number")
    sha256, text = versions.values_list("policy_sha256", "policy")[0]
    return compiled(sha256, text)


def readings_of(trial_id: UUID) -> tuple[Reading, ...]:
    """Which keys of a trial's telemetry stand for which of ours; none for a trial that isn't there."""
    if not models.PlanVersion.objects.filter(trial_id=trial_id).exists():
        return ()
    terms = policy_of(trial_id).terms
    return terms.telemetry if terms else ()


@lru_cache(maxsize=128)
def compiled(sha256: str, text: str) -> Policy:
    """The policy of a stored version. ValueError unless it is the one whose hash stands in the record."""
    policy = read_policy(json.loads(text))
    if policy.sha256 != sha256:
        raise ValueError("the stored policy is not the one that was licensed")
    return policy
