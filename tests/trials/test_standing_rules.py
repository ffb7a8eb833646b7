"""How a trial stood, replayed from leaves alone: when its term ran out."""

from longbien.record.rules.leaf import Leaf
from longbien.trials.rules.dossier.chain import Told
from longbien.trials.rules.dossier.standing import Standing, _next, written_us


def leaf(kind: str, **said) -> Told:
    return Told(Leaf("1", f"{kind}/1", "2027-11-05T00:00:00.000000Z", None, "trials.trial:1", said, {}), {})


def test_a_term_that_ran_out_closes_the_trial_at_its_end_and_not_when_the_clock_noticed():
    ended = "2027-11-01T17:00:00.000000Z"
    assert _next(Standing(), leaf("trials.expired", ended=ended)).closed_us == written_us(ended)
    assert _next(Standing(), leaf("trials.closing")).closed_us == written_us("2027-11-05T00:00:00.000000Z")
    assert _next(Standing(), leaf("trials.started")) == Standing()
