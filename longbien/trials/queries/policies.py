"""The policy that is enforced on a trial."""

import json
from functools import lru_cache
from uuid import UUID

from longbien.trials import models
from longbien.trials.rules.policy import Policy, read_policy
from longbien.trials.rules.translating import Wording


def policy_of(trial_id: UUID) -> Policy:
    """The newest licensed policy of a trial, compiled. LookupError for a trial that isn't there."""
    versions = models.PlanVersion.objects.filter(trial_id=trial_id).order_by("-number")
    found = versions.values_list("policy_sha256", "policy").first()
    if found is None:
        raise LookupError(trial_id)
    return compiled(*found)


def wording_of(trial_id: UUID) -> Wording | None:
    """How the lines of a trial's telemetry read; None where they read as ours, or there is no such trial."""
    try:
        policy = policy_of(trial_id)
    except LookupError:
        return None
    return policy.wording


@lru_cache(maxsize=128)
def compiled(sha256: str, text: str) -> Policy:
    """The policy of a stored version. ValueError unless it is the one whose hash stands in the record."""
    policy = read_policy(json.loads(text))
    if policy.sha256 != sha256:
        raise ValueError("the stored policy is not the one that was licensed")
    return policy
