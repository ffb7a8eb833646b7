"""The same crossing in another city: English only, another currency, three stages, its own procedures and law.

Run by test_another_city.py in a process of its own, because one process serves one hub.
"""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.models import Person
from longbien.problems.queries import problem_with_code
from longbien.procedures.queries import cases_about, open_tasks
from longbien.record.queries import chain
from longbien.trials.actions.checking import check_plan
from longbien.trials.queries import trials_about
from longbien.ventures.actions.play import begin, take
from longbien.ventures.models import Venture
from longbien.ventures.rules.script import dated
from tests.ventures import make

pytestmark = pytest.mark.django_db
HANOI = re.compile(r"Hanoi|Hà Nội|hanoi|VND|₫|Capital Law|[Đđ]iều 25")
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.fixture
def house():
    make.house()


def scene(do, case=""):
    return next(one for one in make.script("glowing-studs").scenes if (one.do, one.case) == (do, case))


@pytest.mark.usefixtures("house")
def test_the_demonstration_crosses_with_every_entry():
    stage = begin()
    kinds = [kind for _, added in make.scenes("glowing-studs", stage) for kind in added]
    for wanted in ("ventures.founded", "ventures.stage-passed", "trials.licence-issued", "trials.batch-stored"):
        assert kinds.count(wanted) == 1
    assert Venture.objects.get().stage == "street"


@pytest.mark.usefixtures("house")
def test_its_own_law_is_the_one_that_counts():
    now = datetime.now(UTC)
    plan = dated(scene("send", "licence").data, now.date())
    check_plan(plan, at=now)
    with pytest.raises(Refusal) as caught:
        check_plan({**plan, "term_months": 7}, at=now)
    assert "Rule 1" in caught.value.faults[0].what["en"]


@pytest.mark.usefixtures("house")
def test_the_crossing_goes_through_the_pages():
    founder, officer, warden = browser("founder"), browser("programme-officer"), browser("licensing-officer")
    problem_id = problem_with_code("dark-crossings")
    team = re.search(r'value="([0-9a-f-]{36})"', text(founder.get(f"/problems/{to_slug(problem_id)}/apply")))[1]
    case = founder.post(f"/problems/{to_slug(problem_id)}/apply", {"organisation": team})["Location"]
    act(founder, case, "send", answers(scene("send", "application").data))
    case_id = cases_about(Subject("problems.problem", problem_id))[0].id
    for task_id, person_id in open_tasks(case_id):
        said = {"yes": "yes", "why": "It is simple and it can be tried.", "do": "send"}
        hand_in(browser(Person.objects.get(pk=person_id).email.partition("@")[0]), f"/tasks/{to_slug(task_id)}", said)
    act(officer, case, "take", reason="Somebody is in favour.")
    venture = Venture.objects.get()
    page = f"/ventures/{to_slug(venture.pk)}"
    gate = founder.post(f"{page}/open", {"step": "gate"})["Location"]
    act(founder, gate, "send", answers(scene("send", "gate").data))
    act(officer, gate, "let_through", reason="They glow.")
    licence = founder.post(f"{page}/open", {"step": "licence"})["Location"]
    act(founder, licence, "send", answers(dated(scene("send", "licence").data, datetime.now(UTC).date())))
    act(warden, licence, "permit", reason="It stays within the street rules.")
    trial = trials_about(Subject("ventures.venture", venture.pk))[0]
    assert (Venture.objects.get().stage, trial.state) == ("street", "granted")
    assert [entry.kind for entry in chain(trial.subject)] == ["trials.licence-issued"]
    shown = text(Client().get(page))
    assert trial.number in shown
    assert shown.count('data-state="done"') > 3


@pytest.mark.usefixtures("house")
def test_no_page_speaks_of_another_city():
    stage = make.played("glowing-studs")
    venture = f"/ventures/{to_slug(stage.venture_id)}"
    cases = [f"/cases/{to_slug(case_id)}" for case_id in stage.cases.values()]
    paths = [
        "/", "/problems/", f"/problems/{to_slug(problem_with_code('coffee-cups'))}", "/ventures/", venture,
        "/services/", "/register/", "/near", *cases, f"/trials/{to_slug(stage.trial_id)}",
    ]  # fmt: skip
    for path in paths:
        page = text(browser("founder").get(path, follow=True))
        assert not HANOI.search(page), (path, HANOI.search(page))
        found = VIETNAMESE.sub(" ", page.replace("Long Biên", ""))
        assert found == page.replace("Long Biên", ""), path
        assert 'lang="en"' in page


def test_one_language_only_at_the_root():
    assert Client().get("/en/problems/").status_code == 404
    assert (settings.HUB.currency, settings.HUB.languages) == ("EUR", ("en",))


@pytest.mark.usefixtures("house")
def test_a_scene_out_of_place_is_refused():
    with pytest.raises(LookupError):
        take(make.script("glowing-studs").scenes[-2], make.played("glowing-studs", until="permit"), at=make.NOW)


def browser(code):
    return make.client(begin(), code)


def text(answer):
    assert answer.status_code == 200, answer
    return answer.content.decode()


def act(who, case, action, data=None, reason=""):
    """The form, the last look, the button."""
    if data is not None:
        answer = who.post(f"{case}/do/{action}", {**data, "do": "send"})
        assert answer.status_code == 302, faults(answer)
    look = text(who.get(f"{case}/do/{action}/send"))
    seq = re.search(r'name="seq" value="(\d+)"', look)[1]
    looked = re.search(r'name="_looked" value="([^"]*)"', look)
    seen = {"_looked": unescape(looked[1])} if looked else {}
    answer = who.post(f"{case}/do/{action}/send", {"seq": seq, "reason": reason, **seen})
    assert answer.status_code == 302, faults(answer)


def hand_in(who, task, data):
    answer = who.post(task, data)
    assert answer.status_code == 302, faults(answer)


def faults(answer):
    return re.findall(r'<div class="summary".*?</div>', answer.content.decode(), re.DOTALL) or answer


def answers(data, prefix=""):
    """Data as a browser posts it."""
    flat = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat[name] = str(int(value["minor"]) // 100)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for n, row in enumerate(value):
                flat |= answers(row, f"{name}-{n}-")
        elif isinstance(value, bool):
            flat[name] = "yes" if value else "no"
        else:
            flat[name] = value
    return flat
