"""What helps to write a procedure: samples (tests/specs/procedures/samples.yaml), limits, comparison, the review."""

import json
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.changes import changes_at
from longbien.procedures.rules.authoring.review import review
from longbien.procedures.rules.authoring.samples import VALIDATOR
from longbien.procedures.rules.authoring.starter import is_untouched, starter, untouched_parts
from longbien.procedures.rules.authoring.starter import wishes as starter_parts
from longbien.procedures.rules.authoring.starter.wishes import Wishes, parts_in
from longbien.procedures.rules.authoring.texts import MOST_FORMS, MOST_LETTERS, Texts, is_letter, read, too_much
from longbien.procedures.rules.authoring.trying import endings, faults_in, try_samples
from longbien.procedures.rules.expressions import CannotTell, Reckoning, Situation
from longbien.procedures.rules.migrating.verdicts import Edition
from tests.procedures import make

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/samples.yaml").read_text())["cases"]
CALENDAR = WorkingDays("VN", "Asia/Ho_Chi_Minh")
FILES = make.form(
    plan={"$ref": "urn:longbien:file"},
    where={"type": "string", "x-choices": "room.list"},
    when={"type": "array", "items": {"enum": ["a"]}, "x-choices": "room.list"},
    other={"type": "string", "x-choices": "room.list", "optional": True},
    rows={"type": "array", "items": make.form(which={"type": "string", "x-choices": "room.list"}), "optional": True},
)
PAPER = make.form(
    plan={"$ref": "urn:longbien:file", "x-accept": [".pdf"]},
    until={"$ref": "urn:longbien:time", "optional": True},
    home={"$ref": "urn:longbien:address", "optional": True},
    rows={
        "type": "array",
        "optional": True,
        "items": make.form(
            plan={"$ref": "urn:longbien:file", "x-accept": [".pdf"], "optional": True},
            at={"type": "string", "x-choices": "room.list", "optional": True},
        ),
    },
)


def edition(changes=None, forms=None):
    data = make.sample()
    data["roles"]["reviewer"] = "assigned:review"
    review_ = {"count": 2, "by": "reviewer", "form": "review", "assign": "room.matcher"}
    data["states"]["screening"] = {"sla": {"within": "3wd"}, "tasks": {"review": review_}}
    data["states"]["more_info"] = {"clock": "stop"}
    data["actions"]["ask"] = make.action("screening", "more_info", "officer")
    data["actions"]["answer"] = make.action("more_info", "screening", "applicant")
    data["actions"]["note"] = make.action("screening", "screening", "officer")
    schemas = make.sample_forms() | {
        "review": make.form(score={"type": "integer", "maximum": 5}),
        "files": FILES,
        "paper": PAPER,
    }
    return Edition(make.definition(make.changed(data, {"set": changes or {}})), schemas | (forms or {}))


@pytest.mark.parametrize("spec", SPECS, ids=[spec["title"] for spec in SPECS])
def test_samples(spec):
    offered = {source: frozenset(values) for source, values in spec.get("offered", {}).items()}
    samples = {"procedure": "test.sample", "samples": [{"title": make.bi(spec["title"]), "steps": spec["steps"]}]}
    samples |= {"answers": spec["answers"]} if "answers" in spec else {}
    assert VALIDATOR.is_valid(samples)
    (tried,) = try_samples(samples, edition(spec.get("set")), CALENDAR, offered)
    wrong = {n: step.wrong["en"] for n, step in enumerate(tried.steps) if step.wrong}
    assert wrong == spec.get("wrong", {})
    assert tried.went_well == (not wrong)


def test_a_sample_stops_at_its_first_fault():
    steps = [{"do": "submt", "by": "applicant"}, {"do": "approve", "by": "officer", "reason": "Good", "to": "accepted"}]
    samples = [{"title": "a", "steps": steps}, {"title": "b", "steps": steps[:1]}]
    tried = try_samples({"samples": samples}, edition(), CALENDAR)
    assert [len(one.steps) for one in tried] == [1, 1]


