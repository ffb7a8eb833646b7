"""The pages of a trial, as holder, officer and stranger see them."""

import html
import json
import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.folding import fold
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.models import Person
from longbien.people.queries import actor_for
from longbien.people.registry import waiting_for
from longbien.places.queries import area
from longbien.procedures.actions.publish_version import publish_version
from longbien.trials import models, queries
from longbien.trials.actions.extend_licence import Extension, extend_licence
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.resume import resume
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.links import in_area, of_case, of_subject
from longbien.ui import links
from longbien.ui.search import searches
from tests.procedures.make import hub_bundle
from tests.trials.make import MONDAY, NOW, Staged, event, later, licensed, outside, person, plan_data, running

pytestmark = pytest.mark.django_db
BOTH = ("vi", "en")


def as_person(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.id))
    return client


def url(name: str, trial: Staged, *more: object, language: str = "vi") -> str:
    with translation.override(language):
        return reverse(f"trials:{name}", args=[trial.id, *more])


def busy() -> Staged:
    trial = running(areas=["north", "south"], exemptions=[{"provision": "Law 1, Art. 2", "why": "Robots are new."}])
    trial.send(event(1, measures={"near_miss": 1}, participants=3), outside(2, at=later(1)), event(3, at=later(2)))
    return trial


@pytest.mark.parametrize("language", BOTH)
def test_the_page_tells_what_was_licensed_and_how_it_goes(language):
    trial = busy()
    page = as_person(trial.officer).get(url("page", trial, language=language)).content.decode()
    for words in ("TĐ-2026-001", "Robot giao hàng thử nghiệm", "08:30–12:00", "e2", "Law 1, Art. 2"):
        assert words in page
    assert ("Stopped." if language == "en" else "Đã dừng.") in page
    assert ("Let it go on" if language == "en" else "Cho phép tiếp tục") in page


def test_the_timeline_says_who_let_it_go_on_and_why():
    trial = busy()
    reason = "Đã kiểm tra hàng rào ảo."
    resume(trial.id, reason=reason, by=trial.officer, at=NOW)
    name = Person.objects.get(pk=trial.officer.id).name
    for reader in (trial.officer, trial.holder):
        assert f"{name}: “{reason}”" in as_person(reader).get(url("page", trial)).content.decode()
    stranger = Client().get(url("page", trial), follow=True).content.decode()
    assert reason not in stranger


def test_stops_and_starts_wait_for_whom_they_concern():
    trial = licensed()
    here = [reverse("trials:page", args=[trial.id])]
    for actor, before, stopped in ((trial.holder, here, here), (trial.officer, [], here), (ANONYMOUS, [], [])):
        models.Trial.objects.filter(pk=trial.id).update(state="granted")
        assert [one.url for one in waiting_for(actor)] == before
        models.Trial.objects.filter(pk=trial.id).update(state="suspended")
        assert [one.url for one in waiting_for(actor)] == stopped


def test_what_is_offered_depends_on_state_and_person():
    trial = licensed()
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    assert "act/start" in holder.get(url("page", trial)).content.decode()
    assert "act/start" not in officer.get(url("page", trial)).content.decode()
    assert "act/resume" not in officer.get(url("page", trial)).content.decode()


def test_strangers_are_shown_the_public_register():
    trial = licensed()
    for client in (Client(), as_person(actor_for(person("Người lạ").pk))):
        answer = client.get(url("page", trial))
        assert (answer.status_code, answer["Location"].startswith("/register/")) == (302, True)
        for name in ("live", "positions", "keys", "incident"):
            assert client.get(url(name, trial)).status_code == 404
    assert as_person(trial.officer).get("/trials/" + "0" * 26).status_code == 404


def test_the_live_part_says_304_until_something_happens_and_reloads_the_page_when_the_state_changes():
    trial = running()
    client, address = as_person(trial.holder), url("live", trial)
    first = client.get(address + "?state=running")
    assert "HX-Refresh" not in first
    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    seen = f"?state=running&seen={queries.mark(trial.id)}"
    assert f"&amp;seen={queries.mark(trial.id)}" in first.content.decode()
    assert client.get(address + seen).status_code == 204
    trial.send(outside(1))
    assert client.get(address + seen).status_code == 200
    changed = client.get(address + "?state=running", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["HX-Refresh"]) == (200, "true")


