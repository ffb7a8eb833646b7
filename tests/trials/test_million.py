"""Many events under every limit, with web and worker killed ten times in their midst: the breaches are those of an
independent judge over all of them at once. `LONGBIEN_REPLAY=1000000` replays the million; fewer do in the suite."""

import os
import random
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
import shapely

from longbien.trials.replay import Wire, replay
from tests.trials import million, vectorised
from tests.trials.make import SITES
from tests.trials.test_kill import aside, hub, kill_both

EVENTS = int(os.environ.get("LONGBIEN_REPLAY", "200000"))
BATCH, KILLS, PATIENCE_S = 5_000, 10, 300


def send(wire: Wire, lines: Iterator[bytes], seen: list[int]) -> None:
    for told in replay(lines, wire.send, batch=BATCH):
        seen.append(told.counts["stored"])


def disturbed(wire: Wire, log, dice: random.Random) -> None:
    """Send everything while both processes are killed ten times, at moments that nobody chose."""
    seen = [0]
    sender = threading.Thread(target=send, args=(wire, million.lines(EVENTS), seen))
    sender.start()
    share = (EVENTS - 4 * BATCH) // KILLS
    for turn in range(KILLS):
        goal = turn * share + dice.randrange(share)
        while sender.is_alive() and seen[-1] < goal:
            time.sleep(0.002)
        time.sleep(dice.random())
        assert sender.is_alive(), "everything was sent before the killing was done"
        kill_both(log)
    sender.join(7200)
    assert not sender.is_alive()


@pytest.mark.slow
def test_what_is_judged_through_ten_kills_is_what_an_independent_judge_finds():
    with hub() as (address, env, log):
        slug, key, *holidays = aside(env, "stage_million()")
        disturbed(Wire(address, slug, key, patience_s=PATIENCE_S), log, random.Random(20261128))
        stored, counts, digest = aside(env, f"judged({slug!r})")
    told = vectorised.Columns.of(million.events(EVENTS))
    area = shapely.geometry.shape(SITES["campus"].geometry)
    days = [date.fromisoformat(day) for day in holidays]
    broke = vectorised.judge(told, million.PLAN, area, holidays=days, offset_hours=7)
    assert stored == EVENTS
    assert counts == vectorised.counts_of(broke)
    assert digest == vectorised.digest_of(vectorised.pairs_of(told, broke))
