"""The form of a plan as an applicant meets it: page by page only what fits its kind, every fault in one round, and the
plan as data that the command line reads."""

import html
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.models import Case, Draft
from tests.people.make import client_of
from tests.procedures import make
from tests.trials.make import NOW, places_and_law, plan_data, running

pytestmark = pytest.mark.django_db
SERVICE = "hanoi.controlled-testing-licence"
KIND, WHERE, LIMITS, FURTHER, SAFETY, COMPARED = range(1, 7)

COLLISION = {"measure": "collision", "limit_per_site_day": 0, "per": 1}


class Filing:
    """An applicant at the pages of the form."""

    def __init__(self) -> None:
        places_and_law()
        publish_version(bundle=make.hub_bundle("controlled-testing-licence"), by=SYSTEM, at=NOW)
        self.person = make.person("applicant")
        self.case_id = make.opened(make.team(self.person), self.person, procedure=SERVICE, at=NOW)
        self.client = client_of(self.person)

    def url(self, page: int) -> str:
        with translation.override("en"):
            return reverse("procedures:fill-page", args=[self.case_id, "submit", page])

    def page(self, page: int) -> str:
        return html.unescape(self.client.get(self.url(page)).content.decode())

    def send(self, page: int, **said: object) -> str:
        return html.unescape(self.client.post(self.url(page), said).content.decode())

    def chosen(self, kind: str) -> None:
        assert (
            self.client.post(self.url(KIND), {"kind": kind, "title": "A trial", "summary": "x" * 20}).status_code == 302
        )

    def write(self, **said: object) -> None:
        """The whole form as a draft that was looked through."""
        data = plan_data(**said)
        touched = dict.fromkeys(data, NOW.isoformat())
        Draft.objects.create(
            case_id=self.case_id, form="plan", person_id=self.person.pk, data=data, touched=touched, saved_at=NOW
        )


def inputs(page: str) -> set[str]:
    return {name.split("-")[0] for name in re.findall(r'(?:input|select|textarea)[^>]* name="([a-z][\w-]*)"', page)}


def options(page: str, name: str) -> list[str]:
    select = re.search(rf'<select[^>]* name="{name}".*?</select>', page, re.DOTALL)
    if select:
        return re.findall(r'value="([^"]+)"', select[0])
    return re.findall(rf'<input type="radio"[^>]* name="{name}" value="([^"]+)"', page)


def test_after_the_kind_only_what_fits_it_is_asked_and_its_defaults_stand_there():
    filing = Filing()
    assert "cap_altitude_m" in inputs(filing.page(FURTHER))
    assert "At most 36 months (Test Law 1/2025, Art. 7)." in filing.page(WHERE)
    filing.chosen("delivery-robot")
    assert "At most 36 months (Test Law 1/2025, Art. 7)." in filing.page(WHERE)
    further = inputs(filing.page(FURTHER))
    assert {"no_go_zones", "cap_distance_km", "needs_consent"} <= further
    assert "cap_altitude_m" not in further
    safety = filing.page(SAFETY)
    assert options(safety, "guardrails-0-measure") == [
        "collision", "near_miss", "emergency_stop", "failed_delivery", "complaint",
    ]  # fmt: skip
    assert 'name="guardrails-1-per" ' in safety
    assert 'value="20,000"' in safety or 'value="20000"' in safety
    assert "Some answers are filled in for you" in safety
    assert 'value="altitude"' not in safety
    assert 'value="consent"' in safety
    assert options(filing.page(COMPARED), "comparisons-__row__-measure")[-2:] == ["metres_driven", "deliveries"]


def test_what_is_proposed_counts_once_it_was_looked_at():
    filing = Filing()
    filing.chosen("delivery-robot")
    assert "guardrails" not in Draft.objects.get().data
    row = {"guardrails-0-measure": "collision", "guardrails-0-limit_per_site_day": "0", "guardrails-0-per": "1"}
    said = filing.send(SAFETY, incident_contact="Somebody, 0900", **row)
    assert "Safety and participant-protection plan" in said
    assert "choose a file" in said
    assert Draft.objects.get().data["guardrails"] == [COLLISION]
    assert "Some answers are filled in for you" not in filing.page(SAFETY)


def test_a_limit_that_was_written_before_the_kind_was_changed_is_still_shown():
    filing = Filing()
    filing.write(kind="delivery-robot", cap_altitude_m=60)
    assert "cap_altitude_m" in inputs(filing.page(FURTHER))


