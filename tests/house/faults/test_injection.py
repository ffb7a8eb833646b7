"""What people type stays text: in letters, pages, feeds, tables, drawings and on paper."""

import csv
import io
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from longbien.credentials.letters.drawing import draw, faults_in
from longbien.kernel.text import Text
from longbien.people.models import Body, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.authoring.drafting import begin_new, save_revision
from longbien.procedures.actions.desk.add_note import add_note
from longbien.procedures.actions.desk.wishing import open_feed
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.models import Case, Meeting, ServiceDraft
from longbien.procedures.rules.authoring.drawing import draw as drawing
from longbien.procedures.rules.authoring.texts import Texts
from longbien.procedures.rules.desk.icalendar import Deadline, calendar
from longbien.procedures.rules.desk.wording import LETTERS, USUAL, fill, one_line
from longbien.procedures.rules.desk.wording import faults_in as wording_faults
from longbien.record.actions.deliver import deliver
from longbien.ui.formats import cell
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.desk.world import Office

AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
PLACEHOLDERS = ("{settings_link}", "{case_title}", "{{ 7*7 }}", "{hub.secret_key}", "{0}", "%(person)s", "{% load x %}")
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
HOSTILE = "{settings_link} {hub.x} {{7*7}} %(x)s " + SCRIPT


@pytest.fixture
def office(db) -> Office:
    return Office()


def work(at=AT + timedelta(hours=1)) -> None:
    while deliver(clock=lambda: at, limit=50):
        pass


@pytest.mark.parametrize("typed", PLACEHOLDERS)
def test_a_placeholder_that_an_applicant_types_is_not_filled_in(typed):
    """Ticket shops and form servers: a name or an answer that looks like a placeholder was filled in a second time."""
    values = dict.fromkeys(LETTERS["moved"].variables, "SECRET") | {
        "news": typed,
        "headline": typed,
        "case_title": typed,
    }
    assert fill(USUAL.subject.in_language("en"), values) == typed
    assert fill("{case_title}", values) == typed
    assert fill("{news}{person}", values) == f"{typed}SECRET"


@pytest.mark.parametrize(
    "template",
    [
        "{news.__class__}",
        "{news[0]}",
        "{news!r}",
        "{news:>9999999999}",
        "{}",
        "{0}",
        "{secret}",
        "{news",
        "news}",
        "{{news}}",
    ],
)
def test_a_template_reaches_no_attribute_index_or_format(template):
    """pretix: `str.format` with objects in e-mail templates reached settings through their attributes."""
    assert list(wording_faults(template, LETTERS["moved"]))


@given(st.text())
def test_no_subject_has_a_second_line(typed):
    """Django CVE-2021-32052 and mail of any kind: a line end in a title begins a header."""
    assert len(one_line(fill("{news}", {"news": typed})).splitlines()) <= 1


@given(st.text(), st.text())
def test_no_text_begins_a_line_of_a_calendar(title, uid):
    """RFC 5545 §3.1: a line end in a title would begin a property, such as an alarm that mails or runs something."""
    written = calendar("Name", [Deadline(uid, AT, AT, title, "https://hub.example/cases/1")], maker="Long Bien")
    unfolded = written.replace(b"\r\n ", b"")
    lines = unfolded.split(b"\r\n")
    kinds = [line.partition(b":")[0].partition(b";")[0] for line in lines if line]
    assert (
        len(kinds)
        == len(calendar("Name", [Deadline("1", AT, AT, "t", "u")], maker="x").replace(b"\r\n ", b"").split(b"\r\n")) - 1
    )
    assert b"\n" not in unfolded.replace(b"\r\n", b"")
    assert b"\r" not in unfolded.replace(b"\r\n", b"")


