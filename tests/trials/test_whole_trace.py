"""All of the trace: a fresh run gives the committed bytes, and the engine agrees with the oracle on every event."""

import json
import subprocess

import numpy as np
import pytest

from longbien.trials.rules.judge import device_crossings, judge, over_devices
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.policy import Policy, Site
from longbien.trials.rules.telemetry import parse
from tests.trials.test_oracle import ROOT, TRACE, licence, oracle

pytestmark = pytest.mark.slow
BATCH = 40_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> list[bytes]:
    """Every line of a fresh run of `make trace`, about 340,000."""
    out = tmp_path_factory.mktemp("trace")
    words = ["make", "-s", "-C", ROOT / "trace", f"OUT={out}", f"SLICE={out / 'slice.gz'}"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.skip(f"the simulator can't be installed here: not run\n{ran.stderr[-500:]}")
    assert (out / "slice.gz").read_bytes() == TRACE.read_bytes(), "the same seed gave another trace"
    return (out / "hanoi-robots.ndjson").read_bytes().splitlines(keepends=True)


def test_the_engine_and_the_oracle_agree_on_every_event(whole):
    assert len(whole) >= 200_000
    told = licence(stop_on=[])
    sites = tuple(Site(site["code"], {"vi": "Khu"}, site["geometry"]) for site in told["sites"])
    policy = Policy(read_plan(told["plan"]), sites, told["timezone"], "test-regime", "0" * 64)
    found = set()
    devices = {name: n for n, name in enumerate(sorted({json.loads(line)["device"] for line in whole}))}
    batches = [parse(b"".join(whole[at : at + BATCH]), currency="VND") for at in range(0, len(whole), BATCH)]
    at_us = np.concatenate([events.at_us for events in batches])
    who = np.array([devices[name] for events in batches for name in events.devices])
    crossings = device_crossings(at_us, who, policy.plan.devices)
    for events in batches:
        broke = {**judge(events, policy).broke, "devices": over_devices(events.at_us, crossings)}
        found |= {(events.ids[row], rule) for rule, flags in broke.items() for row in np.flatnonzero(flags)}
    broken = oracle.judge(told, [json.loads(line) for line in whole])
    assert found == {(name, rule) for name, rules in broken.items() for rule in rules}
    assert {rule for _, rule in found} == {"area", "hours", "speed", "participants", "devices"}