def test_a_page_tells_at_once_what_the_law_has_against_it():
    filing = Filing()
    said = filing.send(
        WHERE, areas="north", start="2026-12-01", term_months="48",
        **{"windows-0-days": "mon", "windows-0-from": "08:00", "windows-0-to": "08:00"},
    )  # fmt: skip
    assert "48 months were asked for, but the law allows at most 36 months at a time. (Test Law 1/2025, Art. 7)" in said
    assert "For the whole day write 00:00 to 00:00." in said


def test_every_fault_is_told_in_one_round_with_its_question_and_where_to_mend_it():
    """Of the form, of the regime, of the kind and of what the caps can answer."""
    filing = Filing()
    rails = [COLLISION, {"measure": "weather", "limit_per_site_day": 1}]
    arms = {"design": "arms", "unit": "vehicle", "measure": "gone", "better": "less", "margin": 3, "usual": 2}
    filing.write(
        kind="delivery-robot",
        term_months=48,
        stop_on=["altitude"],
        incident_contact="x",
        guardrails=rails,
        comparisons=[arms],
    )
    with translation.override("en"):
        url = reverse("procedures:send", args=[filing.case_id, "submit"])
    looked = re.search(r'name="_looked" value="([^"]*)"', filing.client.get(url).content.decode())
    answer = filing.client.post(url, {"seq": 1, "_looked": html.unescape(looked[1])})
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    for part in (
        "Term: 48 months were asked for", "(Test Law 1/2025, Art. 7)",
        "Which breaches stop the trial at once: ", "Safety contact on duty during operation: ",
        "Safety and participant-protection plan: ", "Gain that is wanted: ",
    ):  # fmt: skip
        assert part in said, part
    assert filing.url(WHERE) in said
    assert filing.url(COMPARED) in said
    assert Case.objects.get().state == "draft"


def test_a_plan_of_no_known_kind_is_told_so_beside_the_rest():
    filing = Filing()
    data = plan_data(kind="submarine", term_months=48)
    with pytest.raises(Refusal, match="form-faults") as refused:
        perform(case_id=filing.case_id, action="submit", data=data, by=make.actor(filing.person), at=NOW)
    assert {fault.where for fault in refused.value.faults} == {"/kind", "/term_months"}


def test_what_the_pages_hand_out_goes_through_both_commands(tmp_path, capsys):
    filing = Filing()
    filing.write(kind="data-product", guardrails=[{"measure": "complaint", "limit_per_site_day": 1}])
    trial = running()
    handed = [
        (filing.client, reverse("procedures:draft-json", args=[filing.case_id, "submit"])),
        (client_of(trial.holder), reverse("trials:plan-json", args=[trial.id])),
    ]
    data = plan_data(start="2026-12-01")
    case_id = make.opened(make.team(filing.person), filing.person, procedure=SERVICE, at=NOW)
    seq = perform(case_id=case_id, action="submit", data=data, by=make.actor(filing.person), at=NOW)
    handed.append((filing.client, reverse("procedures:answers-json", args=[case_id, seq])))
    for client, url in handed:
        answer = client.get(url)
        assert answer["Content-Disposition"] == 'attachment; filename="plan.json"'
        file = tmp_path / "plan.json"
        file.write_bytes(answer.content)
        call_command("plan", "power", "--plan", file)
        assert "safer than its limit takes" in capsys.readouterr().out
        call_command("plan", "check", file)
        call_command("regime", "check", str(file), "--regime", "test-regime")
        assert "test-regime: fits" in capsys.readouterr().out
    assert json.loads(file.read_text()) == data
    assert client_of(make.person("other")).get(handed[1][1]).status_code == 404
    assert filing.client.get(reverse("procedures:answers-json", args=[case_id, 1])).status_code == 404
    assert filing.client.get(reverse("procedures:draft-json", args=[filing.case_id, "withdraw"])).status_code == 404


def test_before_it_is_filed_a_plan_says_how_much_must_be_seen():
    filing = Filing()
    filing.write()
    with translation.override("en"):
        url = reverse("procedures:send", args=[filing.case_id, "submit"])
    page = html.unescape(filing.client.get(url).content.decode())
    assert "How much must be seen to show that the trial is safer than its limits" in page
    assert "5 (site-days): at the earliest after 7 of the 365 days of the term" in page
    assert reverse("procedures:draft-json", args=[filing.case_id, "submit"]) in page
    Draft.objects.update(data={**plan_data(), "term_months": "x"})
    assert "How much must be seen" not in filing.client.get(url).content.decode()
