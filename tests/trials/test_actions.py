"""What people do to a trial: license, start, stop, resume, end; keys and incidents; who may, and what is recorded."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from longbien.credentials import queries as credentials
from longbien.credentials.actions.revoke import revoke as revoke_credential
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.period import add_months
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import read_yaml
from longbien.kernel.subject import Subject
from longbien.people.models import Membership, Organisation
from longbien.people.queries import actor_for
from longbien.places.models import Area
from longbien.procedures.registry import EffectCall, effect_named
from longbien.record.queries import chain
from longbien.trials import models, queries
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.actions.extend_licence import Extension, extend_licence
from longbien.trials.actions.issue_key import issue_key
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.leaving.end_trial import end_trial
from longbien.trials.actions.report_incident import Told, report_as_recorded, report_incident
from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.revoke_key import revoke_key
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.actions.suspend import suspend
from longbien.trials.rules.plan import DAYS
from longbien.trials.rules.telemetry import instant_us
from tests.trials.make import (
    MONDAY,
    NOW,
    Staged,
    event,
    later,
    licensed,
    officer,
    outside,
    person,
    places_and_law,
    plan_data,
    regime_data,
    running,
)  # fmt: skip

pytestmark = pytest.mark.django_db
WHY = "Đã kiểm tra và khắc phục."


def kinds(trial: Staged) -> list[str]:
    return [entry.kind.removeprefix("trials.") for entry in chain(Subject("trials.trial", trial.id))]


def refused(code: str):
    return pytest.raises(Refusal, match=f"^{code}:")


def test_a_licence_keeps_its_plan_its_law_and_its_own_geometry():
    trial = licensed()
    found = queries.trial(trial.id)
    assert found.card.number == "TĐ-2026-001"
    assert (found.card.state, found.card.is_demo) == ("granted", True)
    assert found.policy.sites[0].geometry["type"] == "Polygon"
    assert "Nguyễn Văn Mẫu" not in found.version.plan
    assert models.Trial.objects.get().contact.startswith("Nguyễn Văn Mẫu")
    adopt_regime(regime_data(as_of="2026-12"), by=SYSTEM, at=NOW)
    assert queries.trial(trial.id).regime.number == 1
    assert queries.regime_in_force().number == 2
    issued = chain(found.subject)[0]
    assert issued.open["plan_sha256"] == found.version.plan_sha256
    assert issued.open["policy_sha256"] == found.policy.sha256


def bad(document: str, at=NOW) -> list[str]:
    return [check.what["en"] for check in credentials.verify(document, at=at).checks if check.outcome == "bad"]


def shown(trial: Staged) -> str:
    """The permit that was issued last, as its holder shows it."""
    return credentials.document_of(queries.permit(trial.id).id)


def test_a_licence_is_shown_by_a_permit_that_anyone_can_check():
    trial = licensed()
    [permit] = queries.permits(trial.id)
    assert (permit.holder_id, permit.number) == (trial.organisation_id, "TĐ-2026-001")
    assert permit.name.startswith("Minh hoạ")
    assert bad(shown(trial)) == []
    said = {fact["name"]: fact["narrative"] for fact in json.loads(shown(trial))["evidence"]}
    assert said["Sổ đăng ký công khai"].endswith(f"/register/{queries.card(trial.id).slug}")
    assert said["Khu vực"] == "Bắc"
    assert said["Thời hạn"].endswith("– 01/11/2027")
    assert permit.valid_until == datetime(2027, 11, 1, 17, tzinfo=UTC)


def test_one_application_makes_one_permit():
    places_and_law()
    holder = Organisation.objects.create(name="Nhóm Mẫu", kind="team", created_at=NOW)
    asked = Application(holder.pk, plan_data(), case_id=new_id())
    made = {issue_licence(asked, by=SYSTEM, at=NOW) for _ in range(2)}
    assert len(queries.permits(*made)) == 1
    assert not queries.permit(*made).name.startswith("Minh hoạ")


def test_the_permit_stands_and_falls_with_the_trial():
    trial = running()
    trial.send(outside())
    assert bad(shown(trial)) == [
        "It is suspended for now: Một thiết bị đã ra khỏi khu vực được phép thử nghiệm."
        " · A device left the area it may be tested in."
    ]
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW)
    assert bad(shown(trial)) == []
    suspend(trial.id, reason=WHY, by=trial.holder, at=NOW)
    revoke(trial.id, reason=WHY, by=trial.officer, at=NOW)
    assert bad(shown(trial)) == ["It has been revoked: Giấy phép thử nghiệm bị thu hồi. · The licence was withdrawn."]
    assert len(queries.permits(trial.id)) == 1


def test_the_end_of_a_trial_revokes_its_permit():
    trial = running()
    end_trial(trial.id, report=WHY, by=trial.holder, at=NOW)
    assert bad(shown(trial)) == ["It has been revoked: Thử nghiệm đã kết thúc. · The trial has ended."]


def test_a_permit_that_was_revoked_by_hand_does_not_come_back():
    trial = running()
    revoke_credential(credential_id=queries.permit(trial.id).id, reason="Nhầm", by=trial.officer, at=NOW)
    trial.send(outside())
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW)
    assert bad(shown(trial)) == ["It has been revoked: Nhầm"]
    assert len(queries.permits(trial.id)) == 1


def extend(trial: Staged, months: int, *, case=None, at=NOW) -> int:
    asked = Extension(trial.organisation_id, months, case or new_id())
    return extend_licence(trial.id, asked, by=trial.officer, at=at)


def test_nor_does_it_with_an_extension():
    trial = running()
    revoke_credential(credential_id=queries.permit(trial.id).id, reason="Nhầm", by=trial.officer, at=NOW)
    extend(trial, 6)
    assert bad(shown(trial)) == ["It has been revoked: Nhầm"]
    assert len(queries.permits(trial.id)) == 1


def test_an_extension_is_the_next_version_of_the_licence_and_nothing_else_changes():
    trial, case = running(), new_id()
    first = queries.trial(trial.id)
    assert [extend(trial, 6, case=case) for _ in range(2)] == [2, 2]
    now = queries.trial(trial.id)
    assert [one.number for one in now.versions] == [1, 2]
    assert now.versions[0] == first.version
    assert now.card.term_end == now.policy.term.end == add_months(first.card.term_end, 6)
    assert replace(now.policy, plan=replace(now.plan, term_months=12)) == first.policy
    [extended] = [entry for entry in chain(now.subject) if entry.kind == "trials.licence-extended"]
    assert extended.open["policy_sha256"] == now.policy.sha256
    assert extended.open["case"] == str(case)


def test_what_the_old_term_forbade_the_new_one_allows_at_once():
    trial = running(windows=[{"days": list(DAYS), "from": "00:00", "to": "00:00"}])
    last = datetime(2027, 11, 1, 10, tzinfo=UTC)
    extend(trial, 6, at=last)
    after = last + timedelta(days=30)
    trial.send(event(1, at=after), at=after)
    assert trial.broken() == set()
    beyond = after + timedelta(days=365)
    trial.send(event(2, at=beyond), at=beyond)
    assert trial.broken() == {("e2", "term"), ("e2", "ended")}


def test_an_extension_replaces_the_permit():
    trial = running()
    old = shown(trial)
    trial.send(outside())
    extend(trial, 6)
    new, before = queries.permits(trial.id)
    assert bad(old) == [
        "It has been revoked: Được thay bằng giấy phép có thời hạn mới. · Replaced by a permit with a new term."
    ]
    assert before.revoked_at == NOW
    assert new.valid_until == datetime(2028, 5, 1, 17, tzinfo=UTC)
    assert new.state(NOW) == "suspended"


@pytest.mark.parametrize(
    ("months", "at", "code"),
    [(37, NOW, "outside-regime"), (6, NOW + timedelta(days=400), "term-over")],
    ids=["longer than the law allows", "after the term"],
)
def test_what_may_not_be_extended_stays_as_it_was(months, at, code):
    trial = running()
    with refused(code) as found:
        extend(trial, months, at=at)
    assert code != "outside-regime" or "Art. 8" in found.value.faults[0].what["en"]
    assert [one.number for one in queries.trial(trial.id).versions] == [1]
    assert queries.permit(trial.id).revoked_at is None


def test_a_second_extension_is_refused_and_so_is_anyone_else():
    trial = running()
    extend(trial, 6)
    with refused("outside-regime"):
        extend(trial, 1)
    other = Extension(new_id(), 1, new_id())
    with refused("not-found"):
        extend_licence(trial.id, other, by=trial.officer, at=NOW)
    with refused("not-allowed"):
        extend_licence(trial.id, other, by=trial.holder, at=NOW)
    assert len(queries.permits(trial.id)) == 2


def test_a_first_term_of_48_months_is_refused_with_the_article():
    places_and_law()
    asked = Application(new_id(), plan_data(term_months=48))
    with refused("outside-regime") as found:
        issue_licence(asked, by=SYSTEM, at=NOW)
    assert found.value.faults[0].where == "/term_months"
    assert "Test Law 1/2025, Art. 7" in found.value.faults[0].what["en"]
    assert models.Trial.objects.count() == 0


def test_a_case_leads_to_one_licence_however_often_it_is_asked():
    staged = licensed()
    case, about = new_id(), Subject("ventures.venture", new_id())
    asked = Application(staged.organisation_id, plan_data(), case_id=case, about=about)
    first = issue_licence(asked, by=staged.officer, at=NOW)
    assert issue_licence(asked, by=staged.officer, at=NOW) == first
    assert queries.trial_of_case(case).number == "TĐ-2026-002"
    assert [card.id for card in queries.trials_about(about)] == [first]
    assert {card.id for card in queries.trials_of(staged.organisation_id)} == {staged.id, first}


def test_procedures_check_and_license_by_their_effects():
    staged = licensed()

    def call(name: str, **data: object) -> EffectCall:
        return EffectCall(
            name=name, words=("test-regime",), case_id=new_id(), case_number="HS-1", procedure="p", seq=2,
            owner_id=staged.organisation_id, about=None, data=data, by=staged.officer, at=NOW,
        )  # fmt: skip

    effect_named("trials.check_plan")(call("trials.check_plan", plan=plan_data()))
    with refused("outside-regime"):
        effect_named("trials.check_plan")(call("trials.check_plan", plan=plan_data(term_months=48)))
    with refused("no-plan"):
        effect_named("trials.issue_licence")(call("trials.issue_licence"))
    effect_named("trials.issue_licence")(call("trials.issue_licence", plan=plan_data()))
    assert models.Trial.objects.count() == 2


@pytest.mark.parametrize(("asked", "begins"), [("2026-11-02", "2026-11-23"), ("2026-12-01", "2026-12-01")])
def test_a_licence_that_a_case_grants_begins_on_that_day_at_the_earliest(asked, begins):
    places_and_law()
    holder = Organisation.objects.create(name="Nhóm Mẫu", kind="team", created_at=NOW)
    call = EffectCall(
        name="trials.issue_licence", words=(), case_id=new_id(), case_number="HS-1", procedure="p", seq=4,
        owner_id=holder.pk, about=None, data={"plan": plan_data(start=asked)}, by=SYSTEM, at=NOW,
    )  # fmt: skip
    effect_named(call.name)(call)
    trial = queries.trial(queries.trial_of_case(call.case_id).id)
    assert trial.plan.start == trial.card.term_start == date.fromisoformat(begins)
    assert trial.card.term_end == add_months(trial.card.term_start, 12)


def test_a_case_that_is_granted_extends_the_licence_it_is_about_once():
    trial, case = running(), new_id()
    call = EffectCall(
        name="trials.extend_licence", words=(), case_id=case, case_number="HS-1", procedure="p", seq=4,
        owner_id=trial.organisation_id, about=Subject("trials.trial", trial.id), data={"request": {"months": 6}},
        by=trial.officer, at=NOW,
    )  # fmt: skip
    for _ in range(2):
        effect_named(call.name)(call)
    assert [one.plan_data["term_months"] for one in queries.versions(trial.id)] == [12, 18]
    assert [entry.open["case"] for entry in chain(call.about) if entry.kind == "trials.licence-extended"] == [str(case)]
    with refused("about-no-trial"):
        effect_named(call.name)(replace(call, about=None))


def test_the_service_extends_what_it_grants_and_nothing_that_it_refuses():
    actions = read_yaml(settings.HUB.folder / "procedures" / "trial-extension.yaml").data["actions"]
    assert [name for name in actions if "trials.extend_licence" in actions[name].get("do", ())] == ["extend"]
    assert "trials.check_extension" in actions["submit"]["do"]


def test_an_area_that_is_designated_for_a_shorter_time_is_refused():
    places_and_law()
    Area.objects.filter(code="north").update(
        case_id=new_id(), since=date(2026, 11, 1), until=date(2027, 11, 30), entry_id=new_id()
    )
    holder = Organisation.objects.create(name="Nhóm Mẫu", kind="team", created_at=NOW)
    with refused("outside-regime") as found:
        issue_licence(Application(holder.pk, plan_data(term_months=14)), by=SYSTEM, at=NOW)
    assert "on all days" in found.value.faults[0].what["en"]
    trial_id = issue_licence(Application(holder.pk, plan_data(term_months=12)), by=SYSTEM, at=NOW)
    with refused("outside-regime") as found:
        extend_licence(trial_id, Extension(holder.pk, 2, new_id()), by=SYSTEM, at=NOW)
    assert found.value.faults[0].where == "/areas"


def test_procedures_check_an_extension_against_the_regime_of_the_licence():
    staged = running()

    def ask(months: int, owner_id=staged.organisation_id, about=None) -> None:
        about = about or Subject("trials.trial", staged.id)
        effect_named("trials.check_extension")(
            EffectCall(
                name="trials.check_extension", words=(), case_id=new_id(), case_number="HS-1", procedure="p", seq=2,
                owner_id=owner_id, about=about, data={"request": {"months": months}}, by=staged.holder, at=NOW,
            )
        )  # fmt: skip

    ask(36)
    with refused("outside-regime") as found:
        ask(37)
    assert "Test Law 1/2025, Art. 8" in found.value.faults[0].what["en"]
    with refused("not-found"):
        ask(6, owner_id=new_id())
    with refused("about-no-trial"):
        ask(6, about=Subject("ventures.venture", new_id()))
    end_trial(staged.id, report="Thử nghiệm kết thúc tốt đẹp.", by=staged.holder, at=NOW)
    with refused("trial-over"):
        ask(6)


def test_procedures_count_an_incident_for_its_area_and_day():
    staged = running()
    told = {
        "measure": "near_miss", "severity": "minor", "areas": ["north"], "day": "2026-11-20", "time": "09:30",
        "description": "Robot phải tránh một người đi xe đạp.",
    }  # fmt: skip

    def report(by) -> None:
        effect_named("trials.report_incident")(
            EffectCall(
                name="trials.report_incident", words=(), case_id=new_id(), case_number="HS-1", procedure="p", seq=2,
                owner_id=staged.organisation_id, about=Subject("trials.trial", staged.id), data={"report": told},
                by=by, at=NOW,
            )
        )  # fmt: skip

    told["told_already"] = True
    report(staged.holder)
    report(staged.holder)
    [incident] = queries.incidents(staged.id)
    assert (incident.measure, incident.site) == ("near_miss", "north")
    assert incident.happened_at.isoformat() == "2026-11-20T02:30:00+00:00"
    with refused("not-found"):
        report(Actor(id=new_id(), name="Người lạ"))
    assert len(queries.incidents(staged.id)) == 1


def test_without_a_regime_of_that_name_nothing_is_licensed():
    places_and_law()
    with refused("no-regime"):
        issue_licence(Application(new_id(), plan_data(), regime="other"), by=SYSTEM, at=NOW)
    adopt_regime(regime_data(code="second"), by=SYSTEM, at=NOW)
    with refused("no-regime"):
        issue_licence(Application(new_id(), plan_data()), by=SYSTEM, at=NOW)


def test_the_whole_life_stands_in_the_record():
    trial = licensed()
    start_trial(trial.id, by=trial.holder, at=NOW)
    trial.send(outside(1))
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW)
    suspend(trial.id, reason=WHY, by=trial.holder, at=NOW)
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW + timedelta(hours=1))
    end_trial(trial.id, report="Thử nghiệm kết thúc tốt đẹp.", by=trial.holder, at=NOW + timedelta(hours=2))
    assert kinds(trial) == [
        "licence-issued", "started", "batch-stored", "suspended", "resumed", "suspended", "resumed", "closing",
        "exited", "lesson-drawn",
    ]  # fmt: skip
    found = queries.suspensions(trial.id)
    assert [(one.rule, one.automatic, one.lifted_by_name) for one in found] == [
        ("area", True, "Cán bộ Mẫu"),
        ("holder", False, "Cán bộ Mẫu"),
    ]
    assert [moment.kind for moment in queries.compliance_timeline(trial.id)][2] == "trials.batch-stored"


def test_only_a_named_officer_with_a_reason_resumes():
    trial = running()
    trial.send(outside(1))
    for someone in (SYSTEM, trial.holder):
        with refused("not-allowed"):
            resume(trial.id, reason=WHY, by=someone, at=NOW)
    with refused("not-found"):
        resume(trial.id, reason=WHY, by=actor_for(person("Người lạ").pk), at=NOW)
    nameless = Actor(id=new_id(), roles=frozenset({"licensing-officer"}))
    with refused("not-allowed"):
        resume(trial.id, reason=WHY, by=nameless, at=NOW)
    for words in ("", "ok", "  ngắn   ", "x" * 5000, "có ký tự \x00 lạ"):
        with refused("reason-needed"):
            resume(trial.id, reason=words, by=trial.officer, at=NOW)
    assert trial.row.state == "suspended"


def test_an_officer_who_belongs_to_the_holder_may_not_decide():
    trial = running()
    Membership.objects.create(
        person_id=trial.officer.id, organisation=Organisation.objects.get(pk=trial.organisation_id), role="member"
    )
    insider = actor_for(trial.officer.id)
    trial.send(outside(1))
    for verb in (resume, revoke):
        with refused("not-allowed"):
            verb(trial.id, reason=WHY, by=insider, at=NOW)


def test_an_officer_suspends_and_what_operates_on_is_a_violation():
    trial = running()
    suspend(trial.id, reason=WHY, by=trial.officer, at=MONDAY)
    answer = trial.send(event(1, at=later(-5)), event(2, at=later(5)))
    assert answer.status == 409
    assert trial.broken() == {("e2", "suspended")}
    assert answer.body["suspended"]["rule"] == "officer"
    with refused("not-now"):
        suspend(trial.id, reason=WHY, by=trial.officer, at=NOW)


def test_after_the_end_data_of_its_time_are_taken_and_later_operation_is_a_violation():
    trial = running()
    end_trial(trial.id, report="Báo cáo kết thúc thử nghiệm.", by=trial.holder, at=later(60))
    answer = trial.send(event(1, at=later(30)), outside(2, at=later(40)))
    assert (answer.status, answer.body["suspended"]) == (200, None)
    assert trial.send(event(3, at=later(61))).status == 409
    assert trial.broken() == {("e2", "area"), ("e3", "ended")}
    assert trial.row.state == "exited"


def test_revoking_is_for_good():
    trial = running()
    revoke(trial.id, reason=WHY, by=trial.officer, at=NOW)
    assert queries.trial(trial.id).report == WHY
    with refused("not-now"):
        start_trial(trial.id, by=trial.holder, at=NOW)
    assert trial.id not in {card.id for card in queries.running_trials()}
    assert trial.id in {card.id for card in queries.public_trials()}


def test_a_late_stopping_breach_lets_the_suspension_begin_earlier():
    trial = running()
    trial.send(event(2, at=later(20)), outside(5, at=later(50)), event(6, at=later(60)))
    answer = trial.send(outside(1, at=later(10)))
    assert answer.status == 200
    assert answer.body["later"] == {"suspended": 2}
    assert trial.spans() == [(instant_us(later(10)), None)]
    assert trial.broken() == {
        ("e1", "area"), ("e2", "suspended"), ("e5", "area"), ("e5", "suspended"), ("e6", "suspended"),
    }  # fmt: skip
    assert "suspension-backdated" in kinds(trial)


def test_too_many_devices_at_once_and_a_late_one_that_shows_it():
    trial = running(cap_devices=2, stop_on=["devices"])
    trial.send(event(1, device="a"), event(2, device="b", at=later(1)), event(3, device="a", at=later(20)))
    assert trial.broken() == set()
    answer = trial.send(event(4, device="c", at=later(10)))
    assert answer.body["later"] == {"devices": 1, "suspended": 1}
    assert answer.body["suspended"] == {"since": "2026-11-09T02:00:10.000000Z", "rule": "devices", "event": "e4"}
    assert trial.broken() == {("e4", "devices"), ("e3", "devices"), ("e3", "suspended")}
    trial.send(event(5, device="d", at=later(5)))
    assert ("e5", "devices") in trial.broken()
    assert ("e4", "suspended") in trial.broken()


def test_the_total_value_counts_over_the_whole_term():
    trial = running(stop_on=[])

    def paid(number: int, minor: int, seconds: int) -> dict:
        return event(number, at=later(seconds), value={"minor": str(minor), "currency": "VND"})

    trial.send(paid(1, 600, 0), paid(2, 400, 10))
    trial.send(paid(3, 1, 20), event(4, at=later(30)))
    assert trial.broken() == {("e3", "value")}
    answer = trial.send(paid(5, 1, 5))
    assert answer.body["later"] == {"value": 1}
    assert trial.broken() == {("e3", "value"), ("e2", "value")}
    assert queries.figures(trial.id).value_minor == 1002


def test_an_event_that_comes_again_with_other_content_is_kept_as_evidence():
    trial = running()
    trial.send(event(1))
    answer = trial.send(event(1, lon=105.9), event(2))
    assert (answer.status, answer.body["conflicts"], answer.body["conflict_lines"]) == (200, 1, [1])
    trial.send(event(1, lon=105.9), event(3))
    (kept,) = queries.conflicts(trial.id)
    assert (kept.event_id, kept.batch, "105.9" in kept.content) == ("e1", 2, True)
    assert trial.broken() == set()


def test_a_conflict_within_one_batch_names_its_line():
    trial = running()
    answer = trial.send(event(1), event(1, speed_kmh=6.0))
    assert answer.body["conflict_lines"] == [2]
    assert queries.conflicts(trial.id)[0].line == 2


def test_clocks_that_run_ahead_are_counted():
    trial = running()
    answer = trial.send(event(1, at=NOW + timedelta(minutes=6)), event(2, at=NOW + timedelta(minutes=4)), at=NOW)
    assert answer.body["skewed"] == 1


def test_a_bad_line_refuses_the_whole_batch():
    trial = running()
    with refused("bad-lines") as found:
        trial.send(event(1), {"id": "x"})
    assert [fault.where for fault in found.value.faults] == ["line 2"]
    with refused("empty"):
        trial.send()
    assert models.Batch.objects.count() == models.TelemetryEvent.objects.count() == 0


def test_a_guardrail_suspends_when_counts_pass_its_limit():
    trial = running(guardrails=[{"measure": "near_miss", "limit_per_site_day": 0}], stop_on=[])
    assert trial.send(event(1)).body["suspended"] is None
    answer = trial.send(event(2, at=later(5), measures={"near_miss": 1}), event(3, at=later(6)))
    assert answer.body["suspended"]["rule"] == "guardrail:near_miss"
    assert answer.body["suspended"]["event"] == "e2"
    assert trial.broken() == {("e3", "suspended")}
    (monitor,) = queries.monitor_state(trial.id)
    assert (monitor.counted, monitor.now > monitor.odds, len(monitor.steps)) == (1, True, 1)
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW)
    (monitor,) = queries.monitor_state(trial.id)
    assert (monitor.now, monitor.since is not None) == (1.0, True)


def test_counts_outside_every_area_belong_to_the_nearest():
    trial = running(areas=["north", "south"], stop_on=[])
    trial.send(event(1, lat=20.97, lon=105.845, measures={"near_miss": 1}))
    assert models.Tally.objects.get().site == "south"
    assert models.Exposure.objects.count() == 0


def told(**but: object) -> Told:
    said = {"measure": "incident", "site": "north", "happened_at": MONDAY, "severity": "minor",
            "description": "Robot chạm nhẹ vào xe đạp."}  # fmt: skip
    return Told(**{**said, **but})


def test_a_reported_incident_counts_for_its_day_and_stops_the_trial_as_of_now():
    trial = running(guardrails=[{"measure": "incident", "limit_per_site_day": 0}])
    trial.send(event(1, at=later(60)))
    report_incident(trial.id, told(), by=trial.holder, at=NOW)
    assert trial.row.state == "suspended"
    (found,) = queries.suspensions(trial.id)
    assert (found.rule, found.since, found.automatic) == ("guardrail:incident", NOW, True)
    assert trial.broken() == set()
    assert [one.measure for one in queries.incidents(trial.id)] == ["incident"]
    report_incident(trial.id, told(), by=trial.officer, at=NOW + timedelta(seconds=1))
    assert len(queries.suspensions(trial.id)) == 1
    assert kinds(trial)[-3:] == ["incident-reported", "suspended", "incident-reported"]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"measure": "x"}, "measure"),
        ({"site": "south"}, "site"),
        ({"severity": "x"}, "severity"),
        ({"happened_at": NOW + timedelta(hours=1)}, "happened_at"),
        ({"happened_at": datetime(2026, 11, 1, 16, 59, tzinfo=UTC)}, "happened_at"),
        ({"description": "ngắn"}, "description"),
    ],
)
def test_an_incomplete_report_says_what_is_missing(wrong, where):
    trial = running()
    with pytest.raises(Refusal) as found:
        report_incident(trial.id, told(**wrong), by=trial.holder, at=NOW)
    assert where in {fault.where for fault in found.value.faults}


def test_an_incident_is_of_the_trial_from_the_first_day_of_its_licence_on():
    trial, midnight = running(), datetime(2026, 11, 1, 17, tzinfo=UTC)
    assert report_incident(trial.id, told(happened_at=midnight), by=trial.holder, at=NOW)
    with pytest.raises(Refusal) as found:
        report_incident(trial.id, told(happened_at=midnight - timedelta(seconds=1)), by=trial.holder, at=NOW)
    assert "Giấy phép bắt đầu từ ngày 02/11/2026" in found.value.what.in_language("vi")
    assert report_as_recorded(trial.id, told(happened_at=midnight - timedelta(seconds=1)), by=trial.holder, at=NOW)


def test_keys_are_shown_once_known_by_their_hash_and_can_be_taken_back():
    trial = running()
    token = issue_key(trial.id, fleet=" Đội 1 ", by=trial.holder, at=NOW)
    assert token.split("_", 2)[2] not in repr(models.Key.objects.values())
    key = queries.key_behind(token)
    assert (key.trial_id, key.fleet) == (trial.id, "Đội 1")
    for wrong in (
        token + "x",
        token[:-1],
        token.replace("lb_", "xx_", 1),
        "lb_1_2",
        "",
        "lb_" + "0" * 26 + "_x",
        "\ud800",
    ):
        assert queries.key_behind(wrong) is None
    revoke_key(trial.id, key_id=key.id, by=trial.officer, at=NOW)
    revoke_key(trial.id, key_id=key.id, by=trial.officer, at=NOW)
    assert queries.key_behind(token) is None
    assert kinds(trial)[-2:] == ["key-issued", "key-revoked"]
    with refused("not-found"):
        revoke_key(trial.id, key_id=new_id(), by=trial.holder, at=NOW)
    with refused("not-allowed"):
        issue_key(trial.id, fleet="Đội 2", by=trial.officer, at=NOW)
    for fleet in ("", " ", "x" * 81, "a\x00"):
        with refused("fleet-needed"):
            issue_key(trial.id, fleet=fleet, by=trial.holder, at=NOW)


def test_a_form_that_is_sent_twice_makes_one_key():
    trial = running()
    first = issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=NOW, drawn="form-1")
    assert issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=later(9), drawn="form-1") == first
    assert [key.id for key in queries.keys(trial.id)] == [queries.key_behind(first).id]
    assert kinds(trial).count("key-issued") == 1
    others = {
        issue_key(trial.id, fleet=fleet, by=trial.holder, at=NOW, drawn=drawn)
        for fleet, drawn in (("Đội 2", "form-1"), ("Đội 1", "form-2"), ("Đội 1", ""))
    }
    assert len(others | {first}) == 4
    revoke_key(trial.id, key_id=queries.key_behind(first).id, by=trial.holder, at=NOW)
    with refused("key-revoked"):
        issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=NOW, drawn="form-1")


def test_two_officers_decide_at_the_same_moment_one_is_told():
    trial = running()
    trial.send(outside(1))
    other = officer("Cán bộ Hai")
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW)
    with refused("not-now"):
        resume(trial.id, reason=WHY, by=other, at=NOW)
    assert kinds(trial).count("resumed") == 1


def test_what_was_stored_cannot_be_changed():
    trial = running()
    trial.send(outside(1))
    for table in ("telemetryevent", "breach", "batch", "planversion", "regime"):
        for statement in (f"DELETE FROM trials_{table}", f"UPDATE trials_{table} SET id = id"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
