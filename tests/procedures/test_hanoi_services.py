"""The services of Hanoi: what each rests on, its sample cases walked, its letters drawn."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from longbien.credentials.queries import draw, faults_in
from longbien.kernel.sourced import Sourced, read_yaml
from longbien.procedures.files import read_bundle
from longbien.procedures.queries.letters import in_words, sample
from longbien.procedures.rules.authoring.answers import fewest_answers
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.texts import plain
from longbien.procedures.rules.authoring.trying import faults_in as missteps_in
from longbien.procedures.rules.authoring.trying import try_samples

FOLDER = Path(__file__).parents[2] / "hubs/hanoi/procedures"
SERVICES = sorted(FOLDER.glob("*.yaml"))
LETTERS = [(path.stem, name) for path in SERVICES for name in read_yaml(path).data.get("letters", {})]
ASKED_FOR = {
    "challenge-application", "stage-gate", "controlled-testing-licence", "testing-area", "trial-extension",
    "trial-incident", "legal-advice", "expert-residency", "laboratory-booking", "data-access", "data-renewal", "appeal",
    "fintech-preparation", "investment-decision", "investor-eligibility", "data-subject-request",
}  # fmt: skip
# Nobody has a right to an investment, so nobody appeals against none.
NOT_DECISIONS = {"appeal", "legal-advice", "trial-incident", "fintech-preparation", "investment-decision"}


def service(name):
    bundle = read_bundle(FOLDER / f"{name}.yaml")
    return bundle, edition_in(bundle, settings.HUB.languages)


def samples(name):
    source = read_yaml(FOLDER / "samples" / f"{name}.yaml")
    return Sourced(source.file, plain(source.data), source.lines)


def test_every_service_that_the_hub_needs_is_there():
    assert {path.stem for path in SERVICES} == ASKED_FOR


@pytest.mark.parametrize("name", sorted(ASKED_FOR))
def test_its_sample_cases_go_as_they_say(name):
    _bundle, edition = service(name)
    given = samples(name)
    assert missteps_in(given, edition, settings.HUB.calendar) == ()
    tried = try_samples(given.data, edition, settings.HUB.calendar)
    assert len(tried) >= 2
    assert any(step.refused for one in tried for step in one.steps)


@pytest.mark.parametrize("name", sorted(ASKED_FOR))
def test_it_names_its_law_or_says_that_there_is_none(name):
    _bundle, edition = service(name)
    shown = edition.definition.service
    assert bool(shown.legal_basis) != shown.is_hub_rule
    assert all((basis.verified, basis.as_of) == (False, "2026-03") for basis in shown.legal_basis)
    assert all(state.next or state.final for state in edition.definition.states.values())
    assert not any(action.fee for action in edition.definition.actions.values())
    assert not any(state.silence for state in edition.definition.states.values())


@pytest.mark.parametrize("name", sorted(ASKED_FOR - NOT_DECISIONS))
def test_whoever_is_refused_may_appeal_and_be_heard_again(name):
    _bundle, edition = service(name)
    [state] = [one for one in edition.definition.states.values() if one.appeal]
    assert state.appeal.procedure == "hanoi.appeal"
    again = edition.definition.actions[state.appeal.reopen]
    assert not edition.definition.states[again.target].final


@pytest.mark.slow
@pytest.mark.parametrize(("name", "letter"), LETTERS, ids=["-".join(pair) for pair in LETTERS])
def test_its_letters_can_be_drawn(name, letter):
    bundle, edition = service(name)
    said = sample(edition)
    assert faults_in(bundle.letters[letter], said, sample(edition, fewest_answers)) == ()
    assert draw(bundle.letters[letter], said, "vi").startswith(b"%PDF-")


def test_a_letter_says_what_was_decided_in_both_languages(tmp_path):
    bundle, edition = service("testing-area")
    said = sample(edition)
    said |= {"applicant": "Trường Ẩn Ý", "reason": "Nơi phù hợp", "date_text": in_words(date(2026, 11, 28))}
    said["answers"]["proposal"] |= {"title": "Khuôn viên phía nam", "from": "2026-12-01", "until": "2027-12-01"}
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(draw(bundle.letters["designation"], said, "vi"))
    text = read(pdf)
    for words in (
        "Trường Ẩn Ý",
        "Khuôn viên phía nam",
        "01/12/2026",
        "ngày 28 tháng 11 năm 2026",
        "Designation of a testing area",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("wished", "says"),
    [
        ("2026-11-20", ("Bắt đầu: 29/11/2026, là ngày cấp: ngày mong muốn 20/11/2026 đã qua", "Start: 29/11/2026")),
        ("2026-12-10", ("Bắt đầu: 10/12/2026", "Start: 10/12/2026")),
    ],
)
def test_the_letter_with_a_licence_begins_when_the_licence_does(wished, says, tmp_path):
    bundle, edition = service("controlled-testing-licence")
    said = sample(edition) | {"date": "2026-11-29"}
    said["answers"]["plan"]["start"] = wished
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(draw(bundle.letters["cover"], said, "vi"))
    text = " ".join(read(pdf).split())
    assert [words for words in says if words not in text] == []


def read(pdf):
    ran = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return ran.stdout
