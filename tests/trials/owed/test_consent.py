"""Participants' consent: a text in versions, steps under codes that the log seals, withdrawn by who knows the code."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.record.models import Event
from longbien.record.queries import entry
from longbien.trials import queries
from longbien.trials.actions.consent.note_consents import drawn_code, note_consents, note_own
from longbien.trials.actions.consent.publish_text import publish_text
from longbien.trials.queries.consent.register import breaches_of_consent, numbers, standing_of, steps, texts
from longbien.trials.queries.owed.figures import period_figures
from longbien.trials.rules.consent.codes import CODE, Row
from tests.trials.make import MONDAY, NOW, Staged, event, later, running
from tests.trials.owed.test_consent_rules import A, B
from tests.trials.owed.test_periodic_reports import BEFORE
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person

pytestmark = pytest.mark.django_db
WORDS = "Robot có camera đi gần bạn. Hình được xoá sau 24 giờ. Bạn rút lại được bất cứ lúc nào."


@pytest.fixture
def trial() -> Staged:
    staged = running()
    publish(staged)
    return staged


def publish(trial: Staged, words: str = WORDS, *, at=MONDAY) -> int:
    return publish_text(trial.id, purpose="Đo khoảng cách an toàn", words=words, by=trial.holder, at=at)


def note(trial: Staged, verb: str = "give", *codes: str, at=MONDAY) -> int:
    return note_consents(trial.id, verb, [Row(code, at) for code in codes or (A,)], by=trial.holder, at=NOW)


def state(trial: Staged, code: str = A) -> str:
    return standing_of(trial.id, code).state


def test_a_text_comes_in_versions_that_nobody_changes(trial):
    with refused("same-text"):
        publish(trial)
    assert publish(trial, WORDS + " Sửa.") == 2
    assert [one.version for one in texts(trial.id)] == [1, 2]
    stands = entry(Event.objects.filter(type="trials.consent-text-published/1").order_by("pk").first().pk)
    assert (stands.open["text_version"], stands.open["sha256"]) == (1, texts(trial.id)[0].sha256)
    with pytest.raises(Refusal) as found:
        publish_text(trial.id, purpose="x", words="ngắn", by=trial.holder, at=NOW)
    assert [fault.where for fault in found.value.faults] == ["purpose", "words"]
    with refused("not-allowed"):
        publish_text(trial.id, purpose="Đo đạc", words=WORDS * 2, by=trial.officer, at=NOW)


def test_nobody_consents_to_nothing():
    with refused("no-text"):
        note(running())


def test_nobody_consents_to_a_text_before_it_is_published(trial):
    with refused("before-text"):
        note(trial, "give", A, at=MONDAY - timedelta(minutes=1))
    publish(trial, WORDS + " Sửa.", at=later(90))
    with pytest.raises(Refusal) as found:
        note(trial, "give", A, at=MONDAY)
    assert "Phiên bản 2 của lời xin đồng ý được công bố lúc 09/11/2026 09:01" in found.value.what.in_language("vi")
    assert note(trial, "give", A, at=later(60)) == 1  # no form asks for the seconds
    assert note(trial, "withdraw", A, at=later(60)) == 1


def test_each_step_stands_in_the_record_without_a_code(trial):
    note(trial, "give", A, B)
    note(trial, "withdraw", at=later(60))
    note(trial, "restore", at=later(120))
    assert kinds(trial)[-3:] == ["consent-noted"] * 3
    told = [entry(one.pk) for one in Event.objects.filter(type="trials.consent-noted/1").order_by("pk")]
    assert [(one.open["verb"], one.open["count"], one.open["by_participant"]) for one in told] == [
        ("give", 2, False), ("withdraw", 1, False), ("restore", 1, False),
    ]  # fmt: skip
    assert all(A not in one.leaf for one in told)
    assert [step.verb for step in steps(trial.id, [A])] == ["give", "withdraw", "restore"]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trials_consentstep")


def test_a_step_is_to_the_text_that_was_agreed_to(trial):
    note(trial)
    publish(trial, WORDS + " Sửa.")
    note(trial, "withdraw", at=later(60))
    note(trial, "give", B)
    assert (standing_of(trial.id, A).version, standing_of(trial.id, B).version) == (1, 2)
    note(trial, "restore", at=later(120))
    note(trial, "give", A, at=later(180))
    assert standing_of(trial.id, A).version == 2


def test_what_cannot_follow_is_refused_for_all_of_a_table(trial):
    note(trial)
    for verb, at in (("give", MONDAY), ("restore", MONDAY), ("give", NOW + timedelta(hours=1))):
        with refused("consent-refused|to-come"):
            note(trial, verb, A, at=at)
    with refused("consent-refused"):
        note(trial, "give", B, A)
    assert standing_of(trial.id, B) is None
    with refused("no-code"):
        note(trial, "give", "An")
    with refused("not-allowed"):
        note_consents(trial.id, "give", [Row(B, MONDAY)], by=trial.officer, at=NOW)


def test_whoever_knows_the_code_withdraws_and_reverses_it_and_nobody_else(trial):
    note(trial)
    note_own(trial.id, "withdraw", A, at=NOW)
    assert state(trial) == "withdrawn"
    note_own(trial.id, "restore", A, at=NOW + timedelta(hours=1))
    assert state(trial) == "given"
    stands = entry(Event.objects.filter(type="trials.consent-noted/1").order_by("-pk").first().pk)
    assert (stands.open["by_participant"], stands.actor_id) == (True, ANONYMOUS.id)
    for verb, code, which in (("withdraw", B, trial.id), ("give", A, trial.id), ("withdraw", A, new_id())):
        with refused("not-found"):
            note_own(which, verb, code, at=NOW)


def test_every_code_that_is_drawn_is_one():
    drawn = [drawn_code() for _ in range(1000)]
    assert [code for code in drawn if not CODE(code)] == []
    assert len(set(drawn)) == 1000


def test_the_numbers_are_held_against_the_cap(trial):
    for code in (drawn_code() for _ in range(5)):
        note(trial, "give", code)
    note(trial)
    note(trial, "withdraw", at=later(60))
    found = numbers(trial.id, cap=4)
    assert (found.consented, found.withdrawn, found.above) == (5, 1, True)
    assert not numbers(trial.id, cap=5).above


def test_telemetry_of_who_withdrew_is_a_breach_from_then_until_the_hub_hears_of_a_reversal(trial):
    note(trial, "give", A, B)
    trial.send(event(1, participant=A), event(2, at=later(100), participant=A.lower()), event(3, at=later(100)))
    assert breaches_of_consent(trial.id) == 0
    note(trial, "withdraw", at=later(60))
    assert breaches_of_consent(trial.id) == 1
    note(trial, "restore", at=later(200))
    trial.send(
        event(4, at=later(200), participant=A),
        event(5, at=later(199), participant=A),
        event(6, at=later(150), participant=B),
        event(7, at=later(150), participant=7),
    )
    assert trial.broken() == {(name, "consent") for name in ("e2", "e4", "e5")}
    assert breaches_of_consent(trial.id, since=later(150), until=later(200)) == 1
    found = period_figures(trial.id, BEFORE, now=NOW)["consent"]
    assert found == {"consented": 2, "withdrawn": 0, "breaches": 3}


def test_a_code_in_telemetry_is_no_unknown_key(trial):
    assert "participant" not in trial.send(event(1, participant=A)).body.get("unknown", [])


def test_a_trial_without_a_text_tells_nothing_of_consent():
    assert "consent" not in period_figures(running().id, BEFORE, now=NOW)


def test_the_holders_page_notes_one_or_a_table_and_keeps_what_was_typed(trial):
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    with translation.override("en"):
        here = reverse("trials:consent", args=[trial.id])
        one = {"form": "one", "did": "give", "code": A, "day": "2026-11-09", "time": "09:00"}
        assert holder.post(here, one).status_code == 302
        again = holder.post(here, one)
        assert again.status_code == 422
        assert "has consented to this text already" in again.content.decode()
        drawn = holder.post(here, {**one, "code": ""}, follow=True).content.decode()
        assert "The participant&#x27;s code: " in drawn
        assert holder.post(here, {"form": "text", "purpose": "Đo", "words": "ngắn"}).status_code == 422
        new = {"form": "text", "purpose": "Đo khoảng cách", "words": WORDS}
        assert holder.post(here, new).status_code == 302

        def sent(content: bytes):
            return holder.post(here, {"form": "many", "table": SimpleUploadedFile("c.csv", content, "text/csv")})

        now = timezone.localtime(timezone=ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%Y-%m-%d %H:%M")
        assert "was published at" in sent(f"code,given_at\n{B},2026-11-09 09:00\n".encode()).content.decode()
        assert sent(f"code,given_at\n{B},{now}\n".encode()).status_code == 302
        for content in (b"\xff", b"code\n", f"code,given_at\n{B},2026-11-09 09:00\n".encode()):
            assert sent(content).status_code == 422
        assert holder.post(here, {"form": "nothing"}).status_code == 422
        assert numbers(trial.id, cap=4).consented == 3
        page = officer.get(here).content.decode()
        assert B not in page
        assert "4 may take part at any moment" in page
        assert WORDS in page
        assert officer.post(here, one).status_code == 403
        assert Client().get(here).status_code == 404


def test_a_participant_needs_no_account_and_the_address_holds_no_code(trial):
    note(trial, "give", A)
    with translation.override("en"):
        here = reverse("trials:taking-part", args=[trial.id])
        assert "No account is needed" in Client().get(here).content.decode()
        looked = Client().post(here, {"code": f" {A.lower()} ", "did": "look"})
        assert WORDS in looked.content.decode()
        assert looked["Referrer-Policy"] == "same-origin"
        assert "Your consent is withdrawn." in Client().post(here, {"code": A, "did": "withdraw"}).content.decode()
        assert state(trial) == "withdrawn"
        twice = Client().post(here, {"code": A, "did": "withdraw"})
        assert (twice.status_code, A in twice.content.decode()) == (422, True)
        assert "is reversed" in Client().post(here, {"code": A, "did": "restore"}).content.decode()
        assert state(trial) == "given"
        for said in ({"code": B, "did": "look"}, {"code": A, "did": "give"}, {"code": "", "did": "look"}, {}):
            assert Client().post(here, said).status_code == 422
        assert Client().get(reverse("trials:taking-part", args=[new_id()])).status_code == 404
        register = Client().get(reverse("trials:registered", args=[queries.card(trial.id).slug])).content.decode()
        assert here in register
    assert steps(trial.id)[-1].at <= timezone.now()


def test_a_browser_may_send_what_the_page_of_a_participant_asks(trial):
    note(trial, "give", A)
    here, browser = reverse("trials:taking-part", args=[trial.id]), Client(enforce_csrf_checks=True)
    shown = browser.get(here)
    origin = "null" if shown["Referrer-Policy"] == "no-referrer" else "http://testserver"  # as the Fetch standard says
    token = browser.cookies["csrftoken"].value
    sent = {"code": A, "did": "withdraw", "csrfmiddlewaretoken": token}
    assert browser.post(here, sent, headers={"Origin": origin}).status_code == 200
    assert state(trial) == "withdrawn"
