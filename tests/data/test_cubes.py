"""A cube from its agreement to the end of its budget, in the database and in the ledger."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from longbien.data.actions.agreements.agreeing import propose, revoke, sign
from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement, Cube, Query, Release
from longbien.data.queries.budgets import budget_of
from longbien.data.queries.cubes import releases
from longbien.data.queries.shares import opens
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.cube.asking import Question
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.ledger.actions.post import post
from longbien.ledger.queries import account
from longbien.ledger.rules.posting import Leg, Posting
from longbien.procedures.rules.signing import Proof
from tests.data.cubes import CONTRACT, DATA, HOME, MICRO, WHEN, cube, terms, visit
from tests.data.make import column, contract
from tests.people.make import NOW, actor, organisation

BY_PLACE = Question("rows", ("district",))
ROWS = [visit(f"P{n}", ("Ba Đình", "Tây Hồ")[n % 2]) for n in range(40)]


def agreed(made):
    """An agreement in force on the trial set; the answer is its id."""
    list_data_set(DATA, CONTRACT, at=NOW)
    deliver("trial-set", ROWS, by=SYSTEM, at=NOW)
    team = organisation()
    first, second = (actor("department-officer", name=name) for name in ("Hà", "Minh"))
    lead = actor(lead_of=team.pk, name="Lan")
    found = propose(team.pk, terms(made), by=first, at=NOW)
    digest = Agreement.objects.get(pk=found).digest
    for side, who in (("recipient", lead), ("publisher", second)):
        sign(found, side=side, text=digest, proof=Proof("demo", second_factor=True, at=NOW), by=who, at=NOW)
    return found, first, lead


@pytest.mark.django_db
def test_answers_are_paid_once_and_never_beyond_the_budget():
    found, steward, lead = agreed(cube(epsilon=MICRO))
    with pytest.raises(Refusal, match="not-published"):
        release(found, BY_PLACE, MICRO // 2, by=lead, at=NOW)
    with pytest.raises(Refusal):
        publish(found, by=lead, at=NOW)
    assert publish(found, by=steward, at=NOW) == publish(found, by=steward, at=NOW)
    assert (budget_of(found).granted, budget_of(found).left) == (MICRO, MICRO)
    first = release(found, BY_PLACE, 600_000, by=lead, at=NOW)
    assert (first.charged, budget_of(found).left) == (600_000, 400_000)
    assert [values for values, _ in first.cells] == [("Ba Đình",), ("Hoàn Kiếm",), ("Tây Hồ",)]
    again = release(found, Question("rows", ("district",), (("day", ("2026-02-01", "2026-01-01")),)), 500_000,
                    by=lead, at=NOW + timedelta(1))  # fmt: skip
    assert again == first
    with pytest.raises(Refusal, match="over-budget") as refused:
        release(found, Question("minutes"), 400_001, by=lead, at=NOW)
    assert "ε 0.4 is left, this question needs 0.400001" in refused.value.what["en"]
    assert "còn ε 0,4, câu hỏi này cần 0,400001" in refused.value.what["vi"]
    release(found, Question("minutes"), 400_000, by=lead, at=NOW)
    assert (budget_of(found).spent, budget_of(found).left) == (MICRO, 0)
    assert release(found, BY_PLACE, 1_000, by=lead, at=NOW) == first
    assert Release.objects.count() == 2
    with pytest.raises(Refusal, match="question"):
        release(found, Question("none"), 1_000, by=lead, at=NOW)
    with pytest.raises(Refusal, match="not-"):
        release(found, BY_PLACE, 1_000, by=actor(name="Ai đó"), at=NOW)


@pytest.mark.django_db
def test_two_answers_that_cost_the_same_are_both_paid():
    """One part was asked more in between, so the second, exacter answer costs as much as the first did."""
    found, steward, lead = agreed(cube((HOME, WHEN)))
    publish(found, by=steward, at=NOW)
    here, there = (Question("rows", (), (("district", (one,)),)) for one in ("Ba Đình", "Tây Hồ"))
    for asked, epsilon in ((here, 100_000), (there, 200_000), (here, 200_000)):
        assert release(found, asked, epsilon, by=lead, at=NOW).charged == 100_000
    assert budget_of(found).spent == 300_000


@pytest.mark.django_db
def test_nothing_else_is_given_out_under_a_cube():
    found, steward, lead = agreed(cube())
    row = Agreement.objects.get(pk=found)
    assert not opens(row)
    with pytest.raises(Refusal, match="cube-only"):
        ask(found, "SELECT * FROM trial_set", by=lead, at=NOW)
    assert Query.objects.get().refused == "cube-only"
    publish(found, by=steward, at=NOW)
    release(found, BY_PLACE, 1_000, by=lead, at=NOW)
    revoke(found, reason="It is over", by=steward, at=NOW)
    for asked in (lambda: release(found, BY_PLACE, 1_000, by=lead, at=NOW), lambda: publish(found, by=steward, at=NOW)):
        with pytest.raises(Refusal, match="not-in-force"):
            asked()


@pytest.mark.django_db
def test_a_new_edition_is_counted_anew_on_the_same_budget():
    found, steward, lead = agreed(cube())
    first = publish(found, by=steward, at=NOW)
    before = release(found, BY_PLACE, 400_000, by=lead, at=NOW)
    deliver("trial-set", ROWS[:10], by=SYSTEM, at=NOW)
    assert publish(found, by=steward, at=NOW) != first
    assert budget_of(found).left == 600_000
    after = release(found, BY_PLACE, 400_000, by=lead, at=NOW)
    assert (before.edition, after.edition, budget_of(found).left) == (1, 2, 200_000)
    assert [one.pk for one in releases(Agreement.objects.get())] == [after.id, before.id]


@pytest.mark.django_db
def test_questions_about_different_people_cost_once():
    found, steward, lead = agreed(cube([HOME, WHEN]))
    publish(found, by=steward, at=NOW)
    for place in HOME.values:
        release(found, Question("rows", ("day",), (("district", (place,)),)), 700_000, by=lead, at=NOW)
    assert budget_of(found).left == 300_000
    assert sorted(Release.objects.values_list("charged", flat=True)) == [0, 0, 700_000]
    deliver("trial-set", ROWS[:10], by=SYSTEM, at=NOW)
    publish(found, by=steward, at=NOW)
    for place in HOME.values:  # by lot the same people may be elsewhere in the new edition: its parts are paid anew
        release(found, Question("rows", (), (("district", (place,)),)), 200_000, by=lead, at=NOW)
    assert budget_of(found).left == 100_000


@pytest.mark.django_db
def test_columns_that_are_gone_are_told():
    found, steward, _ = agreed(cube())
    changed = contract(column("person"), column("district"), column("minutes", "integer"), access="restricted")
    list_data_set(changed, read_contract(changed, ("vi", "en")), at=NOW)
    deliver("trial-set", [{"person": "An", "district": "Tây Hồ", "minutes": 3}], by=SYSTEM, at=NOW)
    with pytest.raises(Refusal, match="not-countable"):
        publish(found, by=steward, at=NOW)


@pytest.mark.django_db
def test_a_threshold_gives_cells_of_enough_people_through_the_gateway():
    found, steward, lead = agreed(cube(epsilon=0, k=5))
    got = ask(found, "SELECT district, people FROM trial_set ORDER BY district", by=lead, at=NOW)
    assert list(got.as_rows()) == [("Ba Đình", 20), ("Tây Hồ", 20)]
    with pytest.raises(Refusal):
        ask(found, "SELECT person FROM trial_set", by=lead, at=NOW)
    with pytest.raises(Refusal, match="no-cube"):
        publish(found, by=steward, at=NOW)


@pytest.mark.django_db
def test_what_was_published_is_not_changed_and_the_ledger_gives_no_more():
    found, steward, lead = agreed(cube())
    publish(found, by=steward, at=NOW)
    release(found, BY_PLACE, MICRO, by=lead, at=NOW)
    for change in (lambda: Release.objects.update(values=[0]), lambda: Cube.objects.update(seal="")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    row = Agreement.objects.get(pk=found)
    unit, code = f"EPSILON:{to_slug(row.data_set_id)}", f"cube/{to_slug(row.organisation_id)}"
    left, spent = account(unit, f"{code}/left"), account(unit, f"{code}/spent")
    with pytest.raises(Refusal, match="not-postable"):
        post(Posting(new_id(), "data.epsilon-spent", NOW.date(), (Leg(spent.id, left.id, 1),)), by=SYSTEM, at=NOW)


@pytest.mark.django_db
def test_on_the_command_line(capsys):
    found, _, _ = agreed(cube())
    asked = ["data", "cube", "--agreement", str(found)]
    call_command(*asked, "--publish")
    assert capsys.readouterr().out == "granted\t1\nspent\t0\nleft\t1\n"
    call_command(*asked, "--by", "district", "--where", "day=2026-01-01", "--epsilon", "0.25")
    first = capsys.readouterr().out
    assert [line.split(",")[0] for line in first.splitlines()] == ["district", "Ba Đình", "Hoàn Kiếm", "Tây Hồ"]
    call_command(*asked, "--by", "district", "--where", "day=2026-01-01", "--epsilon", "0.25")
    assert capsys.readouterr().out == first
    for wrong, code, said in (
        (("--measure", "none", "--epsilon", "0.1"), 3, "The cube has no such number"),
        (("--epsilon", "0.8"), 3, "ε 0.75 is left"),
        (("--epsilon", "much"), 2, "could not be read"),
        (("--where", "day", "--epsilon", "0.1"), 2, "could not be read"),
    ):
        with pytest.raises(CommandError) as refused:
            call_command(*asked, *wrong)
        assert (refused.value.returncode, said in str(refused.value)) == (code, True)


ASK = """
import json, sys, django; django.setup()
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID
from django.db import connection
from django.utils import timezone
from longbien.data.actions.cubes.release import release
from longbien.data.rules.cube.asking import Question
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
found, wanted = UUID(sys.argv[1]), json.loads(sys.argv[2])
def ask(one):
    measure, by, places, epsilon = one
    where = (("district", tuple(places)),) if places else ()
    try:
        return release(found, Question(measure, tuple(by), where), epsilon, by=SYSTEM, at=timezone.now()).cells
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()
with ThreadPoolExecutor(len(wanted)) as pool:
    print(json.dumps(list(pool.map(ask, wanted))))
