"""Letters of procedures: their templates are tried before a version is published."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from longbien.credentials.queries import draw, faults_in
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import read_yaml
from longbien.procedures.files import read_bundle
from longbien.procedures.models import Letter, Version
from longbien.procedures.queries.letters import in_words, sample, sample_with
from longbien.procedures.rules.authoring.answers import every_answer, fewest_answers
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.starter import starter
from longbien.procedures.rules.authoring.texts import plain
from longbien.procedures.rules.authoring.trying import papers_in
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.questions.shapes import validator_of
from longbien.procedures.rules.reading import read_definition
from tests.procedures import make
from tests.procedures.world import LETTER, World

pytestmark = pytest.mark.django_db
WITH = {"letters": {"award": "letters/award.typ"}, "actions.approve.do": ["letter award"]}


def test_a_template_that_asks_for_what_no_letter_says_is_not_published():
    template = LETTER + "#letter.salary"
    with pytest.raises(Refusal) as refused:
        make.published(make.changed(make.sample(), {"set": WITH}), letters={"award": template})
    (fault,) = refused.value.faults
    assert fault.where.startswith("letters/award.typ:")
    assert "salary" in fault.what["en"]
    assert not Version.objects.exists()


def test_a_letter_says_what_was_decided_and_nothing_personal():
    world = World.of({})
    world.play([
        {"publish": WITH},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "approve", "reason": "Good."},
    ])  # fmt: skip
    said = Letter.objects.get().data
    assert (said["reason"], said["decided_by"], said["decision"]["en"]) == ("Good.", "Officer", "Approve")
    assert said["answers"] == {"request": {"title": "A thing", "size": 2}}
    assert (said["date"], said["date_text"]["en"]) == ("2026-12-07", "7 December 2026")


def test_a_deadline_that_orders_the_letter_of_the_move_again_passes_all_the_same():
    late = {"within": "1wd", "late": ["letter award", "notify officer"], "then": "lapse"}
    lapse = make.action("screening", "rejected", "system")
    world = World.of({})
    world.play([
        {"publish": WITH | {"actions.submit.do": ["letter award"], "states.screening.sla": late,
                            "actions.lapse": lapse}},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"clock": "2026-12-09 09:00"},
    ])  # fmt: skip
    assert world.case.state == "rejected"
    assert Letter.objects.count() == 1


FORM = {
    "type": "object",
    "required": ["title", "parts", "sure", "goods"],
    "properties": {
        "title": {"type": "string"},
        "note": {"type": "string"},
        "name": {"type": "string", "x-class": "personal"},
        "from": {"type": "string", "format": "date"},
        "size": {"type": "integer", "minimum": 3},
        "kind": {"enum": ["a", "b"]},
        "kinds": {"type": "array", "items": {"enum": ["a", "b"]}},
        "sure": {"type": "boolean"},
        "cost": {"$ref": "urn:longbien:money"},
        "parts": {"type": "array", "items": {"type": "object", "required": ["of", "why"], "properties": {
            "of": {"type": "string"}, "more": {"type": "string"},
            "why": {"type": "string", "x-when": "row.of != ''"}}}},
        "goods": {"type": "string", "x-when": "data.sure"},
        "why": {"type": "string", "x-when": "data.size > 2"},
        "twice": {"type": "integer", "x-computed": "data.size * 2"},
    },
}  # fmt: skip
WRONG = {
    "no name of a letter": ("#letter.salary", "There is: answers, appeal, applicant,"),
    "no question of the form": ("#letter.answers.request.colour", "There is: cost, from, goods, kind, kinds, note,"),
    "no language of the hub": ("#letter.service.fr", "There is: en, vi"),
    "a personal answer": ("#letter.answers.request.name", "has no “name”"),
    "a required answer to a question that is asked only sometimes": (
        "#letter.answers.request.goods",
        '“goods” may be left unanswered: write .at("goods", default: "–")',
    ),
    "the same in a row": ("#for part in letter.answers.request.parts [#part.why]", "“why”"),
    "an answer that may be missing": ("#letter.answers.request.note", '.at("note", default: "–")'),
    "an answer that may be missing, through a name given before": (
        "#let asked = letter.shown.request; #asked.note.vi",
        'write asked.at("note", default: (vi: "–")).vi in place of .note',
    ),
    "no question of the form, through a name given before": (
        "#let asked = letter.shown.request; #asked.colour.vi",
        "There is: cost, from, goods, kind, kinds, note,",
    ),
    "the same in a row, in words": (
        "#for part in letter.shown.request.parts [#part.more.en]",
        'write part.at("more", default: (en: "–")).en',
    ),
    "a map of languages": ("/ Dịch vụ: #letter.service", "letter.service.en"),
    "one bracket that is missing": ('#letter.legal_basis.join("; " \n#f(\n[x]', "is never closed"),
    "a name without its beginning": ("#applicant", "such as letter.applicant"),
    "a list": ("#letter.legal_basis", ".join"),
}


def faults(line):
    return faults_in(LETTER + line, letter_sample(), letter_sample(fewest_answers), named="award.typ")


def letter_sample(answers=every_answer):
    return sample(Edition(read_definition(make.sample(), settings.HUB.languages), {"request": FORM}), answers)


SAMPLES = {
    "samples": [
        {
            "title": "granted",
            "today": "2026-11-23",
            "steps": [
                {"do": "submit", "by": "applicant", "with": {"title": "A stall", "size": 2}},
                {"do": "approve", "by": "officer", "reason": "It is fit.", "to": "accepted"},
            ],
        },
        {"title": "begun", "steps": [{"do": "submit", "by": "applicant", "with": {"title": "Other", "size": 1}}]},
    ]
}


def test_a_letter_is_looked_at_with_the_answers_of_a_sample():
    edition = Edition(read_definition(make.changed(make.sample(), {"set": WITH}), make.LANGUAGES), make.sample_forms())
    papers = papers_in(SAMPLES, edition, settings.HUB.calendar)
    said = sample_with(edition, papers["award"])
    assert said["shown"]["request"] == {"title": {"vi": "A stall", "en": "A stall"}, "size": {"vi": "2", "en": "2"}}
    assert (said["date"], said["reason"]) == ("2026-11-23", "It is fit.")
    assert said["state"] == {"vi": "Được chấp thuận", "en": "Accepted"}
    assert papers.keys() == {"award"}
    assert sample_with(edition, papers.get("other")) == sample(edition)


@pytest.mark.parametrize("name", sorted(path.stem for path in Path("hubs/hanoi/procedures/samples").glob("*.yaml")))
def test_the_samples_of_the_hub_fill_its_letters(name):
    path = Path("hubs/hanoi/procedures") / f"{name}.yaml"
    edition = edition_in(read_bundle(path), make.LANGUAGES)
    data = plain(read_yaml(path.parent / "samples" / path.name).data)
    for paper in papers_in(data, edition, settings.HUB.calendar).values():
        said = sample_with(edition, paper)
        assert said.keys() == sample(edition).keys()
        assert said["decision"] == dict(paper.action.title)


@pytest.mark.parametrize("what", WRONG)
def test_what_would_go_wrong_after_the_decision_is_said_before(what):
    line, words = WRONG[what]
    (fault,) = faults(line)
    assert fault.where == f"award.typ:{LETTER.count(chr(10)) + 1}"
    assert words in fault.what["en"]


def test_what_a_letter_may_print_has_no_fault():
    fine = '#letter.service.vi #letter.legal_basis.join("; ") #letter.answers.request.at("note", default: "–")'
    assert faults(fine) == ()


def test_the_answers_of_a_sample_have_the_shape_of_answers():
    every = every_answer(FORM)
    assert list(validator_of(FORM).iter_errors(every)) == []
    assert set(every) == set(FORM["properties"])
    assert fewest_answers(FORM) == {"title": "–", "sure": True, "parts": [{"of": "–"}]}
    assert "name" not in letter_sample()["answers"]["request"]


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 11, 28), "ngày 28 tháng 11 năm 2026", "28 November 2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", "5 February 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026", "10 March 2026"),
    ],
)
def test_a_letter_writes_its_day_in_each_language(day, vi, en):
    assert in_words(day) == {"vi": vi, "en": en}


@pytest.mark.parametrize(
    ("given", "first"), [(("", ""), "Case: HS-1\n"), (("Noise", "It is fit."), "Case: HS-1, Noise\n")]
)
def test_the_letter_of_a_new_service_has_no_loose_ends(given, first):
    title, reason = given
    texts = starter("test", "lab-visit", "VN", make.LANGUAGES)
    schemas = {"request": json.loads(texts.forms["forms/lab-visit.schema.json"])}
    said = sample(Edition(read_definition(yaml.safe_load(texts.procedure), make.LANGUAGES), schemas))
    said |= {"case_number": "HS-1", "case_title": title, "reason": reason, "reason_note": {"vi": "", "en": ""}}
    pdf = draw(texts.forms["letters/lab-visit.typ"], said, "en")
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert first in read
    assert ("Reason:\nIt is fit." in read, "Reason" in read) == (bool(reason), bool(reason))


@pytest.mark.parametrize("name", [("describe-a-service", "-further"), ("mo-ta-dich-vu", "-tiep")])
def test_what_the_guide_shows_can_be_read_and_drawn(name):
    pages = (Path(__file__).parents[2] / f"docs/how-to/{name[0]}{more}.md" for more in ("", name[1]))
    guide = "".join(one.read_text() for one in pages)
    for block in re.findall(r"```yaml\n(.*?)```", guide, re.S):
        assert yaml.safe_load(block)
    _, form = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", guide, re.S))
    edition = Edition(read_definition(make.sample(), settings.HUB.languages), {"request": form})
    template = re.search(r"```typst\n(.*?)```", guide, re.S)[1]
    assert faults_in(template, sample(edition), sample(edition, fewest_answers)) == ()


def test_everyone_who_decided_is_named_with_their_own_reason():
    world = World.of({})
    world.play([
        {"publish": WITH | {"actions.approve.quorum": 2}},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "approve", "reason": "It is safe."},
        {"at": "2026-12-08T10:00", "by": "officer2", "do": "approve", "reason": "Đúng luật."},
    ])  # fmt: skip
    said = Letter.objects.get().data
    assert [(one["name"], one["reason"], one["day"]) for one in said["deciders"]] == [
        ("Officer", "It is safe.", "2026-12-07"),
        ("Officer2", "Đúng luật.", "2026-12-08"),
    ]
    assert [one["reason_note"]["en"] for one in (*said["deciders"], said)] == ["", *["(written in Vietnamese)"] * 2]
    assert (said["reason_lang"], said["reason_note"]["vi"]) == ("vi", "")
    assert said["deciders"][0]["role"] == dict(settings.HUB.roles["programme-officer"])
    assert said["deciders"][0]["day_text"]["en"] == "7 December 2026"
    assert said["decided_by"] == "Officer2"


def test_a_vote_that_went_elsewhere_is_nobodys_word_for_the_decision():
    world = World.of({})
    world.play([
        {"publish": WITH | {
            "roles.board": "body:gate-board", "actions.approve.by": ["officer", "board"], "actions.approve.quorum": 2,
            "actions.reject.quorum": 2,
        }},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "reject", "reason": "No."},
        {"by": "officer2", "do": "approve", "reason": "Yes."},
        {"by": "board", "do": "approve", "reason": "Yes, too."},
    ])  # fmt: skip
    deciders = Letter.objects.get().data["deciders"]
    assert [(one["name"], one["role"]["en"]) for one in deciders] == [
        ("Officer2", settings.HUB.roles["programme-officer"]["en"]), ("Board", "Stage-gate board"),
    ]  # fmt: skip


def test_four_eyes_name_the_officer_before_and_never_the_applicant():
    world = World.of({})
    world.play([
        {"publish": WITH | {
            "states.decision": {}, "actions.pass": make.action("screening", "decision", "officer", require=["reason"]),
            "actions.approve.from": "decision", "actions.approve.four_eyes": ["submit", "pass"],
        }},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "pass", "reason": "Complete."},
        {"by": "officer2", "do": "approve", "reason": "Good."},
    ])  # fmt: skip
    deciders = Letter.objects.get().data["deciders"]
    assert [(one["name"], one["did"]["en"], one["reason"]) for one in deciders] == [
        ("Officer", "Do", "Complete."), ("Officer2", "Approve", "Good."),
    ]  # fmt: skip


def test_what_the_system_decided_it_signs_alone():
    world = World.of({})
    world.play([
        {"publish": WITH | {
            "actions.pass": make.action("screening", "accepted", "system", auto=True, do=["letter award"]),
        }},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
    ])  # fmt: skip
    (one,) = Letter.objects.get().data["deciders"]
    assert (one["role"]["en"], one["did"]["en"], one["reason"]) == ("The system", "Do", "")
