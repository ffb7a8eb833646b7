"""One idea carried across: problem, application, review, venture, gate, licence, telemetry, suspension, resume, exit.

Every step is the very action that the pages call, and every step stands in the record.
"""

from datetime import date, timedelta

import pytest

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.procedures.queries import case, cases_about
from longbien.record.actions.sequence import sequence
from longbien.record.queries import chain
from longbien.trials.queries import card, permit, trials_about
from longbien.trials.queries.comparing import comparison_state
from longbien.ventures import queries
from longbien.ventures.actions.open_next import open_next
from longbien.ventures.actions.pass_gate import pass_gate
from longbien.ventures.actions.play import begin, play, take
from longbien.ventures.models import Venture
from longbien.ventures.rules.script import Scene
from tests.ventures import make

pytestmark = pytest.mark.django_db

MOVE, OPENED, TASK = "procedures.case-moved", "procedures.case-opened", "procedures.task-assigned"
VOTE, LETTER = "procedures.case-vote-cast", "procedures.letter-ordered"
# What each scene of the demonstration leaves in the record.
SCENES = [
    ("apply", [OPENED]),
    ("submit", [MOVE]),
    ("pass", [MOVE, TASK, TASK]),
    ("hand_in", ["procedures.task-submitted"] * 2),
    ("approve", [MOVE, "ventures.founded", LETTER]),
    ("open", [OPENED]),
    ("submit", [MOVE]),
    ("advance", [VOTE]),
    ("advance", [VOTE, MOVE, "ventures.stage-passed", LETTER, "credentials.issued"]),
    ("open", [OPENED]),
    ("submit", [MOVE]),
    ("grant", ["procedures.case-signed", MOVE, "trials.licence-issued", LETTER, "credentials.issued"]),
    ("start", ["trials.started"]),
    ("observe", []),  # no whole day has passed yet
    ("report", ["trials.batch-stored"]),
]
OUTSIDE = ((105.9000, 21.0290, 4.5),)
INSIDE = ((105.8510, 21.0290, 4.5),)


@pytest.fixture
def house():
    make.house()


@pytest.mark.usefixtures("house")
def test_every_step_stands_in_the_record():
    stage = begin()
    assert [(scene.do, kinds) for scene, kinds in make.scenes("delivery-robots", stage)] == SCENES
    venture = Venture.objects.get(pk=stage.venture_id)
    assert (venture.stage, venture.is_demo) == ("establish", True)
    assert card(stage.trial_id).state == "running"

    at = make.NOW + timedelta(hours=1)
    assert acted(Scene("report", points=OUTSIDE), stage, at)[:1] == ["trials.batch-stored"]
    assert card(stage.trial_id).state == "suspended"
    with pytest.raises(Refusal):
        take(Scene("resume", by="founder", reason="We want to go on."), stage, at=at)
    with pytest.raises(Refusal):
        take(Scene("resume", by="licensing-officer"), stage, at=at)
    later = at + timedelta(minutes=1)
    resumed = Scene("resume", by="licensing-officer", reason="The fence of the robot was mended.")
    assert acted(resumed, stage, later) == ["trials.resumed", "credentials.reinstated"]
    acted(Scene("report", points=INSIDE), stage, later + timedelta(minutes=1))
    assert card(stage.trial_id).state == "running"
    ended = Scene("end", by="founder", reason="The trial showed what it should.")
    assert acted(ended, stage, later + timedelta(minutes=2)) == [
        "trials.closing",
        "trials.exited",
        "trials.lesson-drawn",
        "credentials.revoked",
    ]

    told = [entry.kind for entry in chain(Subject("trials.trial", stage.trial_id))]
    wanted = ["licence-issued", "started", "suspended", "resumed", "closing", "exited"]
    assert [kind for kind in wanted if f"trials.{kind}" in told] == wanted
    assert sequence() > len(SCENES)


@pytest.mark.usefixtures("house")
def test_played_whole_it_shows_what_a_comparison_found():
    """The licence began as long ago as the script says; its lots were followed, and nothing broke it."""
    assert play(make.script("delivery-robots"), at=make.NOW)
    [trial] = trials_about(Subject("ventures.venture", Venture.objects.get().pk))
    assert (trial.state, trial.term_start) == ("running", date(2026, 10, 8))
    [found] = comparison_state(trial.id)
    assert found.verdict in ("better", "enough")
    assert (found.last.old + found.last.new, found.strayed) == (5 * 45, 0)
    assert found.last.mismatch < 100
    with pytest.raises(LookupError, match="nothing to observe"):
        take(Scene("observe"), begin(), at=make.NOW)