def test_devices_and_areas_can_be_followed_on_the_map():
    trial = busy()
    shapes = as_person(trial.holder).get(url("positions", trial)).json()
    kinds = [feature["geometry"]["type"] for feature in shapes["features"]]
    assert kinds == ["Polygon", "Polygon", "Point"]


def test_a_device_outside_the_areas_has_another_dot_and_says_so():
    trial = running()
    trial.send(event(1, device="r1"), outside(2, device="r2"))
    dots = as_person(trial.holder).get(url("positions", trial, language="en")).json()["features"][1:]
    told = {dot["properties"]["title"]: dot["properties"] for dot in dots}
    assert (told["r1"]["tone"], told["r2"]["tone"]) == ("ok", "bad")
    assert told["r2"]["note"].startswith("Outside the area · ")
    assert "·" not in told["r1"]["note"]


def test_what_operates_after_the_end_is_not_counted_as_operation_under_suspension():
    trial = running()
    trial.send(event(1), event(2, at=later(60)), at=later(120))
    close_trial(trial.id, by=trial.holder, at=later(240))
    trial.send(event(3, at=later(300)), at=later(360))
    page = as_person(trial.holder).get(url("page", trial, language="en")).content.decode()
    assert "Operated after the end" in page
    assert "Operated while suspended" not in page


def test_a_guardrail_says_what_is_allowed_before_the_first_day_and_how_near_the_stop_is():
    trial = licensed(guardrails=[{"measure": "near_miss", "limit_per_site_day": 2}])
    page = as_person(trial.holder).get(url("page", trial, language="en")).content.decode()
    assert "0 so far. Allowed: on average at most 2 a site and day of operation." in page
    assert "0% of the way to a stop" in page
    start_trial(trial.id, by=trial.holder, at=NOW)
    page = as_person(trial.holder).get(url("page", trial, language="en")).content.decode()
    assert re.search(r"Were it 6 a day from now on, the trial would stop on day \d+\.", page)


def test_the_page_of_keys_says_what_every_field_of_a_line_means():
    trial = licensed(guardrails=[{"measure": "near_miss", "limit_per_site_day": 2}])
    page = as_person(trial.holder).get(url("keys", trial, language="en")).content.decode()
    for words in ("speed_kmh", "metres above the ground", "measures: {&quot;near_miss&quot;: 1}", "under “unknown”"):
        assert words in page


def test_the_line_that_the_page_of_keys_shows_breaks_nothing_when_sent_as_it_stands():
    trial = licensed(start=localdate().isoformat())
    start_trial(trial.id, by=trial.holder, at=now())
    page = html.unescape(as_person(trial.holder).get(url("keys", trial, language="en")).content.decode())
    line = json.loads(re.search(r'<code>(\{"id".*?\})</code>', page)[1])
    answer = trial.send(line, at=datetime.fromisoformat(line["at"]))
    assert (answer.status, set(answer.body["breaches"]) - {"hours"}) == (200, set())
    assert "which of your vehicles has the new" not in page


def test_more_time_is_offered_only_until_the_end():
    publish_version(bundle=hub_bundle("trial-extension"), by=SYSTEM, at=NOW)
    trial = running()
    client = as_person(trial.holder)
    assert "Services for this trial" in client.get(url("page", trial, language="en")).content.decode()
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert "Services for this trial" not in client.get(url("page", trial, language="en")).content.decode()


def test_an_officer_lets_it_go_on_by_the_form():
    trial = busy()
    client = as_person(trial.officer)
    address = url("act", trial, "resume")
    assert client.get(address).status_code == 200
    short = client.post(address, {"reason": "ok"})
    assert short.status_code == 422
    assert "Cần nêu lý do" in short.content.decode()
    done = client.post(address, {"reason": "Đã kiểm tra hàng rào và phần mềm."}, follow=True)
    assert "Thử nghiệm được tiếp tục." in done.content.decode()
    assert trial.row.state == "running"
    late = client.post(address, {"reason": "Đã kiểm tra hàng rào và phần mềm."})
    assert late.status_code == 409


