"""A trial of 36 + 12 months, on the city's own service: it crosses month 36 only by an extension filed and granted in
time, and month 48 not at all; at the edges of the Tết of those years, by the hub's calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.kernel.period import add_months
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.queries import actor_for
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.queries import case, open_tasks
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.store_document import store_document
from longbien.trials import queries
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.residents.announce_start import announce_start
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.rules.plan import DAYS
from tests.procedures.make import actor, hub_bundle, person, team
from tests.trials.make import NOW, Staged, event, hanoi_regime, places_and_law, plan_data
from tests.trials.test_leaving import worked

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_BEFORE, FIRST_AFTER = date(2030, 1, 30), date(2030, 2, 7)  # working days around the Tết of 2030
IN_TET = date(2027, 2, 4)  # 36 months later, 4 February 2030, is in Tết
TO_TET = date(2027, 1, 24)  # 48 months later, 24 January 2031, is in Tết
ALWAYS = [{"days": list(DAYS), "from": "00:00", "to": "00:00"}]


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


@pytest.fixture
def people(tmp_path, settings):
    settings.VAR = tmp_path
    places_and_law()
    adopt_regime(hanoi_regime(), by=SYSTEM, at=NOW)
    publish_version(bundle=hub_bundle("trial-extension"), by=SYSTEM, at=NOW)
    founder = person("founder")
    return founder, team(founder), person("adviser", "programme-officer"), person("authority", "licensing-officer")


def under_way(people, start: date) -> Staged:
    """A trial of 36 months that has run from its first day on."""
    founder, holder, _, authority = people
    data = plan_data(start=start.isoformat(), term_months=36, windows=ALWAYS)
    trial_id = issue_licence(Application(holder.pk, data, regime="capital-law-art-25"), by=SYSTEM, at=NOW)
    announce_start(trial_id, starts_on=start, by=actor(founder), at=NOW)
    start_trial(trial_id, by=actor(founder), at=at(start))
    return Staged(trial_id, holder.pk, actor(founder), actor(authority))


def file(trial: Staged, months: int, *, day: date):
    """An extension is asked for: the case, which its adviser has looked at."""
    case_id = open_case(
        procedure="hanoi.trial-extension", owner_id=trial.organisation_id,
        about=Subject("trials.trial", trial.id), by=trial.holder, at=at(day, 8),
    )  # fmt: skip
    subject, body = Subject("procedures.case", case_id), b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    report = store_document([body], name="bao-cao.pdf", subject=subject, by=trial.holder, at=at(day, 8))
    said = {
        "title": "Gia hạn thử nghiệm", "months": months, "same_plan": True,
        "why": "Cần thêm một mùa mưa để đo đủ số liệu.", "results": "Đã chạy ba năm, không có sự cố nghiêm trọng.",
        "incidents": 0,
        "report": {"document": str(report), "name": "bao-cao.pdf", "size": len(body), "media_type": "application/pdf"},
    }  # fmt: skip
    perform(case_id=case_id, action="submit", data=said, by=trial.holder, at=at(day))
    for task_id, person_id in open_tasks(case_id):
        view = {"in_favour": True, "view": "Kết quả tốt và an toàn."}
        submit_task(task_id=task_id, data=view, by=actor_for(person_id), at=at(day, 10))
    return case_id


def grant(trial: Staged, case_id, *, day: date, hour: int = 11) -> None:
    proof = Proof("demonstration", second_factor=True, at=at(day, hour))
    perform(case_id=case_id, action="extend", reason="Kết quả tốt", proof=proof, by=trial.officer, at=at(day, hour))


def operates(trial: Staged, day: date, hour: int = 9) -> bool:
    """Whether a device may be at work then: what it reports breaks nothing."""
    name = f"{to_slug(trial.id)}{day:%y%m%d}{hour}"
    answer = trial.send({**event(at=at(day, hour)), "id": name}, at=at(day, hour))
    return answer.status == 200 and not answer.body["breaches"]


def test_these_days_are_the_edges_of_tet():
    calendar = settings.HUB.calendar
    off = [LAST_BEFORE + timedelta(days=n) for n in range(1, (FIRST_AFTER - LAST_BEFORE).days)]
    assert calendar.is_working(LAST_BEFORE)
    assert calendar.is_working(FIRST_AFTER)
    assert not any(calendar.is_working(day) for day in off)
    assert add_months(IN_TET, 36) in off
    assert not calendar.is_working(add_months(TO_TET, 48))


def test_filed_and_granted_on_the_last_day_before_tet_it_runs_through(people):
    trial = under_way(people, IN_TET)
    grant(trial, file(trial, 12, day=LAST_BEFORE), day=LAST_BEFORE, hour=16)
    end = add_months(IN_TET, 36)
    worked(at(FIRST_AFTER))
    assert [operates(trial, day) for day in (end - timedelta(days=1), end, FIRST_AFTER)] == [True] * 3
    assert (trial.row.state, trial.row.term_end) == ("running", add_months(IN_TET, 48))
    assert [one.number for one in queries.versions(trial.id)] == [1, 2]


def test_filed_in_time_but_granted_after_tet_it_has_ended_in_between(people):
    trial = under_way(people, IN_TET)
    asked = file(trial, 12, day=LAST_BEFORE)
    assert case(asked).due.astimezone(ZONE).date() > FIRST_AFTER  # the office would still be in time
    end = add_months(IN_TET, 36)
    assert operates(trial, end - timedelta(days=1), 23)
    assert not operates(trial, end)
    with pytest.raises(Refusal, match=r"^(trial|term)-over:"):
        grant(trial, asked, day=FIRST_AFTER)
    worked(at(FIRST_AFTER))
    assert (trial.row.state, len(queries.versions(trial.id))) == ("expired", 1)


def test_the_very_last_moment_is_in_time_and_the_next_is_not(people):
    end = add_months(IN_TET, 36)
    trial = under_way(people, IN_TET)
    grant(trial, file(trial, 12, day=LAST_BEFORE), day=end - timedelta(days=1), hour=23)
    late = under_way(people, IN_TET)
    asked = file(late, 12, day=LAST_BEFORE)
    with pytest.raises(Refusal, match=r"^term-over:"):
        grant(late, asked, day=end, hour=0)
    assert [operates(one, end) for one in (trial, late)] == [True, False]


def test_not_even_filed_after_month_36(people):
    trial = under_way(people, IN_TET)
    with pytest.raises(Refusal, match=r"^(trial|term)-over:"):
        file(trial, 12, day=FIRST_AFTER)


@pytest.mark.parametrize("start", [IN_TET, TO_TET])
def test_one_day_past_month_48_is_refused(people, start):
    trial = under_way(people, start)
    before = add_months(start, 36) - timedelta(days=30)
    grant(trial, file(trial, 12, day=before), day=before)
    end = add_months(start, 48)
    assert operates(trial, end - timedelta(days=1), 23)
    with pytest.raises(Refusal, match=r"^outside-regime:") as second:
        file(trial, 1, day=end - timedelta(days=30))
    assert "25" in second.value.faults[0].what["en"]
    worked(at(end, 1))
    assert not operates(trial, end)
    assert trial.row.state == "expired"
    assert {rule for _, rule in trial.broken()} == {"term", "ended"}