"""
DIFFERENT = [
    (measure, by, places, 150_000)
    for measure in ("rows", "minutes")
    for by in ([], ["district"], ["day"], ["district", "day"])
    for places in ([], ["Ba Đình", "Tây Hồ"])
]


def begin(env, found, wanted):
    command = [sys.executable, "-c", ASK, str(found), json.dumps(wanted)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process) -> list:
    said, complaint = process.communicate()
    assert process.returncode == 0, complaint
    return json.loads(said)


@pytest.mark.django_db
def test_a_budget_holds_in_new_processes_and_among_sixteen_at_once(fresh_database):
    """Two processes of eight threads ask sixteen different questions that cost 0.15 each; 0.7 is left."""
    found, steward, _ = agreed(cube())
    publish(found, by=steward, at=NOW)
    first = release(found, Question("people"), 300_000, by=SYSTEM, at=NOW)
    wanted = [[*DIFFERENT[n::2], ("people", [], [], 300_000)] for n in range(2)]
    both = [begin(fresh_database.env, found, one) for one in wanted]
    got = [answer for process in both for answer in end(process)]
    assert got.count("over-budget") == 12
    assert got[8] == got[17] == [[[], first.cells[0][1]]]
    assert (budget_of(found).left, Release.objects.count()) == (100_000, 5)
    with pytest.raises(Refusal, match="over-budget"):
        release(found, Question("cut"), 100_001, by=SYSTEM, at=NOW)