def test_a_file_of_samples_has_a_shape_a_procedure_and_a_fault_at_its_line():
    def faults(text):
        return [
            (f.where, f.what["en"]) for f in faults_in(make.source(yaml.safe_load(text), "s.yaml"), edition(), CALENDAR)
        ]

    assert faults("{procedure: test.sample, samples: []}") == [("s.yaml:2", "At least 1 is needed.")]
    step = "{title: a, today: '2026-11-23', steps: [{do: submit, by: applicant, refused: guard}]}"
    assert faults(f"{{procedure: test.other, samples: [{step}]}}") == [("s.yaml:1", "This is not “test.sample”.")]
    ((where, what),) = faults(f"{{procedure: test.sample, samples: [{step}]}}")
    assert (where, what.startswith("It is refused (form-faults)")) == ("s.yaml:6", True)


def test_answers_that_nobody_wrote_can_t_be_taken_up():
    step = {"do": "submit", "by": "applicant", "answers": {"from": "usaul", "without": ["size"]}}
    other = {**step, "answers": {"from": "usual", "without": ["size", "title"]}}
    data = {"procedure": "test.sample", "answers": {"usual": {"title": "Abc"}}, "samples": []}

    def faults(*steps):
        samples = data | {"samples": [{"title": "a", "steps": list(steps)}]}
        return [fault.what["en"] for fault in faults_in(make.source(samples, "s.yaml"), edition(), CALENDAR)]

    assert faults(step) == ["There is no set of answers “usaul”. There are: usual. Did you mean “usual”?"]
    assert faults(other) == ["There is no answer “size”. There are: title."]
    assert faults(step, other)[0] == "There is no set of answers “usaul”. There are: usual. Did you mean “usual”?"


def test_what_changes_for_a_case_at_a_step():
    old, new = (
        edition(),
        edition(
            {
                "states.screening": {
                    "title": make.bi("Desk"),
                    "sla": {"within": "5wd", "then": "lapse", "late": ["notify officer"]},
                },
                "actions.lapse": {"title": make.bi("Lapse"), "from": "screening", "to": "rejected", "by": "system"},
                "actions.approve.guard": "data.size > 1",
                "actions.approve.do": ["notify applicant"],
                "actions.ask.from": "draft",
            },
            {"request": make.form(title={"type": "string"}, colour={"type": "string"})},
        ),
    )
    said = [
        (one.change, one.what["en"], one.before, one.after) for one in changes_at(old, new, "screening", "screening")
    ]
    assert ("changed", "Deadline", "3wd", "5wd") in said
    assert ("removed", "Tasks", "2 × review (reviewer, review)", "") in said
    assert ("added", "When it passes", "", "lapse") in said
    assert ("added", "Action “Approve”: condition", "", "data.size > 1") in said
    assert ("removed", "Action “Do”", "officer", "") in said
    assert ("added", "Action “Lapse”", "", "system") in said
    questions = [
        (one.change, one.what["en"]) for one in changes_at(old, new, "draft", "draft") if "question" in one.what["en"]
    ]
    assert questions == [
        ("changed", "Form “request”, question “title”"),
        ("removed", "Form “request”, question “size”"),
        ("added", "Form “request”, question “colour”"),
    ]


def test_a_question_that_need_not_be_answered_any_more_has_changed():
    forms = {"request": {**make.sample_forms()["request"], "required": ["title"]}}
    (one,) = changes_at(edition(), edition(forms=forms), "draft", "draft")
    assert (one.change, one.what["en"]) == ("changed", "Form “request”, question “size”")


def test_nothing_changes_and_a_step_that_is_gone():
    assert changes_at(edition(), edition(), "screening", "screening") == ()
    (one,) = changes_at(edition(), edition(), "screening", "gone")
    assert (one.change, one.what["en"]) == ("removed", "State “Being checked”")


def written(data=None, forms=None, samples=""):
    forms = make.sample_forms() if forms is None else forms
    return Texts(
        yaml.safe_dump(make.sample() if data is None else data, allow_unicode=True, sort_keys=False),
        {f"forms/{name}.schema.json": json.dumps(form) for name, form in forms.items()},
        samples,
    )


def looked_at(texts, code="test.sample"):
    return review(texts, code, make.KNOWN, CALENDAR)


STEPS = """procedure: test.sample
samples:
- title: a
  steps:
  - {do: submit, by: applicant, with: {title: Abc, size: 2}"""


def test_texts_in_order():
    found = looked_at(written(samples=STEPS + "}"))
    assert (found.in_order, found.faults, [one.went_well for one in found.tried]) == (True, (), [True])
    assert looked_at(written()).tried == ()


