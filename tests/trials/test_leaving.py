"""How a trial ends: it closes, or its term runs out; its report is filed, stands in the dossier, and stays as it is."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.models import Person
from longbien.people.registry import waiting_for
from longbien.record.actions.deliver import deliver
from longbien.record.keys import verifier
from longbien.trials import models, queries
from longbien.trials.actions.cover.record_claim import Claimed, record_claim
from longbien.trials.actions.extend_licence import Extension, extend_licence
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.leaving.keep_exit_draft import keep_exit_draft
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.residents.raise_concern import Concern, raise_concern
from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.queries.leaving.exit_words import drafted
from longbien.trials.queries.leaving.exits import exit_draft, exit_due, exit_figures, exit_report
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.leaving.exit import Answers
from longbien.trials.rules.lifecycle import NAMES
from longbien.trials.rules.limits.burndown import Burn
from longbien.trials.views import shown
from longbien.trials.views.limits import amount
from tests.trials.evidence import built, make_key
from tests.trials.make import MONDAY, NOW, Staged, event, later, licensed, outside, running
from tests.trials.test_actions import kinds, refused

pytestmark = pytest.mark.django_db
SAID = Answers(
    "Giao 120 kiện hàng.", "Không ai bị thương.", "Cần khoảng đệm ở rìa khu vực.", "Cho chạy dưới lòng đường."
)
MIDNIGHT = datetime(2027, 11, 1, 17, tzinfo=UTC)  # 2 November 2027 begins in the test hub's zone, UTC+7


def worked(at: datetime) -> None:
    """Everything that is due by then is delivered."""
    while deliver(clock=lambda: at):
        pass


def as_person(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.id))
    return client


def test_a_trial_that_closes_owes_a_report_and_may_not_operate():
    trial = running()
    close_trial(trial.id, by=trial.holder, at=later(60))
    assert trial.row.state == "closing"
    assert trial.send(event(1, at=later(30))).status == 200
    assert trial.send(event(2, at=later(61))).status == 409
    assert trial.broken() == {("e2", "ended")}
    assert queries.permit(trial.id).revoked_at == later(60)
    for verb in (start_trial, close_trial):
        with refused("not-now"):
            verb(trial.id, by=trial.holder, at=NOW)


def test_the_permit_of_an_ended_trial_was_not_revoked_but_outlived():
    trial = running()
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert shown.permit(trial.id).state["vi"] == "Đã hết hiệu lực – thử nghiệm đã kết thúc"
    assert "thử nghiệm đã kết thúc" in Client().get(f"/register/{queries.card(trial.id).slug}").content.decode()


def test_a_permit_that_was_taken_away_stays_revoked():
    trial = running()
    revoke(trial.id, reason="Không còn đơn vị chịu trách nhiệm.", by=trial.officer, at=NOW)
    assert shown.permit(trial.id).state["vi"] == "Đã thu hồi"


def test_it_does_not_start_before_the_first_day_of_its_licence():
    trial = licensed(start="2026-12-10")
    with refused("term-not-begun") as found:
        start_trial(trial.id, by=trial.holder, at=datetime(2026, 12, 9, 16, 59, tzinfo=UTC))
    assert "10/12/2026" in found.value.what["vi"]
    start_trial(trial.id, by=trial.holder, at=datetime(2026, 12, 9, 17, tzinfo=UTC))
    assert trial.row.state == "running"


def test_a_stop_in_the_time_of_a_closing_trial_is_stored_and_stops_nothing():
    trial = running()
    close_trial(trial.id, by=trial.holder, at=later(60))
    assert trial.send(outside(1, at=later(30))).status == 200
    assert (trial.broken(), trial.spans(), trial.row.state) == ({("e1", "area")}, [], "closing")


def test_the_report_ends_it_with_what_the_record_knew():
    trial = running()
    trial.send(event(1), event(2, at=later(1), speed_kmh=12.0), outside(3, at=later(2)))
    close_trial(trial.id, by=trial.holder, at=NOW)
    sha256 = file_exit(trial.id, SAID, by=trial.holder, at=NOW)
    found = exit_report(trial.id)
    assert (trial.row.state, found.sha256, found.report.sha256) == ("exited", sha256, sha256)
    assert found.report.answers == SAID
    figures = found.report.figures
    assert (figures["events"], figures["breaches"]) == (3, {"area": 1, "speed": 1})
    assert (figures["first_day"], figures["site_days"], figures["sites"]) == ("2026-11-09", 1, ["north"])
    assert [stop["rule"] for stop in figures["suspensions"]] == ["area"]
    with refused("not-now"):
        file_exit(trial.id, SAID, by=trial.holder, at=NOW)


def test_a_report_is_not_filed_while_the_trial_may_operate_nor_by_others():
    trial = running()
    with refused("not-now"):
        file_exit(trial.id, SAID, by=trial.holder, at=NOW)
    close_trial(trial.id, by=trial.holder, at=NOW)
    with refused("not-allowed"):
        file_exit(trial.id, SAID, by=trial.officer, at=NOW)
    with pytest.raises(Refusal) as found:
        file_exit(trial.id, Answers(" ngắn ", "x" * 8001, "\x00" * 12, "\x00"), by=trial.holder, at=NOW)
    assert [fault.where for fault in found.value.faults] == ["activities", "results", "learnt", "recommendation"]
    assert trial.row.state == "closing"


def test_nobody_changes_a_report():
    trial = running()
    close_trial(trial.id, by=trial.holder, at=NOW)
    file_exit(trial.id, SAID, by=trial.holder, at=NOW)
    for statement in ("DELETE FROM trials_exitreport", "UPDATE trials_exitreport SET sha256 = sha256"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_report_is_part_of_the_dossier(tmp_path, settings):
    settings.VAR = tmp_path
    make_key()
    trial = running()
    close_trial(trial.id, by=trial.holder, at=NOW)
    file_exit(trial.id, SAID, by=trial.holder, at=NOW)
    file = built(trial)
    [timeline] = [json.loads(line) for line in file.splitlines() if json.loads(line).get("part") == "timeline"]
    told = [one["openings"]["report"]["value"] for one in timeline["content"] if "report" in one["openings"]]
    assert [json.loads(report)["answers"]["results"] for report in told] == [SAID.results]


def test_the_clock_ends_what_nobody_ended():
    trial = running()
    worked(MIDNIGHT - timedelta(seconds=1))
    assert trial.row.state == "running"
    worked(MIDNIGHT + timedelta(minutes=3))
    assert (trial.row.state, trial.row.closed_at) == ("expired", MIDNIGHT)
    assert kinds(trial)[-1] == "expired"
    assert trial.send(event(1, at=MIDNIGHT + timedelta(hours=1)), at=MIDNIGHT + timedelta(hours=2)).status == 409
    worked(MIDNIGHT + timedelta(days=9))
    assert kinds(trial).count("expired") == 1
    file_exit(trial.id, SAID, by=trial.holder, at=MIDNIGHT + timedelta(days=3))
    assert trial.row.state == "exited"


@pytest.mark.parametrize("state", ["granted", "suspended"])
def test_a_term_runs_out_in_every_state_that_could_still_lead_to_operation(state):
    trial = licensed() if state == "granted" else running()
    if state == "suspended":
        trial.send(outside())
    worked(MIDNIGHT)
    assert trial.row.state == "expired"
    assert queries.permit(trial.id).revoked_at == MIDNIGHT


@pytest.mark.parametrize("verb", [close_trial, revoke])
def test_what_had_ended_does_not_expire(verb):
    trial = running()
    if verb is revoke:
        revoke(trial.id, reason="Không còn an toàn.", by=trial.officer, at=NOW)
    else:
        close_trial(trial.id, by=trial.holder, at=NOW)
    before = trial.row.state
    worked(MIDNIGHT)
    assert trial.row.state == before


def test_an_extension_moves_the_clock():
    trial = running()
    asked = Extension(trial.organisation_id, 6, models.Trial.objects.get().pk)
    extend_licence(trial.id, asked, by=trial.officer, at=NOW)
    worked(MIDNIGHT)
    assert trial.row.state == "running"
    worked(datetime(2028, 5, 1, 17, tzinfo=UTC))
    assert trial.row.state == "expired"


def test_no_verb_wins_against_a_clock_that_is_late():
    trial = licensed()
    with refused("not-now"):
        start_trial(trial.id, by=trial.holder, at=MIDNIGHT)
    stopped = Staged(trial.id, trial.organisation_id, trial.holder, trial.officer)
    start_trial(trial.id, by=trial.holder, at=NOW)
    stopped.send(outside())
    with refused("not-now"):
        resume(trial.id, reason="Đã kiểm tra xong.", by=trial.officer, at=MIDNIGHT)
    assert stopped.send(event(5, at=MIDNIGHT + timedelta(seconds=9)), at=MIDNIGHT + timedelta(minutes=1)).status == 409
    assert (trial.row.state, trial.row.closed_at) == ("expired", MIDNIGHT)
    assert ("e5", "ended") in trial.broken()


def test_the_dossier_of_an_expired_trial_is_borne_out(tmp_path, settings):
    settings.VAR = tmp_path
    make_key()
    trial = running()
    trial.send(event(1), event(2, at=MIDNIGHT + timedelta(minutes=1)), at=MIDNIGHT + timedelta(minutes=2))
    file = built(trial, MIDNIGHT + timedelta(hours=1))
    assert trial.broken() == {("e2", "term"), ("e2", "ended")}
    assert [check for check in verify(file, verifier()) if not check.passed] == []


def test_the_report_is_due_by_the_hubs_own_rule_and_waits_for_the_holder():
    trial = running()
    assert exit_due(trial.row) is None
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert exit_due(trial.row).date().isoformat() == "2026-12-22"  # 24 November is a holiday
    with translation.override("en"):
        assert [one.kind for one in waiting_for(trial.holder)] == [f"TĐ-2026-001 · {NAMES['closing']['en']}"]
    assert [one for one in waiting_for(trial.officer) if one.url.endswith("/exit")] == []


def test_the_form_begins_with_what_the_record_knows_and_keeps_what_was_typed():
    trial = running()
    trial.send(event(1), outside(2))
    close_trial(trial.id, by=trial.holder, at=NOW)
    holder, here = as_person(trial.holder), reverse("trials:exit", args=[trial.id])
    with translation.override("en"):
        here = reverse("trials:exit", args=[trial.id])
        form = holder.get(here).content.decode()
    assert "Outside the area 1" in form
    short = holder.post(here, {"activities": "Đã làm nhiều việc.", "results": "", "learnt": "x"})
    assert short.status_code == 422
    assert "Đã làm nhiều việc." in short.content.decode()
    said = {"activities": SAID.activities, "results": SAID.results, "learnt": SAID.learnt, "may_publish": "yes"}
    assert holder.post(here, said)["Location"].endswith("/exit/confirm")
    assert trial.row.state == "closing"
    confirm_report(holder, trial)
    assert trial.row.state == "exited"
    for reader in (trial.holder, trial.officer):
        assert SAID.results in as_person(reader).get(here).content.decode()
    assert Client().get(here).status_code == 404


def confirm_report(holder: Client, trial: Staged) -> None:
    here = reverse("trials:exit-confirm", args=[trial.id])
    [looked] = re.findall(r'name="looked" value="(\w+)"', holder.get(here).content.decode())
    assert holder.post(here, {"looked": looked}).status_code == 302


def test_what_is_dated_outside_the_term_is_a_breach_and_no_day_of_operation():
    trial = running(stop_on=[])
    before, after = datetime(2026, 10, 6, 2, tzinfo=UTC), datetime(2030, 1, 8, 2, tzinfo=UTC)
    trial.send(event(1, measures={"near_miss": 1}))
    [alone] = queries.monitor_state(trial.id)
    trial.send(event(2, at=after), event(3, at=before, measures={"near_miss": 40}))
    assert trial.broken() == {("e2", "term"), ("e3", "term")}
    assert queries.monitor_state(trial.id) == (alone,)
    assert trial.row.state == "running"
    figures = exit_figures(trial.id)
    assert [figures[name] for name in ("site_days", "first_day", "last_day")] == [1, "2026-11-09", "2026-11-09"]


def test_no_line_of_the_draft_ends_with_two_full_stops():
    answer = {"vi": "Nhanh hơn 2 %.", "en": "Faster by 2 %."}
    trial = running()
    figures = exit_figures(trial.id)
    figures["comparisons"] = [{"measure": "near_miss", "verdict": "better", "answer": answer}]
    with translation.override("en"):
        said = drafted(figures, queries.policy_of(trial.id))
    assert "Faster by 2 %.\n" in said
    assert ".." not in said


def test_what_is_still_owed_is_named_before_the_report_is_filed_and_refuses_nothing():
    trial = running()
    holder, told = as_person(trial.holder), Told("near_miss", "north", MONDAY, "grave", "Robot phải tránh người.")
    close_trial(trial.id, by=trial.holder, at=NOW)
    keep_exit_draft(trial.id, SAID, by=trial.holder, at=NOW)
    with translation.override("en"):
        write, confirm = (reverse(f"trials:{name}", args=[trial.id]) for name in ("exit", "exit-confirm"))
    assert "Nothing besides this report." in holder.get(confirm).content.decode()
    report_incident(trial.id, told, by=trial.holder, at=NOW - timedelta(days=9))
    said = Concern("obstruction", "Robot chắn lối đi của xe lăn trước cổng trường.")
    raise_concern(trial.id, said, by=ANONYMOUS, at=timezone.now())
    record_claim(trial.id, Claimed("Xe đạp bị xước do robot.", 500_000, NOW.date()), by=trial.holder, at=NOW)
    models.ReportPeriod.objects.create(
        trial=trial.row, number=1, start=NOW.date(), end=MIDNIGHT.date(), due_at=MIDNIGHT, entry=new_id()
    )
    for page in (write, confirm):
        shown = " ".join(re.sub(r"<[^>]+>", " ", holder.get(page).content.decode()).split())
        for owed in ("Full reports of incidents 1 (1 overdue)", "Reports on periods 1", "Concerns without an answer 1",
                     "Claims still open 1"):  # fmt: skip
            assert owed in shown, shown[shown.find("Still owed") :][:200]
    confirm_report(holder, trial)
    assert trial.row.state == "exited"


def test_a_draft_is_kept_edited_and_filed_as_it_was_looked_at():
    trial = running()
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    with translation.override("en"):
        write, confirm = (reverse(f"trials:{name}", args=[trial.id]) for name in ("exit", "exit-confirm"))
    with refused("no-report-owed"):
        keep_exit_draft(trial.id, SAID, by=trial.holder, at=NOW)
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert holder.get(confirm)["Location"].endswith("/exit")
    half = {"activities": "Mới viết một nửa", "keep": "yes"}
    assert holder.post(write, half)["Location"].endswith("/exit")
    page = holder.get(write).content.decode()
    assert ("Mới viết một nửa" in page, "Outside the area" in page, "Draft of " in page) == (True, False, True)
    assert holder.post(write, half | {"results": "x" * 8001}).status_code == 422
    assert exit_draft(trial.id).answers == Answers("Mới viết một nửa", "", "")
    wanting = holder.post(write, {"activities": "Đã viết lại cho đủ.", "results": "ngắn", "learnt": ""})
    assert (wanting.status_code, exit_draft(trial.id).answers.results) == (422, "ngắn")
    assert holder.get(confirm)["Location"].endswith("/exit")
    keep_exit_draft(trial.id, SAID, by=trial.holder, at=NOW)
    looked = exit_draft(trial.id).sha256
    keep_exit_draft(trial.id, replace(SAID, learnt="Đồng nghiệp vừa viết thêm."), by=trial.holder, at=NOW)
    changed = holder.post(confirm, {"looked": looked})
    assert (changed.status_code, trial.row.state) == (409, "closing")
    assert "the draft changed since you looked" in changed.content.decode()
    assert (officer.get(confirm).status_code, Client().get(confirm).status_code) == (403, 404)
    confirm_report(holder, trial)
    assert exit_report(trial.id).report.answers.learnt == "Đồng nghiệp vừa viết thêm."
    assert exit_draft(trial.id) is None
    assert holder.get(confirm).status_code == 302


def test_what_was_typed_on_a_page_that_is_out_of_date_is_not_lost():
    trial = running()
    holder = as_person(trial.holder)
    close_trial(trial.id, by=trial.holder, at=NOW)
    with translation.override("en"):
        write = reverse("trials:exit", args=[trial.id])
    [seen] = re.findall(r'name="seen" value="(\w*)"', holder.get(write).content.decode())
    keep_exit_draft(trial.id, SAID, by=trial.holder, at=NOW)
    typed = {name: getattr(SAID, name) for name in ("activities", "learnt", "recommendation")}
    typed["results"] = "Tôi viết kết quả khác."
    may = {"may_publish": "yes"} if SAID.may_publish else {}
    stale = holder.post(write, {**typed, **may, "seen": seen})
    page = stale.content.decode()
    assert (stale.status_code, exit_draft(trial.id).answers) == (409, SAID)
    assert ("somebody of your organisation wrote on" in page, typed["results"] in page) == (True, True)
    assert re.findall(r"<blockquote><p>(.+?)</p>", page) == [SAID.results]  # what differs, and nothing else
    [seen] = re.findall(r'name="seen" value="(\w*)"', page)
    short = holder.post(write, {**typed, "learnt": "", "seen": seen})
    [seen] = re.findall(r'name="seen" value="(\w*)"', short.content.decode())
    assert (short.status_code, holder.post(write, {**typed, "seen": seen}).status_code) == (422, 302)
    file_exit(trial.id, SAID, by=trial.holder, at=NOW)
    late = holder.post(write, {**typed, "seen": seen})
    assert (late.status_code, late.content.decode().count(typed["results"])) == (409, 1)
    assert "no report is awaited now" in late.content.decode()


def test_a_trial_without_a_report_says_when_one_is_owed():
    trial = running()
    with translation.override("en"):
        here = reverse("trials:exit", args=[trial.id])
        assert "once the trial has stopped" in as_person(trial.holder).get(here).content.decode()
        close_trial(trial.id, by=trial.holder, at=NOW)
        assert "The holder owes it by" in as_person(trial.officer).get(here).content.decode()


def test_the_system_files_no_report():
    trial = running()
    close_trial(trial.id, by=trial.holder, at=MONDAY)
    with refused("not-found|not-allowed"):
        file_exit(trial.id, SAID, by=SYSTEM, at=NOW)


def test_one_of_a_thing_is_not_many_in_english():
    trial = running()
    trial.send(event(1))
    [told] = [one.detail for one in queries.compliance_timeline(trial.id) if one.kind == "trials.batch-stored"]
    assert told.in_language("en") == "1 batch, 1 event, 0 breaches (operation while stopped included)"
    hours = Burn("device_hours", "min", 60, 90)
    with translation.override("en"):
        assert [amount(hours, minor, "VND") for minor in (60, 90)] == ["1 hour", "1.5 hours"]
    with translation.override("vi"):
        assert amount(hours, 60, "VND") == "1 giờ"
