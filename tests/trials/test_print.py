"""A licence on paper: drawn up by the worker, sealed, open to everyone, a new one for each version."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from longbien.credentials.queries import seal_check
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.record.actions.store_document import store_document
from longbien.record.queries import documents, open_document
from longbien.trials import queries
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.actions.issue_licence import Application, issue_licence, write_version
from longbien.trials.actions.print_licence import print_licence
from longbien.trials.queries.public.printed import printed
from longbien.trials.rules.prose.articles import articles
from tests.trials.make import NOW, licensed, plan_data, regime_data

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def flat(said: str) -> str:
    return "".join(said.split())


def test_a_licence_is_printed_as_it_is_enforced_and_sealed():
    trial = licensed(exemptions=[{"provision": "Điều 9", "why": "Thiết bị không người lái."}])
    print_licence(trial.id, at=NOW)
    with open_document(printed(trial.id).id) as file:
        pdf = file.read()
    assert seal_check(pdf).holds
    paper = flat(text_of(pdf))
    for article in articles(queries.trial(trial.id).policy):
        for line in article.lines:
            assert flat(line["vi"]) in paper
            assert flat(line["en"]) in paper
    assert flat("Đơn vị được cấp phép") + flat("Nhóm Mẫu") in paper


def test_the_day_of_the_grant_is_that_of_the_hub_not_of_greenwich():
    trial = licensed()
    night = datetime(2026, 11, 28, 18, 24, tzinfo=UTC)
    write_version(trial.row, queries.trial(trial.id).policy, case_id=None, at=night)
    print_licence(trial.id, at=NOW)
    with open_document(printed(trial.id).id) as file:
        paper = flat(text_of(file.read()))
    assert flat("cấp ngày 29/11/2026") in paper
    assert flat("granted on 29 November 2026") in paper


def test_it_is_printed_once():
    trial = licensed()
    print_licence(trial.id, at=NOW)
    print_licence(trial.id, at=NOW + timedelta(minutes=1))
    assert len(documents(Subject("trials.trial", trial.id))) == 1


def test_anyone_reads_it_and_hears_when_it_is_not_there_yet():
    trial = licensed()
    address = f"/register/{queries.card(trial.id).slug}/licence.pdf"
    early = Client().get(address)
    assert (early.status_code, "bản in đang được lập" in early.content.decode()) == (404, True)
    print_licence(trial.id, at=NOW)
    paper = Client().get(address)
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    assert Client().get("/register/TĐ-1999-001/licence.pdf").status_code == 404
    assert address in Client().get(f"/register/{queries.card(trial.id).slug}").content.decode()


def test_what_a_person_stored_under_its_name_is_no_licence():
    trial = licensed()
    name = f"{trial.row.number}.pdf"
    store_document([b"%PDF-1.7 forged"], name=name, subject=Subject("trials.trial", trial.id), by=trial.holder, at=NOW)
    assert printed(trial.id) is None


def test_a_regime_that_counsel_has_signed_prints_without_the_warning():
    """Hubs that have it signed must get a licence, too."""
    warned, signed = licensed(), regime_data(code="signed", verified={"by": "Luật sư Mẫu", "on": "2026-11-01"})
    adopt_regime(signed, by=SYSTEM, at=NOW)
    asked = Application(warned.organisation_id, plan_data(), regime="signed")
    papers = []
    for trial_id in (warned.id, issue_licence(asked, by=SYSTEM, at=NOW)):
        print_licence(trial_id, at=NOW)
        with open_document(printed(trial_id).id) as file:
            papers.append(flat(text_of(file.read())))
    assert [flat("chưa được pháp chế xác nhận") in paper for paper in papers] == [True, False]
    assert all(flat("Test Law 1/2025, Art. 7.") in paper for paper in papers)