def test_a_fault_is_shown_with_its_line():
    (fault,) = looked_at(written(make.changed(make.sample(), {"set": {"actions.submit.by": "nobody"}}))).faults
    assert (fault.file, fault.shown) == ("procedure.yaml", "by: nobody")
    broken = looked_at(Texts("a: [", {}))
    assert (broken.bundle, broken.faults[0].line) == (None, 1)
    assert looked_at(Texts("", {})).faults[0].shown == ""


def test_faults_of_forms_and_samples_stand_at_their_files():
    texts = written(forms={"request": {"type": "object"}})
    assert {one.file for one in looked_at(texts).faults} == {"forms/request.schema.json"}
    assert (
        looked_at(Texts(texts.procedure, {"forms/request.schema.json": "{"})).faults[0].file
        == "forms/request.schema.json"
    )
    assert "not there" in looked_at(Texts(texts.procedure, {})).faults[0].what["en"]
    samples = looked_at(written(samples="samples: 1"))
    assert (samples.in_order, {one.file for one in samples.faults}) == (False, {"samples.yaml"})
    wrong = looked_at(written(samples=STEPS + ", to: gone}"))
    assert (wrong.in_order, wrong.faults[0].line, wrong.tried[0].went_well) == (False, 5, False)
    assert looked_at(written(samples="[")).faults[0].file == "samples.yaml"


def test_without_samples_nothing_was_tried_and_it_is_not_in_order_yet():
    found = looked_at(written(samples=" \n"))
    assert (found.faults, found.edition is not None, found.in_order) == ((), True, False)
    assert [(one.file, one.what["en"][:29]) for one in found.notes] == [
        ("samples.yaml", "There are no sample cases, so")
    ]
    assert looked_at(written(samples=STEPS + "}")).notes == ()


def test_a_draft_of_one_service_stays_one_of_it():
    assert "This draft is of “test.other”" in looked_at(written(), "test.other").faults[0].what["en"]


def test_what_is_larger_than_any_service_is_not_taken():
    assert too_much(written()) == ()
    assert [fault.where for fault in too_much(Texts("a" * (MOST_LETTERS + 1), {}))] == ["procedure.yaml"]
    assert [
        fault.where for fault in too_much(Texts("", {f"forms/f{n}.schema.json": "" for n in range(MOST_FORMS + 1)}))
    ] == ["forms"]
    for name in ("request", "../forms/x.schema.json", "forms/../../x.schema.json", "forms/a/b.schema.json", ""):
        assert [fault.where for fault in too_much(Texts("", {name: "{}"}))] == [name]


