"""The pages on which services are written: as a clerk, a second person and a stranger meet them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from longbien.procedures.actions.authoring.deciding import approve, propose
from longbien.procedures.actions.authoring.drafting import begin_next, save_revision
from longbien.procedures.actions.migrating.carry_on import carry_on
from longbien.procedures.models import MigrationRun, ServiceDraft
from longbien.procedures.queries.authoring.drafts import texts_of
from longbien.procedures.rules.authoring.texts import Texts
from tests.procedures import make

pytestmark = pytest.mark.django_db
AT = make.MONDAY


@pytest.fixture
def clerk(client):
    person = make.person("clerk", "department-officer")
    client.force_login(person)
    return make.actor(person)


@pytest.fixture
def draft(clerk):
    return ServiceDraft.objects.get(pk=make.begun(clerk, AT))


def url(name, *args):
    return "/en" + reverse(f"procedures:{name}", args=args).removeprefix("/en")


def page(client, name, *args):
    reply = client.get(url(name, *args))
    assert reply.status_code == 200, reply.status_code
    return reply.content.decode()


def posted(texts, seen=1):
    forms = {
        f"form-{n}-{part}": value
        for n, (name, text) in enumerate(texts.forms.items())
        for part, value in (("name", name), ("text", text))
    }
    blank = {f"form-{len(texts.forms)}-name": "", f"form-{len(texts.forms)}-text": " "}
    return {
        "seen": seen,
        "procedure": texts.procedure.replace("\n", "\r\n"),
        "samples": texts.samples,
        **forms,
        **blank,
    }


def test_a_clerk_begins_saves_and_proposes_without_a_script(client, clerk):
    assert "Nothing is in writing" in page(client, "authoring")
    assert "One officer checks, another decides" in page(client, "authoring")
    again = client.post(url("begin-draft"), {"name": "Lab", "parts": ["fee"]}).content.decode()
    assert re.search(r'value="fee" checked', again)
    reply = client.post(url("begin-draft"), {"name": "lab-visit"})
    draft = ServiceDraft.objects.get()
    assert reply["Location"] == url("draft", draft.pk)
    said = page(client, "draft", draft.pk)
    assert "No fault" in said
    assert "4 sample cases went well." in said
    assert "<svg" in said
    texts = texts_of(draft)
    assert client.post(url("draft-propose", draft.pk), {"seen": 1}).status_code == 422
    mended = make.own_words(Texts(texts.procedure.replace("3wd", "4wd"), texts.forms, texts.samples))
    assert client.post(url("draft", draft.pk), posted(mended)).status_code == 302
    assert texts_of(ServiceDraft.objects.get()) == mended
    assert client.post(url("draft-propose", draft.pk), {"seen": 2}).status_code == 302
    assert "You wrote on it, so somebody else must decide" in page(client, "draft", draft.pk)
    assert client.post(url("draft-approve", draft.pk), {"seen": 2}).status_code == 403
    assert client.post(url("draft-take-back", draft.pk)).status_code == 302
    assert "Propose revision 2" in page(client, "draft", draft.pk)
    assert client.post(url("draft-take-back", draft.pk)).status_code == 409


def test_roles_that_nobody_holds_are_told_before_it_is_proposed_and_published(client, draft, clerk):
    texts = texts_of(draft)
    named = "group:programme-officer\n  board: body:gate-board\n  guest: group:reviewer\n"
    assert "group:programme-officer\n" in texts.procedure
    counted = Texts(texts.procedure.replace("group:programme-officer\n", named), texts.forms, texts.samples)
    client.post(url("draft", draft.pk), posted(counted))
    assert "Programme officer, Reviewer, Stage-gate board" in told(client, draft)
    make.person("officer", "programme-officer")
    make.person("reviewer", "reviewer")
    assert "Programme officer" not in told(client, draft)


def told(client, draft):
    """The notice of roles that nobody holds."""
    said = page(client, "draft", draft.pk)
    return said[said.index("Nobody holds these roles yet") :].split("A case would wait")[0]


def test_what_is_wrong_is_saved_and_named_with_its_line(client, draft):
    texts = texts_of(draft)
    broken = Texts(texts.procedure.replace("by: officer", "by: nobody", 1), texts.forms, texts.samples)
    client.post(url("draft", draft.pk), posted(broken))
    said = page(client, "draft", draft.pk)
    assert "1 fault to mend" in said
    assert "There is no role “nobody”." in said
    assert "<code>by: nobody</code>" in said
    assert client.post(url("draft-propose", draft.pk), {"seen": 2}).status_code == 422
    assert "Mend the faults first" in page(client, "draft-comparison", draft.pk) or "Nothing to compare" in page(
        client, "draft-comparison", draft.pk
    )
    assert "Mend the faults first" in page(client, "draft-trial", draft.pk)


LETTER = "#let letter = json(bytes(sys.inputs.letter))\n= #letter.number\n"


def with_letter(draft, template):
    texts = texts_of(draft)
    procedure = texts.procedure.replace("letters:\n", "letters:\n  granted: letters/granted.typ\n", 1)
    procedure = procedure.replace("do: [notify applicant]", "do: [notify applicant, letter granted]")
    return Texts(procedure, {**texts.forms, **template}, texts.samples)


def test_a_fault_leads_to_its_text_and_stands_before_the_fields(client, draft):
    texts = texts_of(draft)
    broken = Texts(texts.procedure.replace("by: officer", "by: nobody", 1), {**texts.forms}, texts.samples)
    client.post(url("draft", draft.pk), posted(broken))
    said = page(client, "draft", draft.pk)
    line = broken.procedure[: broken.procedure.index("by: nobody")].count("\n") + 1
    assert f'<a href="#procedure.yaml" data-line="{line}">' in said
    assert said.index('id="checked"') < said.index('id="procedure.yaml"') < said.index('data-file="samples.yaml"')
    assert f'<a href="{url("draft", draft.pk)}#procedure.yaml" data-line="{line}">' in page(
        client, "draft-trial", draft.pk
    )


def test_a_letter_is_asked_for_tried_and_looked_at(client, draft):
    client.post(url("draft", draft.pk), posted(with_letter(draft, {})))
    asked = page(client, "draft", draft.pk)
    assert 'value="letters/granted.typ"' in asked
    assert "Add a letter" in asked
    client.post(url("draft", draft.pk), posted(with_letter(draft, {"letters/granted.typ": LETTER + "#letter.pay"}), 2))
    assert "letters/granted.typ, line 3" in page(client, "draft", draft.pk)
    assert "no “pay”" in page(client, "draft-trial", draft.pk)
    assert client.post(url("draft-propose", draft.pk), {"seen": 3}).status_code == 422
    assert client.get(url("draft-letter", draft.pk, "granted")).status_code == 422
    client.post(url("draft", draft.pk), posted(with_letter(draft, {"letters/granted.typ": LETTER}), 3))
    assert "Preview of “granted” (PDF)" in page(client, "draft-trial", draft.pk)
    assert client.get(url("draft-letter", draft.pk, "granted")).content.startswith(b"%PDF-")
    assert client.get(url("draft-letter", draft.pk, "other")).status_code == 404
    assert client.post(url("draft-propose", draft.pk), {"seen": 4}).status_code == 302


def test_typing_is_looked_at_without_being_saved(client, draft):
    reply = client.post(url("draft-check", draft.pk), posted(Texts("a: [", {})))
    assert (reply.status_code, "procedure.yaml, line 1" in reply.content.decode()) == (200, True)
    reply = client.post(url("draft-check", draft.pk), posted(Texts("a" * 100_001, {})))
    assert "Longer than 100000" in reply.content.decode()
    assert ServiceDraft.objects.get().seq == 1


def test_what_cannot_be_saved_stays_on_the_page(client, draft):
    reply = client.post(url("draft", draft.pk), posted(Texts("mine: yes", {}), seen=0))
    assert (reply.status_code, "mine: yes" in reply.content.decode()) == (409, True)
    reply = client.post(url("draft", draft.pk), posted(Texts("mine: yes", {"../evil": "{}"})))
    assert (reply.status_code, "../evil" in reply.content.decode()) == (422, True)
    reply = client.post(url("draft", draft.pk), posted(Texts("x" * 100_001, {})))
    assert reply.status_code == 422


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_hostile_words_stay_words_everywhere(client, draft):
    texts = texts_of(draft)
    procedure = texts.procedure.replace('"Being checked"', f"'{HOSTILE}'")
    samples = texts.samples.replace('"A case that is accepted"', f"'{HOSTILE}'")
    client.post(url("draft", draft.pk), posted(Texts(procedure + f"# </textarea>{HOSTILE}\n", texts.forms, samples)))
    for name, args in {
        "draft": (),
        "draft-trial": (),
        "draft-comparison": (),
        "draft-revision": (2,),
        "draft-history": (),
    }.items():
        said = page(client, name, draft.pk, *args)
        assert "<script>alert" not in said
        assert "<img src=x" not in said
    assert "&lt;script&gt;" in page(client, "draft", draft.pk)


def test_a_name_that_will_not_do_is_told_beside_its_field(client, clerk):
    assert "9" * 400 in client.post(url("begin-draft"), {"name": "9" * 400}).content.decode()
    reply = client.post(url("begin-draft"), {"name": "Lab Visit"})
    assert reply.status_code == 422
    assert 'value="Lab Visit"' in reply.content.decode()
    assert client.post(url("begin-draft"), {"code": "hanoi.nothing"}).status_code == 404


def test_a_second_person_sends_back_and_then_publishes(client, draft, clerk):
    propose(draft_id=draft.pk, seen=1, by=clerk, at=AT)
    client.force_login(make.person("admin", "hub-admin"))
    assert "waits for you" in page(client, "authoring")
    assert "Publish revision 1" in page(client, "draft", draft.pk)
    assert client.post(url("draft-return", draft.pk), {"reason": "x"}).status_code == 422
    client.post(url("draft-return", draft.pk), {"reason": "Who pays?"})
    assert "Who pays?" in page(client, "draft", draft.pk)
    propose(draft_id=draft.pk, seen=1, by=clerk, at=AT)
    client.post(url("draft-approve", draft.pk), {"seen": "1"})
    assert "It is version 1 of the service." in page(client, "draft", draft.pk)
    assert client.post(url("draft-drop", draft.pk)).status_code == 409


def test_what_is_refused_leads_back_to_the_draft(client, draft, clerk):
    reply = client.post(url("draft-propose", draft.pk), {"seen": 7})
    assert (reply.status_code, "There is revision 1 now" in reply.content.decode()) == (409, True)
    texts = texts_of(draft)
    client.post(url("draft", draft.pk), posted(Texts(texts.procedure.replace("by: officer", "by: x"), texts.forms)))
    reply = client.post(url("draft-propose", draft.pk), {"seen": 2})
    assert (reply.status_code, "Mend the faults listed first." in reply.content.decode()) == (422, True)
    assert 'name="procedure"' in reply.content.decode()
    client.post(url("draft", draft.pk), posted(texts, seen=2))
    propose(draft_id=draft.pk, seen=3, by=clerk, at=AT)
    client.force_login(make.person("admin", "hub-admin"))
    reply = client.post(url("draft-approve", draft.pk), {"seen": 1})
    assert (reply.status_code, "Publish revision 3" in reply.content.decode()) == (409, True)


def test_a_wrong_map_is_found_while_it_is_written(client, migrated, clerk):
    following, _ = migrated
    texts = texts_of(following)
    wrong = texts.procedure.replace("migrate: {from: 1", "migrate: {from: 1, map: {cheking: checking}")
    save_revision(draft_id=following.pk, texts=Texts(wrong, texts.forms, texts.samples), seen=2, by=clerk, at=AT)
    said = "There is no state in version 1 “cheking”. There are: "
    said += "checking, done, draft, lapsed, more_info, refused, withdrawn."
    assert said in page(client, "draft", following.pk)
    assert said in page(client, "draft-comparison", following.pk)
    assert client.post(url("draft-propose", following.pk), {"seen": 3}).status_code == 422


def test_the_guide_is_beside_the_page_in_the_language_of_the_reader(client, draft):
    assert url("authoring-guide") in page(client, "authoring")
    assert url("authoring-guide") in page(client, "draft", draft.pk)
    said = page(client, "authoring-guide")
    assert "<h2>1. Say what it is</h2>" in said
    assert "procedure: hanoi.lab-visit" in said
    vi = client.get(url("authoring-guide").removeprefix("/en"))
    assert "<h2>1. Dịch vụ này là gì</h2>" in vi.content.decode()


def test_the_guide_leads_to_the_references_and_nowhere_else(client):
    for said, up in ((page(client, "authoring-guide"), "/en"), (client.get("/authoring/guide").content.decode(), "")):
        assert 'href="guide/forms"' in said
        assert 'href="guide/procedure-format"' in said
        assert ".md" not in said
        assert "x-choices" in client.get(f"{up}/authoring/guide/forms").content.decode()
        assert 'href="guide/further"' in said
        further = client.get(f"{up}/authoring/guide/further").content.decode()
        assert '<div class="prose">' in further
        assert "migrate: {from: 1" in further
        assert "guide/" not in further.partition('<div class="prose">')[2].partition("</main>")[0]
    assert '<div class="prose" lang="en">' in page(client, "authoring-reference", "procedure-format")
    assert client.get("/en/authoring/guide/roles").status_code == 404


def test_a_draft_can_be_given_up(client, draft):
    assert client.post(url("draft-drop", draft.pk)).status_code == 302
    assert "Nothing is in writing" in page(client, "authoring")


def test_strangers_see_nothing_of_it(client, draft):
    client.logout()
    assert client.get(url("authoring")).status_code == 302
    client.force_login(make.person("stranger"))
    for name, args in {
        "authoring": (),
        "draft": (draft.pk,),
        "draft-trial": (draft.pk,),
        "draft-history": (draft.pk,),
    }.items():
        assert client.get(url(name, *args)).status_code == 404
    assert client.post(url("draft-check", draft.pk), {}).status_code == 404
    assert client.get(url("draft-revision", draft.pk, 9)).status_code == 404


def test_the_form_that_a_service_names_and_that_is_missing_is_offered(client, draft):
    texts = texts_of(draft)
    extra = texts.procedure.replace("forms:\n", "forms:\n  more: forms/more.schema.json\n")
    client.post(url("draft", draft.pk), posted(Texts(extra, texts.forms, texts.samples)))
    assert 'value="forms/more.schema.json"' in page(client, "draft", draft.pk)


@pytest.fixture
def migrated(draft, clerk):
    """Version 1 with two open cases, a draft and a closed one; version 2 takes in those that are small enough."""
    admin = make.actor(make.person("admin", "hub-admin"))
    propose(draft_id=draft.pk, seen=1, by=clerk, at=AT)
    approve(draft_id=draft.pk, seen=1, by=admin, at=AT)
    applicant = make.person("applicant")
    team = make.team(applicant, name="=1+1 Team")
    for amount in (2, 900):
        case_id = make.opened(team, applicant, procedure="hanoi.lab-visit")
        answers = {"summary": "To look", "amount": amount}
        make.perform(case_id=case_id, action="submit", data=answers, by=make.actor(applicant), at=AT)
    make.opened(team, applicant, procedure="hanoi.lab-visit")
    following = ServiceDraft.objects.get(pk=begin_next(code="hanoi.lab-visit", by=clerk, at=AT))
    texts = texts_of(following)
    forms = {name: text.replace('"maximum": 1000', '"maximum": 100') for name, text in texts.forms.items()}
    procedure = texts.procedure.replace("within: 3wd", "within: 5wd")
    save_revision(draft_id=following.pk, texts=Texts(procedure, forms, texts.samples), seen=1, by=clerk, at=AT)
    return following, admin


def test_the_comparison_says_for_each_running_case_what_changes(client, migrated):
    following, _ = migrated
    said = page(client, "draft-comparison", following.pk)
    assert "1 can go over, 1 stay with their version." in said
    assert "3wd → 5wd" in said
    assert "question “amount”" in said
    assert 'data-mark="changed"' in said


def test_a_comparison_says_that_running_deadlines_are_kept_and_shows_where_long_texts_differ(client, migrated, clerk):
    following, admin = migrated
    following.refresh_from_db()
    texts = texts_of(following)
    long = "A long beginning that stays as it was. " * 5
    procedure = texts.procedure.replace("summary: {", f'summary: {{ "vi": "{long}", "en": "{long}old end" }}\n  #', 1)
    save_revision(draft_id=following.pk, texts=Texts(procedure, texts.forms, texts.samples), seen=2, by=clerk, at=AT)
    said = page(client, "draft-comparison", following.pk)
    assert "a shorter one never shortens it" in said
    propose(draft_id=following.pk, seen=3, by=clerk, at=AT)
    approve(draft_id=following.pk, seen=3, by=admin, at=AT)
    after = page(client, "draft-comparison", following.pk)
    assert "What this version changed" in after
    assert "within" in after
    assert "No difference." not in after
    assert "Running cases" not in after
    third = ServiceDraft.objects.get(pk=begin_next(code="hanoi.lab-visit", by=clerk, at=AT))
    texts = texts_of(third)
    mended = Texts(texts.procedure.replace("old end", "new end"), texts.forms, texts.samples)
    save_revision(draft_id=third.pk, texts=mended, seen=1, by=clerk, at=AT)
    assert "it was. new end" in page(client, "draft-comparison", third.pk)


def test_the_report_of_a_migration_as_page_and_csv(client, migrated, clerk):
    following, admin = migrated
    propose(draft_id=following.pk, seen=2, by=clerk, at=AT)
    approve(draft_id=following.pk, seen=2, by=admin, at=AT)
    run = MigrationRun.objects.get()
    assert "under way" in page(client, "migration", run.pk)
    for name, *args in (("draft", following.pk), ("service", "hanoi.lab-visit")):
        assert url("migration", run.pk) in page(client, name, *args)
    assert url("migration", run.pk) not in page(Client(), "service", "hanoi.lab-visit")
    assert "<h1>New service" in page(client, "draft", following.pk)
    carry_on(run_id=run.pk, at=AT)
    said = page(client, "migration", run.pk)
    assert "Why cases stayed" in said
    assert "This must be 100 or less." in said
    assert "under way" not in said
    assert "HS-" in page(client, "migration", run.pk).split("Case by case", 1)[1]
    assert "=1+1 Team" not in said
    client.force_login(make.person("officer", "programme-officer"))
    assert page(client, "migration", run.pk).count("=1+1 Team") == 2
    reply = client.get(url("migration-csv", run.pk))
    assert "=1+1 Team" not in reply.content.decode()
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert (reply["Content-Type"], len(rows)) == ("text/csv; charset=utf-8", 4)
    assert {row[2] for row in rows[1:]} == {"migrated", "kept"}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url("migration", run.pk) + "?outcome=kept")
    assert len(queries) <= 20
    client.force_login(make.person("stranger"))
    assert client.get(url("migration", run.pk)).status_code == 404
    assert client.get(url("migration", make.new_id())).status_code == 404