def test_what_is_typed_into_a_title_or_a_name_stays_text_in_letters(office):
    """pretix, e-mail templates: an order's name reached subject and body, headers and other placeholders."""
    team, lead = office.team("Team\r\nBcc: everyone@example.org {person}")
    type(lead).objects.filter(pk=lead.pk).update(name="{case_number} Lan")
    office.file(f"{HOSTILE}\nBcc: all@example.org"[:200], at=AT, team=(team, lead))
    work()
    assert mail.outbox
    for one in mail.outbox:
        assert "\n" not in one.subject
        assert not one.bcc
        assert "everyone@example.org" not in one.to
        assert str(one.message()).count("\nBcc:") == 0
        assert "{settings_link} {hub.x} {{7*7}} %(x)s" in " ".join(f"{one.subject} {one.body}".split())


def pages_of(office: Office, case: Case) -> list[tuple[str, str]]:
    slug = make.slug(case.pk)
    return [
        ("lan", f"/cases/{slug}"),
        ("lan", f"/cases/{slug}/desk"),
        ("lan", "/desk/"),
        ("lan", f"/cases/{slug}/receipt/2"),
        ("lan", f"/desk/?q={SCRIPT}"),
        ("lan", f"/desk/hand-over?case={slug}"),
        ("lan", "/notices/"),
        ("lan", f"/cases/{slug}/do/approve/send"),
        ("admin", "/desk/overview"),
        ("lan", f"/search?q={SCRIPT}"),
    ]


def unharmed(page: str) -> bool:
    return "<script>alert" not in page and "<img src=x" not in page


def test_no_page_of_a_case_runs_what_was_typed(office):
    """Wagtail CVE-2020-11001, CVE-2023-28836, CVE-2026-28223: what one user typed ran for another with more rights."""
    team, lead = office.team(SCRIPT)
    case = Case.objects.get(pk=office.file(HOSTILE[:200], at=AT, team=(team, lead)))
    add_note(case_id=case.pk, text=SCRIPT, by=office.actor("lan"), at=AT)
    told = 0
    for who, path in pages_of(office, case):
        page = client_of(office.people[who]).get(path)
        assert page.status_code == 200, path
        assert unharmed(page.content.decode()), path
        told += "&lt;script&gt;alert(1)" in page.content.decode()
    assert told >= 6
    office.do(case.pk, "reject", reason=SCRIPT, at=AT + timedelta(minutes=5))
    assert unharmed(client_of(lead).get(f"/cases/{make.slug(case.pk)}").content.decode())
    refused = client_of(office.people["lan"]).post(f"/cases/{make.slug(case.pk)}/notes", {"text": SCRIPT * 200})
    assert refused.status_code == 422
    assert unharmed(refused.content.decode())


def test_no_page_of_a_meeting_runs_what_was_typed(office):
    """Wagtail PYSEC-2021-114: an address with `javascript:` became a link."""
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={"minutes": "public"})
    Seat.objects.create(body_id="gate-board", person=office.people["lan"])
    by = office.actor("lan")
    meeting = call_meeting(
        body="gate-board", begins_at=AT + timedelta(days=1), place=SCRIPT, online="javascript:alert(1)", by=by, at=AT
    )
    add_item(meeting_id=meeting, matter=SCRIPT, by=by, at=AT)
    client, address = client_of(office.people["lan"]), f"/meetings/{make.slug(meeting)}"
    client.post(f"{address}/attend", {"person": make.slug(office.people["lan"].pk), "how": "absent", "apology": SCRIPT})
    for path in (address, f"{address}/pack", "/meetings/", "/meetings/of/gate-board"):
        page = client.get(path).content.decode()
        assert unharmed(page), path
        assert not re.search(r"href=\W?javascript:", page), path
    again = client.post(f"{address}/add", {"matter": SCRIPT * 20}).content.decode()
    assert unharmed(again)
    assert Meeting.objects.get().online == "javascript:alert(1)"


def hostile_definition():
    data = make.sample()
    data["title"] = make.bi(SCRIPT)
    data["states"]["screening"] = {"title": make.bi(SCRIPT)}
    data["actions"]["approve"]["title"] = make.bi(SCRIPT)
    return data