DEEP = "a: " + "[" * 40 + "]" * 40
LOOPS = "facts: {f: 'size([1].map(a, [1].map(b, [1].map(c, a))))'}"
LONG_LOOPS = "facts: {f: '[1].map(a, [1].map(b, " + "a+" * 600 + "a))'}"
HOSTILE = {
    "an alias of a list": "a: &x [1]\nb: *x\n",
    "a tag that would make an object": "a: !!python/object/apply:os.system ['true']\n",
    "words unfolded by aliases": "a: &x " + "y" * 9000 + "\nb: [" + ", ".join(["*x"] * 900) + "]\n",
    "many small parts": "a: [" + ", ".join(["1"] * 30_000) + "]\n",
    "deeper than any service": DEEP,
    "deeper than any stack": "a: " + "[" * 5_000,
    "loops in loops in loops": LOOPS,
    "a long rule with loops": LONG_LOOPS,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_refused_by_a_fault_and_nothing_else(text):
    found = read(Texts(text, {}, text))
    assert (found.bundle, found.samples) == (None, None)
    assert len(found.faults) == 2


@pytest.mark.parametrize(
    "text", ["", "null", "- 1", "forms: [a]", "forms: {a: forms/a.schema.json}", "forms: {a: {b: 1}}"]
)
def test_any_yaml_can_be_looked_at(text):
    assert looked_at(Texts(text, {"forms/a.schema.json": "[]"})).faults


@pytest.mark.parametrize("facts", [
    {"f0": "'" + "x" * 900 + "'", **{f"f{n}": f"f{n - 1} + f{n - 1}" for n in range(1, 60)}},
    {"f0": "[1, 1]", **{f"f{n}": f"[f{n - 1}, f{n - 1}]" for n in range(1, 60)}},
    {"f0": "{'a': 1}", **{f"f{n}": f"{{'a': f{n - 1}, 'b': f{n - 1}}}" for n in range(1, 60)}},
], ids=["words", "lists", "maps"])  # fmt: skip
def test_facts_that_double_each_other_fill_no_memory(facts):
    reckoning = Reckoning(make.definition(make.sample() | {"facts": facts}), Situation({}, {}, {}, {}, ""))
    with pytest.raises(CannotTell, match="too large"):
        reckoning.fact("f59")


def test_a_service_is_untouched_until_it_has_a_title_of_its_own():
    assert is_untouched({"vi": "Dịch vụ mới", "en": "New service"})
    assert is_untouched({"vi": "Thăm phòng thí nghiệm", "en": "New service"})
    assert not is_untouched({"vi": "Thăm phòng thí nghiệm", "en": "Laboratory visit"})
    assert not is_untouched({"vi": ["x"]})
    assert not is_untouched("New service")


PARTS = [frozenset(chosen) for n in range(4) for chosen in combinations(starter_parts.PARTS, n)]


@pytest.mark.parametrize("parts", PARTS, ids=lambda one: "+".join(sorted(one)) or "plain")
@pytest.mark.parametrize("languages", [("vi", "en"), ("en",), ("fr", "en")])
def test_the_starter_is_in_order_and_its_samples_reach_every_end(languages, parts):
    texts = starter("test", "lab-visit", "VN", languages, Wishes(parts, {}, "VND", "test.appeal"))
    known = type(make.KNOWN)(**{**vars(make.KNOWN), "languages": languages})
    found = review(texts, "test.lab-visit", known, CALENDAR)
    assert (found.faults, found.in_order) == ((), True)
    assert all(one.went_well for one in found.tried)
    assert endings(found.tried, found.edition)[1] == frozenset()
    assert edition_in(found.bundle, languages).definition.code == "test.lab-visit"


def test_the_starter_says_what_its_clerk_said_and_nothing_that_there_is_not():
    said = {"title": {"vi": "Sự kiện", "en": 'An "open" day'}}
    texts = starter("test", "lab-visit", "VN", ("vi", "en"), Wishes(said=said))
    data = yaml.safe_load(texts.procedure)
    assert (data["title"], untouched_parts(data)) == (said["title"], (("service", "summary"), ("service", "who")))
    assert parts_in(["fee", ""]) == {"fee"}
    with pytest.raises(ValueError, match=r"^lottery$"):
        parts_in(["fee", "lottery"])


@pytest.mark.parametrize("name", ["Lab", "a", "lab visit", "lab_visit", "../x", "x" * 70])
def test_a_name_that_no_address_can_have(name):
    with pytest.raises(ValueError, match="not a good name"):
        starter("test", name, "VN", ("vi", "en"))


def test_a_form_that_only_one_version_has_is_told_by_its_action():
    changed = edition({"actions.submit.form": "files"})
    without = Edition(changed.definition, {name: form for name, form in changed.schemas.items() if name != "request"})
    assert [one.what["en"] for one in changes_at(edition(), without, "draft", "draft")] == ["Action “Submit”: form"]


def test_a_step_is_told_by_its_title_and_who_takes_it():
    steps = [
        {"do": "submit", "by": "applicant", "with": {"title": "Abc", "size": 2}},
        {"task": "review", "with": {"score": 4}},
    ]
    (tried,) = try_samples({"samples": [{"title": "a", "steps": [*steps, {"wait": "1wd"}]}]}, edition(), CALENDAR)
    assert [step.said["en"] for step in tried.steps] == ["Submit · applicant", "Review · reviewer", "Wait 1wd"]


def test_letters_are_told_from_forms_by_their_folder():
    assert is_letter("letters/award.typ")
    assert not is_letter("forms/letters.schema.json")


def test_each_text_that_is_still_to_be_written_is_found_where_it_stands():
    assert untouched_parts({"title": {"en": "New service"}, "service": {"who": {"vi": "Ai được nộp hồ sơ."}}}) == (
        ("title",), ("service", "who"),
    )  # fmt: skip
    assert untouched_parts({"title": {"en": "Visit"}, "service": None}) == ()
    assert untouched_parts(None) == ()
