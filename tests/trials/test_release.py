"""An exit report is public when both agree, and lies on paper, sealed, for whoever may read it."""

import json

import pytest
from django.test import Client

from longbien.credentials.queries import seal_check
from longbien.kernel.refusal import Refusal
from longbien.record.queries import open_document
from longbien.trials import models, queries
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.leaving.print_exit import print_exit
from longbien.trials.actions.leaving.release_exit import release_exit
from longbien.trials.queries.leaving.exit_words import lines
from longbien.trials.queries.leaving.exits import KEPT, PUBLISHED, REFUSED, UNDECIDED, exit_figures, exit_report
from longbien.trials.queries.public.printed import printed_exit
from longbien.trials.queries.public.register import register_mark
from longbien.trials.rules.leaving.exit import Answers
from tests.trials.evidence import of_a_kind
from tests.trials.make import NOW, event, later, running
from tests.trials.test_leaving import as_person as signed_in
from tests.trials.test_print import flat, text_of

pytestmark = pytest.mark.django_db
SAID = {
    "activities": "Giao hàng trong khuôn viên trường.\n\nMỗi ngày ba chuyến.",
    "results": "Không có sự cố nào <script>alert(1)</script>.",
    "learnt": "Cần vạch sang đường riêng cho robot.",
    "recommendation": "Sửa quy định về phương tiện không người lái.",
}
WHY = "Báo cáo còn nêu tên nhà cung cấp."


def left(*, may_publish=True):
    trial = running()
    trial.send(event(1), event(2, at=later(5)))
    close_trial(trial.id, by=trial.holder, at=NOW)
    file_exit(trial.id, Answers(**SAID, may_publish=may_publish), by=trial.holder, at=NOW)
    return trial


def decide(trial, *, publish, reason="", by=None):
    release_exit(trial.id, publish=publish, reason=reason, by=by or trial.officer, at=NOW)


def public(trial, end=""):
    return Client().get(f"/en/register/{queries.card(trial.id).slug}{end}")


def test_nobody_else_reads_it_before_both_agree():
    trial = left()
    assert exit_report(trial.id).standing == UNDECIDED
    assert public(trial, "/exit").status_code == public(trial, "/exit.pdf").status_code == 404
    told = json.loads(public(trial, ".json").content)["exit_report"]
    assert (told["published"], "answers" in told) == (False, False)
    assert "/exit" not in public(trial).content.decode()


def test_published_it_is_open_to_everyone_in_words_and_data():
    trial = left()
    before = register_mark(NOW.date())
    decide(trial, publish=True)
    assert register_mark(NOW.date()) != before
    assert exit_report(trial.id).standing == PUBLISHED
    page = public(trial, "/exit")
    assert (page.status_code, "Mỗi ngày ba chuyến." in page.content.decode()) == (200, True)
    assert "<script>alert" not in page.content.decode()
    told = json.loads(public(trial, ".json").content)["exit_report"]
    assert told["answers"]["learnt"] == SAID["learnt"]
    assert f"/en/register/{queries.card(trial.id).slug}/exit" in public(trial).content.decode()


def test_the_authority_may_keep_it_back_and_think_again():
    trial = left()
    decide(trial, publish=False, reason=WHY)
    kept = exit_report(trial.id)
    assert (kept.standing, kept.reason, public(trial, "/exit").status_code) == (KEPT, WHY, 404)
    decide(trial, publish=True)
    assert exit_report(trial.id).standing == PUBLISHED
    with pytest.raises(Refusal, match="published-already"):
        decide(trial, publish=False, reason=WHY)
    assert models.ExitRelease.objects.count() == 2


def test_neither_can_publish_it_alone():
    trial = left(may_publish=False)
    assert exit_report(trial.id).standing == REFUSED
    with pytest.raises(Refusal, match="holder-disagrees"):
        decide(trial, publish=True)
    with pytest.raises(Refusal) as refused:
        decide(trial, publish=True, by=trial.holder)
    assert refused.value.status == 403


def test_there_is_nothing_to_decide_before_the_report():
    with pytest.raises(Refusal, match="no-report"):
        decide(running(), publish=True)


def test_the_officer_finds_it_decides_and_is_told_what_is_missing():
    trial = left()
    officer = signed_in(trial.officer)
    assert f"/en/trials/{queries.card(trial.id).slug}/exit" in officer.get("/en/me").content.decode()
    address = f"/en/trials/{queries.card(trial.id).slug}/exit/release"
    assert address in officer.get(address.removesuffix("/release")).content.decode()
    for sent, said in (
        ({}, "May everyone read this report?"),
        ({"decision": "keep", "reason": "ngắn"}, "A reason is needed"),
        ({"decision": "burn"}, "burn"),
    ):
        answer = officer.post(address, sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), sent
    assert "ngắn" in officer.post(address, {"decision": "keep", "reason": "ngắn"}).content.decode()
    done = officer.post(address, {"decision": "publish"}, follow=True)
    assert "The report is public." in done.content.decode()
    assert f"/en/trials/{queries.card(trial.id).slug}/exit" not in officer.get("/en/me").content.decode()


def test_it_lies_on_paper_once_sealed_for_who_may_read_it():
    trial = left()
    address = f"/en/trials/{queries.card(trial.id).slug}/exit.pdf"
    holder = signed_in(trial.holder)
    assert "just filed" in holder.get(address).content.decode()
    print_exit(trial.id, at=NOW)
    print_exit(trial.id, at=NOW)
    with open_document(printed_exit(trial.id).id) as file:
        pdf = file.read()
    assert seal_check(pdf).holds
    paper = flat(text_of(pdf))
    assert all(flat(line) in paper for said in SAID.values() for line in said.split("\n"))
    assert flat("Những gì sổ ghi nhận") in paper
    assert flat("What the record knows") in paper
    assert holder.get(address)["Content-Type"] == "application/pdf"
    assert Client().get(address).status_code in (302, 404)
    decide(trial, publish=True)
    assert public(trial, "/exit.pdf")["Content-Type"] == "application/pdf"


def test_nothing_is_printed_of_a_trial_that_goes_on():
    trial = running()
    print_exit(trial.id, at=NOW)
    assert printed_exit(trial.id) is None


def test_what_a_kind_counts_is_called_by_its_name():
    trial = of_a_kind()
    figures = exit_figures(trial.id) | {"incidents": {"collision": 1}}
    said = dict(lines(figures, queries.policy_of(trial.id)))
    assert {code for code in ("collision", "near_miss") if any(code in value for value in said.values())} == set()