def acted(scene, stage, at):
    before = make.count()
    take(scene, stage, at=at)
    return make.added(before)


@pytest.mark.usefixtures("house")
def test_the_crossing_tells_it_all_in_order():
    stage = make.played("delivery-robots")
    crossing = queries.crossing(stage.actor("founder"), stage.venture_id)
    assert [span.state for span in crossing.spans] == ["done", "done", "now", "next"]
    assert [line.kind for line in crossing.spans[0].lines if line.kind != "case"] == ["problem", "decision"]
    assert [line.kind for line in crossing.spans[1].lines if line.kind != "case"] == ["venture", "decision"]
    third = [line.kind for line in crossing.spans[2].lines if line.kind != "case"]
    assert third == ["venture", "decision", "trial", "document", "trial", "trial"]
    [shown] = [line for line in crossing.spans[2].lines if line.subject.type == "credentials.credential"]
    assert (shown.subject.id, shown.ref) == (permit(stage.trial_id).id, card(stage.trial_id).number)
    for span in crossing.spans:
        assert [line.at for line in span.lines] == sorted(line.at for line in span.lines)


@pytest.mark.usefixtures("house")
def test_the_public_sees_decisions_and_never_answers_or_drafts():
    stage = make.played("delivery-robots", until="grant")
    crossing = queries.crossing(ANONYMOUS, stage.venture_id)
    kinds = [line.kind for span in crossing.spans for line in span.lines]
    assert kinds == ["problem", "case", "decision", "venture", "case", "decision", "venture", "case"]
    assert crossing.cases == ()
    assert not crossing.inside
    assert all(one.url is None for one in queries.under_way(crossing) if one.number.startswith("HS"))


@pytest.mark.usefixtures("house")
def test_a_draft_of_the_next_case_is_for_its_owner_alone():
    stage = make.played("delivery-robots", until="open")
    open_next(stage.venture_id, step="gate", by=stage.actor("founder"), at=make.NOW + timedelta(hours=1))
    for who, seen in (("founder", 1), ("engineer", 1), ("second-founder", 0), ("programme-officer", 0)):
        assert len(queries.under_way(queries.crossing(stage.actor(who), stage.venture_id))) == seen, who


@pytest.mark.usefixtures("house")
def test_the_next_step_is_offered_to_members_in_its_stage():
    stage = make.played("delivery-robots", until="open")
    at = make.NOW + timedelta(hours=1)

    def offered(who):
        actor = stage.actor(who)
        return [one.key for one in queries.offers(actor, queries.crossing(actor, stage.venture_id))]

    assert offered("founder") == ["gate"]
    assert offered("programme-officer") == offered("second-founder") == []
    case_id = open_next(stage.venture_id, step="gate", by=stage.actor("founder"), at=at)
    assert open_next(stage.venture_id, step="gate", by=stage.actor("founder"), at=at) == case_id
    assert offered("founder") == []
    for step, who, status in (
        ("licence", "founder", 409), ("nonsense", "founder", 422), ("gate", "second-founder", 403),
    ):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            open_next(stage.venture_id, step=step, by=stage.actor(who), at=at)
        assert caught.value.status == status


@pytest.mark.usefixtures("house")
def test_the_same_decision_never_founds_or_passes_twice():
    stage = make.played("delivery-robots", until="start")
    venture = Venture.objects.get(pk=stage.venture_id)
    again = pass_gate(venture.pk, case_id=stage.cases["gate"], by=stage.actor("board-1"), at=make.NOW)
    assert (again, venture.passages.count()) == ("establish", 2)
    assert not play(make.script("delivery-robots"), at=make.NOW)
    assert Venture.objects.count() == 1


@pytest.mark.usefixtures("house")
def test_the_trial_and_its_cases_belong_to_the_venture():
    stage = make.played("delivery-robots")
    about = Subject("ventures.venture", stage.venture_id)
    assert [one.id for one in trials_about(about)] == [stage.trial_id]
    assert {one.id for one in cases_about(about)} == {stage.cases["gate"], stage.cases["licence"]}
    assert case(stage.cases["application"]).about == Subject(
        "problems.problem", Venture.objects.get(pk=stage.venture_id).problem_id
    )
