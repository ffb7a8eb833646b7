"""Who reads the answers of a form: on the page, by API, as a receipt, as a file, in a letter."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Case, Letter
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.lint import lint
from longbien.procedures.rules.questions.readers import may_read, readers_of
from longbien.record.actions.store_document import store_document
from longbien.record.queries import documents
from tests.procedures import make
from tests.procedures.world import LETTER, forms

CHECK = make.form(
    remark={"type": "string"}, file={"$ref": "urn:longbien:file", "x-accept": [".txt"], "optional": True}
)  # fmt: skip
FORMS = forms() | {"check": CHECK}
SET = {
    "roles.reviewer": "assigned:review", "forms.check": "forms/check.schema.json",
    "forms.review": "forms/review.schema.json",
    "states.screening.tasks": {"review": {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}},
    "states.decision": {}, "actions.approve.from": "decision",
    "actions.check": make.action("screening", "decision", "officer", form="check"),
}  # fmt: skip
ROLES = {"applicant": {"applicant"}, "officer": {"officer"}, "reviewer": {"reviewer"}, "nobody": {"system"}}


def data(**more):
    return make.changed(make.sample(), {"set": deepcopy(SET) | more})


@pytest.mark.parametrize(
    ("readers", "open_to", "then_to"),
    [
        (None, {"officer", "reviewer"}, {"applicant", "officer", "reviewer", "nobody"}),
        ("office", {"officer"}, {"officer"}),
        ("all", set(ROLES), set(ROLES)),
    ],
)
def test_who_reads_what_an_office_filled_in(readers, open_to, then_to):
    definition = make.definition(data(**({"actions.check.readers": readers} if readers else {})))
    for is_closed, expected in ((False, open_to), (True, then_to)):
        read = {who for who, roles in ROLES.items() if may_read(definition, "check", roles, is_closed=is_closed)}
        assert read == expected
    assert readers_of(definition, "request") == "all"
    assert readers_of(definition, "gone") == "office-first"


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"actions.reject.readers": "all"}, "no form"),
        ({"actions.submit.readers": "office"}, "what they wrote"),
        (
            {
                "actions.check.readers": "office",
                "actions.more": make.action("decision", "screening", "officer", form="check", readers="all"),
            },
            "the same",
        ),
    ],
)
def test_readers_that_make_no_sense_are_faults(spec, said):
    faults = lint(make.bundle(data(**spec), FORMS), make.KNOWN)
    assert any(said in fault.what["en"] for fault in faults), faults


@pytest.fixture
def sides():
    make.published(data(), FORMS)
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return make.team(applicant), applicant, officer


def checked(owner, applicant, officer):
    """A case whose check, with a file, was handed in by the officer."""
    case_id = make.submitted(owner, applicant)
    case = Case.objects.get(pk=case_id)
    by = make.actor(officer)
    file_id = store_document([b"Measured."], name="check.txt", subject=case.subject, by=by, at=make.MONDAY)
    file = next(one for one in documents(case.subject) if one.id == file_id)
    answers = {"remark": "Too narrow.", "file": {"document": str(file.id), "name": file.name, "size": file.size}}
    perform(case_id=case_id, action="check", data=answers, by=by, at=make.MONDAY)
    return case_id, file.id


def paths(case_id, document_id):
    return {
        "receipt": reverse("procedures:receipt", args=[case_id, 3]),
        "file": reverse("procedures:document", args=[case_id, document_id]),
    }


@pytest.mark.django_db
def test_the_applicant_reads_the_check_after_the_decision_and_not_before(sides):
    owner, applicant, officer = sides
    case_id, document_id = checked(owner, applicant, officer)
    theirs, ours = Client(), Client()
    theirs.force_login(applicant)
    ours.force_login(officer)
    for client, sees in ((theirs, False), (ours, True)):
        assert_sees(client, case_id, document_id, sees=sees)
    perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(officer), at=make.MONDAY)
    assert_sees(theirs, case_id, document_id, sees=True)


def assert_sees(client, case_id, document_id, *, sees):
    page = client.get(reverse("procedures:case", args=[case_id])).content.decode()
    assert ("Too narrow." in page, "check.txt" in page) == (sees, sees)
    answers = client.get(f"/api/cases/{to_slug(case_id)}").json()["data"]
    assert ("check" in answers, "request" in answers) == (sees, True)
    for path in paths(case_id, document_id).values():
        assert client.get(path).status_code == (200 if sees else 404), path


@pytest.mark.django_db
def test_a_letter_never_prints_what_is_for_the_office():
    spec = data(**{"actions.check.readers": "office", "actions.approve.do": ["letter award"],
                   "letters": {"award": "letters/award.typ"}})  # fmt: skip
    with pytest.raises(Refusal):
        make.published(spec, FORMS, {"award": LETTER + "#letter.answers.check.remark"})
    make.published(spec, FORMS, {"award": LETTER})
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id, _ = checked(make.team(applicant), applicant, officer)
    perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(officer), at=make.MONDAY)
    assert set(Letter.objects.get().data["answers"]) == {"request"}
    assert published(Case.objects.get(pk=case_id).version_id).definition.actions["check"].readers == "office"


AGAIN = {
    "actions.check.readers": "office", "states.more_info": {"edit": ["applicant"]},
    "actions.ask": make.action("decision", "more_info", "officer", require=["reason"]),
    "actions.recheck": make.action("more_info", "decision", "officer", form="check", readers="office"),
    "actions.resubmit": make.action("more_info", "decision", "applicant", form="request"),
}  # fmt: skip
SECRET = "They lie."


def last_look(who, case_id, action):
    """What somebody is answered who sends a form that was never shown to them."""
    client = Client()
    client.force_login(who)
    return client.post(reverse("procedures:send", args=[case_id, action]), {"_looked": ""}).content.decode()


@pytest.mark.django_db
def test_nobody_reads_a_form_by_sending_what_only_others_send():
    make.published(data(**AGAIN), FORMS)
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    reviewer, at = make.person("reviewer", "reviewer"), make.MONDAY
    case_id, by = make.submitted(make.team(applicant), applicant), make.actor(officer)
    save_draft(case_id=case_id, form="check", data={"remark": SECRET}, by=by, at=at)
    assert SECRET not in last_look(applicant, case_id, "check") + last_look(reviewer, case_id, "check")
    perform(case_id=case_id, action="check", data={"remark": SECRET}, by=by, at=at)
    perform(case_id=case_id, action="ask", reason="More.", by=by, at=at)
    assert SECRET not in last_look(applicant, case_id, "recheck")
    save_draft(case_id=case_id, form="request", data={"title": "Not sent yet"}, by=make.actor(applicant), at=at)
    assert "Not sent yet" not in last_look(officer, case_id, "resubmit")
    assert "Not sent yet" in last_look(applicant, case_id, "resubmit")


@pytest.mark.django_db
def test_an_editor_writes_into_no_form_that_they_may_not_read():
    make.published(data(**AGAIN), FORMS)
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id, by = make.submitted(make.team(applicant), applicant), make.actor(officer)
    perform(case_id=case_id, action="check", data={"remark": SECRET}, by=by, at=make.MONDAY)
    perform(case_id=case_id, action="ask", reason="More.", by=by, at=make.MONDAY)
    with pytest.raises(Refusal) as refused:
        save_draft(
            case_id=case_id, form="check", data={"remark": "All is well."}, by=make.actor(applicant), at=make.MONDAY
        )
    assert refused.value.status == 403


@pytest.mark.django_db
def test_a_case_is_not_called_what_only_the_office_reads():
    named = FORMS | {"check": make.form(title={"type": "string"}, remark={"type": "string"})}
    make.published(data(**{"actions.check.readers": "office"}), named)
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id = make.submitted(make.team(applicant), applicant)
    given = {"title": "Suspected fraud", "remark": SECRET}
    perform(case_id=case_id, action="check", data=given, by=make.actor(officer), at=make.MONDAY)
    assert Case.objects.get(pk=case_id).title == "A thing"


@pytest.mark.django_db
def test_an_opinion_given_in_a_case_of_its_own_is_open_once_the_decision_is_made():
    make.published(*make.opinion())
    make.published(make.changed(make.sample(), {"set": {"states.screening.children": {"legal": "test.legal"}}}))
    applicant, counsel = make.person("applicant"), make.person("counsel", "reviewer")
    officer, client = make.person("officer", "programme-officer"), Client()
    case_id = make.submitted(make.team(applicant), applicant)
    opinion = Case.objects.get(parent_id=case_id)
    said = {"advice": "They would win in court."}
    perform(case_id=opinion.pk, action="answer", data=said, by=make.actor(counsel), at=make.MONDAY)
    client.force_login(applicant)
    page, api = reverse("procedures:case", args=[opinion.pk]), f"/api/cases/{to_slug(opinion.pk)}"
    assert [said["advice"] in client.get(where).content.decode() for where in (page, api)] == [False, False]
    perform(case_id=case_id, action="approve", reason="Yes.", by=make.actor(officer), at=make.MONDAY)
    assert [said["advice"] in client.get(where).content.decode() for where in (page, api)] == [True, True]