def test_an_old_page_does_not_lift_a_suspension_that_it_never_showed():
    trial = busy()
    client = as_person(trial.officer)
    address, reason = url("act", trial, "resume"), {"reason": "Đã kiểm tra hàng rào và phần mềm."}
    (seen,) = re.findall(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    assert client.post(address, {**reason, "seen": seen}).status_code == 302
    as_person(trial.holder).post(url("act", trial, "suspend"), {"reason": "Xe mất tín hiệu định vị."})
    old = client.post(address, {**reason, "seen": seen})
    assert (old.status_code, trial.row.state) == (409, "suspended")
    assert reason["reason"] in old.content.decode()
    (fresh,) = re.findall(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    assert client.post(address, {**reason, "seen": fresh}).status_code == 302


@pytest.mark.parametrize("verb", ["resume", "revoke", "suspend"])
def test_holders_find_no_way_to_decide_for_the_officer(verb):
    trial = busy() if verb != "suspend" else licensed()
    client = as_person(trial.holder)
    expected = 403 if verb != "suspend" else 409
    assert client.post(url("act", trial, verb), {"reason": "Một lý do đủ dài."}).status_code == expected
    assert client.get(url("act", trial, "dance")).status_code == 404


def test_the_holder_starts_reports_and_ends():
    trial = licensed()
    client = as_person(trial.holder)
    client.post(url("act", trial, "start"))
    assert trial.row.state == "running"
    said = {"measure": "incident", "site": "north", "day": "2026-11-09", "time": "09:00", "severity": "minor",
            "description": "Robot chạm nhẹ vào xe đạp."}  # fmt: skip
    blank = client.post(url("incident", trial), {**said, "day": "", "measure": "x"})
    assert blank.status_code == 422
    assert client.get(url("incident", trial)).status_code == 200
    future = client.post(url("incident", trial), {**said, "day": "2999-01-01"})
    assert future.status_code == 422
    assert client.post(url("incident", trial), said).status_code == 302
    assert models.Incident.objects.get().happened_at == MONDAY
    client.post(url("act", trial, "close"))
    assert trial.row.state == "closing"
    page = client.get(url("page", trial)).content.decode()
    assert url("exit", trial) in page
    assert "chạm nhẹ" in page


def test_a_double_click_makes_one_key():
    trial = running()
    client = as_person(trial.holder)
    drawn = re.search(r'name="drawn" value="([^"]+)"', client.get(url("keys", trial)).content.decode())[1]
    answers = [client.post(url("keys", trial), {"fleet": "Đội 1", "drawn": drawn}) for _ in range(2)]
    assert len({re.search(r"lb_[0-9a-z]{26}_[\w-]+", answer.content.decode())[0] for answer in answers}) == 1
    assert len(queries.keys(trial.id)) == 1


def registered(trial: Staged) -> str:
    return f"/register/{queries.card(trial.id).slug}"


def test_the_permit_is_shown_to_the_holder_and_to_everyone():
    trial = running()
    way = reverse("credentials:credential", args=[queries.permit(trial.id).id])
    for page in (as_person(trial.holder).get(url("page", trial)), Client().get(registered(trial))):
        shown = page.content.decode()
        assert way in shown
        assert "Còn hiệu lực" in shown
    trial.send(outside())
    assert "Tạm đình chỉ" in as_person(trial.holder).get(url("page", trial)).content.decode()


def test_an_extension_stands_in_the_register_and_on_the_page():
    trial = running()
    asked = Extension(trial.organisation_id, 6, new_id())
    extend_licence(trial.id, asked, by=trial.officer, at=NOW)
    for page in (as_person(trial.holder).get(url("page", trial)), Client().get(registered(trial))):
        shown = page.content.decode()
        assert "Phiên bản 1, đến hết ngày 01/11/2027" in shown
        assert "Phiên bản 2, đến hết ngày 01/05/2028" in shown
    data = Client().get(f"{registered(trial)}.json").json()
    assert (data["versions"], data["last_day"]) == (2, "2028-05-01")


def test_a_key_is_shown_in_one_answer_only_and_dropped_by_a_button():
    trial = running()
    client = as_person(trial.holder)
    fresh = client.post(url("keys", trial), {"fleet": "Đội 1"})
    assert "no-store" in fresh["Cache-Control"]
    shown = fresh.content.decode()
    token = next(word for word in shown.replace("<", " ").replace(">", " ").split() if word.startswith("lb_0"))
    key = queries.key_behind(token)
    assert token not in client.get(url("keys", trial)).content.decode()
    assert client.post(url("keys", trial), {"fleet": ""}).status_code == 422
    client.post(url("drop-key", trial, key.id))
    assert queries.key_behind(token) is None


def test_hostile_words_do_nothing():
    trial = running(title="<script>alert(1)</script>{{ 7*7 }}", summary="=cmd|' /C calc'!A0 \u202e <img onerror=x>")
    page = as_person(trial.holder).get(url("page", trial)).content.decode()
    assert "<script>alert" not in page
    assert "<img onerror" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("language", BOTH)
def test_the_list_shows_what_the_policy_allows(language, django_assert_max_num_queries):
    trial = running()
    prefix = "" if language == "vi" else "/en"
    assert Client().get(f"{prefix}/trials/").status_code == 302
    stranger = as_person(actor_for(person("Người lạ").pk)).get(f"{prefix}/trials/").content.decode()
    assert "TĐ-2026-001" not in stranger
    for actor in (trial.holder, trial.officer):
        client = as_person(actor)
        assert "TĐ-2026-001" in client.get(f"{prefix}/trials/?state=running").content.decode()
        assert "TĐ-2026-001" not in client.get(f"{prefix}/trials/?state=exited").content.decode()
        client.get(f"{prefix}/trials/?state=nonsense")  # what monitors say is kept for a minute
        with django_assert_max_num_queries(14):
            client.get(f"{prefix}/trials/?state=nonsense")


def test_trials_are_found_linked_and_named():
    trial = running()
    subject = queries.card(trial.id).subject
    translation.activate("vi")
    assert links.url_for(subject) == url("page", trial)
    assert links.title_of(subject) == "TĐ-2026-001 Robot giao hàng thử nghiệm"
    hits = [hit for search in searches() for hit in search(trial.officer, fold("robot giao hàng"))]
    assert any(hit.url == url("page", trial) for hit in hits)
    assert queries.trial_named("TĐ-2026-001").id == queries.trial_named(str(trial.id)).id == trial.id
    assert queries.trial_named("nobody") is None


def test_a_trial_is_reached_from_its_case_its_venture_and_its_area():
    staged = licensed()
    case, venture = new_id(), Subject("ventures.venture", new_id())
    asked = Application(staged.organisation_id, plan_data(), case_id=case, about=venture)
    trial_id = issue_licence(asked, by=staged.officer, at=NOW)
    start_trial(trial_id, by=staged.holder, at=NOW)
    asked_of = {
        of_case: Subject("procedures.case", case),
        of_subject: venture,
        in_area: Subject("places.area", area("north").id),
    }
    for find, subject in asked_of.items():
        assert "TĐ-2026-002" in [link.title[:11] for link in find(staged.holder, subject)]
        assert list(find(staged.holder, Subject(subject.type, new_id()))) == []


def test_nothing_can_be_done_to_a_trial_that_is_not_there():
    with pytest.raises(Refusal, match="not-found"):
        start_trial(new_id(), by=licensed().holder, at=NOW)


def test_what_residents_tell_is_no_appeal_against_an_office():
    """“Khiếu nại” is a procedure of its own in Vietnamese law."""
    trial = running(guardrails=[{"measure": "complaint", "limit_per_site_day": 2}])
    for reader in (as_person(trial.holder), Client()):
        page = reader.get(url("page", trial), follow=True).content.decode()
        assert "Phản ánh của người dân" in page
        assert "hiếu nại" not in page