def test_a_drawing_of_a_service_holds_no_script():
    """Wagtail CVE-2026-28222, in our terms: a label of a table, here of a diagram, broke out of its attribute."""
    svg = drawing(make.definition(hostile_definition()), "en", Text.of(vi=SCRIPT, en=SCRIPT), {"screening": SCRIPT})
    assert unharmed(svg)
    tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(svg).iter()}
    assert "script" not in tags
    assert "img" not in tags
    assert not any(name.startswith("on") for one in ElementTree.fromstring(svg).iter() for name in one.attrib)


def test_no_page_of_a_draft_runs_what_a_clerk_typed(office):
    """Wagtail CVE-2020-11001: the page that compares two versions ran what stood in one of them."""
    clerk, admin = make.person("clerk", "department-officer"), office.people["admin"]
    draft = begin_new(name="hostile", by=make.actor(clerk), at=AT)
    row = ServiceDraft.objects.get(pk=draft)
    text = row.revisions.get(seq=1).procedure
    title = json.dumps(SCRIPT)
    typed = re.sub(r"(?m)^title: .*$", f"title: {{vi: {title}, en: {title}}}", text, count=1)
    save_revision(
        draft_id=draft,
        texts=Texts(typed, {f"forms/{'x'}.schema.json": SCRIPT}, SCRIPT),
        seen=1,
        by=make.actor(clerk),
        at=AT,
    )
    address = f"/authoring/{make.slug(draft)}"
    for path in (
        address,
        f"{address}/try",
        f"{address}/compare",
        f"{address}/revisions",
        f"{address}/revisions/2",
        "/authoring/",
    ):
        answer = client_of(admin).get(path)
        assert answer.status_code == 200, path
        assert unharmed(answer.content.decode()), path
    checked = client_of(clerk).post(f"{address}/check", {"procedure": f"title: {SCRIPT}"})
    assert unharmed(checked.content.decode())


def test_a_feed_holds_no_markup_of_what_was_typed(office, client):
    """A feed reader runs what it finds: only numbers and states go there."""
    team, lead = office.team(SCRIPT)
    office.file(HOSTILE[:200], at=AT, team=(team, lead))
    token = open_feed(by=make.actor(lead), at=AT)
    atom = client.get(f"/notices/{token}.atom").content.decode()
    assert "script" not in atom
    assert "7*7" not in atom
    assert ElementTree.fromstring(atom).tag.endswith("feed")
    assert client.get(f"/notices/{token}.atom").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_a_cell_of_a_table_is_no_formula(typed):
    """OWASP, CSV injection: a cell that begins with `=` is computed by a spreadsheet."""
    line = io.StringIO()
    csv.writer(line).writerow([cell(typed)])
    (read,) = next(csv.reader(io.StringIO(line.getvalue())))
    assert read[0] == "'"


LETTER = "#let letter = json(bytes(sys.inputs.letter))\n#letter.reason\n"


@pytest.mark.parametrize(
    "typed",
    ['#read("/etc/passwd")', "*bold* $x^2$", "= Heading", "#{panic()}", SCRIPT, "\u202e\u0000x", "无人机", "🚁"],
)
def test_what_is_typed_is_text_on_paper(typed):
    """Template injection: a reason is set as it was typed, never as Typst; and no character in it, such as an applicant
    chooses for a title, keeps the letter from being made (pretix tickets: a name that broke the PDF of everybody)."""
    assert draw(LETTER, {"reason": typed}, "en").startswith(b"%PDF-")


@pytest.mark.parametrize(
    "template",
    [
        '#read("/etc/passwd")',
        '#read("../../etc/passwd")',
        '#image("/proc/self/environ")',
        '#import "@preview/cetz:0.3.0": *',
        '#include "/etc/hosts"',
        '#plugin("/lib/x.wasm")',
        '#json("/proc/self/environ")',
        "#let f(x) = f(x)\n#f(1)",
        "#for i in range(100000000) [x]",
    ],
)
def test_a_template_of_a_letter_reads_no_file_and_fetches_nothing(template):
    """pretix and Open Forms let staff write templates: staff of one office is no owner of the server."""
    assert faults_in(template, {"reason": ""})
