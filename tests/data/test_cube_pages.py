"""The pages of a cube, as steward, recipient, auditor and stranger meet them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement, DataSet, Release
from longbien.data.rules.cube.asking import Question
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.people.policy import can
from longbien.people.queries import today
from tests.data.cubes import CONTRACT, DATA, cube, visit
from tests.data.test_cubes import ROWS, agreed
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
PROPOSE = "/en/data/trial-set/cube"


def form(**more):
    return {
        "organisation": "Nhóm Sông Hồng", "purpose": "A study", "until": str(today() + timedelta(30)),
        "person": "person", "protection": "noise", "epsilon": "1", "most": "2", "once": "no",
        "dimensions-0-column": "district", "dimensions-0-mask": "as-is", "dimensions-0-values": "Ba Đình; Tây Hồ",
        "dimensions-0-parts": "no", "dimensions-1-column": "day", "dimensions-1-mask": "month",
        "dimensions-1-values": "2026-01..2026-03", "dimensions-1-parts": "no",
        "measures-0-column": "minutes", "measures-0-low": "0", "measures-0-high": "60", **more,
    }  # fmt: skip


@pytest.fixture
def listed():
    list_data_set(DATA, CONTRACT, at=NOW)
    deliver("trial-set", [*ROWS, *(visit("P0") for _ in range(10))], by=SYSTEM, at=NOW)


def test_a_steward_sees_what_the_terms_would_do_before_proposing_them(listed):
    organisation()
    steward = client_of(actor("department-officer"))
    assert "Propose a cube" in steward.get("/en/data/trial-set").content.decode()
    assert steward.get(PROPOSE).status_code == 200
    shown = steward.post(PROPOSE, form(_effect="1")).content.decode()
    assert "Where the bound bites" in shown
    assert "Ba Đình · 2026-01" in shown
    assert "18 %" in shown  # 9 of 50 rows: one person has eleven, two of them stay
    assert "± 2" in shown
    assert not Agreement.objects.exists()
    threshold = form(protection="threshold", k="5", epsilon="", _effect="1")
    assert "nothing to preview" in steward.post(PROPOSE, threshold).content.decode()
    assert steward.post(PROPOSE, form()).status_code == 302
    made = Agreement.objects.get().terms
    assert made["columns"] == []
    assert made["cube"]["dimensions"][1]["values"] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert client_of(actor(name="Ai đó")).get(PROPOSE).status_code in (403, 404)
    assert steward.get("/en/data/none/cube").status_code == 404


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"epsilon": "much"}, "A number such as 1 or 0.5"),
        ({"epsilon": "11"}, "at most 10"),
        ({"most": ""}, "at least 1 is needed"),
        ({"dimensions-1-values": "soon"}, "could not be read"),
        ({"protection": "threshold", "k": ""}, "noise or a threshold"),
        ({"measures-0-high": "0"}, "above the lower one"),
        ({"organisation": "Nobody"}, "Nobody"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(listed, more, said):
    organisation()
    reply = client_of(actor("department-officer")).post(PROPOSE, form(**more))
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert "Ba Đình; Tây Hồ" in reply.content.decode()


def test_from_publication_to_the_end_of_the_budget():
    found, steward, lead = agreed(cube())
    page = reverse("data:cube", args=[found])
    hers, officer, auditor = client_of(lead), client_of(steward), client_of(actor("auditor", name="Kiểm"))
    agreement = hers.get(f"/en/data/agreements/{page.split('/')[-2]}").content.decode()
    assert "The cube" in agreement
    assert "Ask in SQL" not in agreement
    assert "2 rows at most, drawn by lot" in agreement
    assert "programs ask the cube" in agreement
    assert "0 columns" not in Client().get("/en/data/agreements/").content.decode()
    mine = hers.get("/en/data/mine/").content.decode()
    assert page in mine
    assert "Ask in SQL" not in mine
    assert hers.get(reverse("data:ask", args=[found]))["Location"].endswith(page)
    assert "Not published yet" in hers.get(f"/en{page}").content.decode()
    publishing = reverse("data:publish-cube", args=[found])
    assert hers.post(publishing).status_code == 403
    assert officer.post(publishing).status_code == 302
    asked = {"measure": "rows", "by": ["district"], "epsilon": "0,4"}
    assert "ε" in hers.get(page).content.decode()
    reply = hers.post(page, asked)
    assert reply.status_code == 302
    shown = hers.get(reply["Location"]).content.decode()
    assert "<svg" in shown
    assert "whisker" in shown
    assert "Ba Đình" in shown
    again = hers.post(page, asked)
    assert again["Location"] == reply["Location"]
    csv = reply["Location"] + ".csv"
    assert hers.get(csv).content == hers.get(csv).content
    assert hers.get(csv).content.decode("utf-8-sig").splitlines()[0] == "district,rows,low,high"
    over = hers.post(f"/en{page}", asked | {"measure": "people", "by": [], "epsilon": "0.7"})
    assert over.status_code == 409
    assert "ε 0.6 is left, this question needs 0.7" in over.content.decode()
    wrong = hers.post(f"/en{page}", asked | {"epsilon": "half"})
    assert (wrong.status_code, "A number such as 0.25" in wrong.content.decode()) == (422, True)
    by_people = hers.post(f"/en{page}", asked | {"measure": "people"})
    assert "whole cube alone" in by_people.content.decode()
    read = auditor.get(f"/en{page}").content.decode()
    assert "How many rows; by district" in read
    assert auditor.post(page, asked).status_code == 403
    book = to_slug(Agreement.objects.get().data_set_id)
    assert "0.4" in auditor.get(f"/en/ledger/?unit=EPSILON:{book}").content.decode()
    for client in (client_of(actor(name="Ai đó")), Client()):
        assert client.get(page).status_code in (302, 404)
        assert client.get(csv).status_code in (302, 404)
    assert Release.objects.count() == 1


def test_pages_of_other_agreements_have_no_cube():
    found, _, lead = agreed(cube(epsilon=0, k=5))
    hers = client_of(lead)
    assert hers.get(reverse("data:cube", args=[found])).status_code == 404
    shown = hers.get(f"/en{reverse('data:agreement', args=[found])}").content.decode()
    assert "Cells of fewer than 5 people are withheld" in shown
    assert "added up, each value between 0 and 60" in shown
    assert "drawn by lot" not in shown
    assert "How many people" in shown
    assert "<td>20</td>" in shown


def test_a_list_of_answers_takes_no_more_queries_for_more_of_them():
    found, steward, lead = agreed(cube())
    publish(found, by=steward, at=NOW)
    hers, page = client_of(lead), reverse("data:cube", args=[found])
    hers.get(page)
    release(found, Question("rows"), 1_000, by=lead, at=NOW)
    with CaptureQueriesContext(connection) as one:
        hers.get(page)
    for measure in ("people", "cut"):
        release(found, Question(measure), 1_000, by=lead, at=NOW)
    with CaptureQueriesContext(connection) as three:
        hers.get(page)
    assert len(three) <= len(one)


def test_what_is_counted_of_a_set_is_shown_to_its_own_stewards_alone(listed):
    own, other = organisation("Sở giữ dữ liệu"), organisation("Sở khác")
    DataSet.objects.update(owner_id=own.pk)
    theirs = client_of(actor("department-officer", lead_of=own.pk, name="Hà"))
    outsider = client_of(actor("department-officer", lead_of=other.pk, name="Minh"))
    assert [one.get(PROPOSE).status_code for one in (theirs, outsider)] == [200, 403]
    assert [one.post(PROPOSE, form(_effect="1")).status_code for one in (theirs, outsider)] == [200, 403]
    [data_set] = DataSet.objects.all()
    about = Agreement(data_set=data_set, organisation_id=organisation("Nhóm khác").pk)
    for verb in ("propose", "publish", "assess", "file", "revoke"):
        standing = [can(actor("department-officer", lead_of=one.pk), verb, about) for one in (own, other)]
        assert standing == [True, False], verb
