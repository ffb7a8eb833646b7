"""A case designates an area: drawn on the map, for its days, once; or refused in words at the form."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import read_yaml
from longbien.kernel.subject import Subject
from longbien.places import effects, models, queries
from longbien.places.links import of_case
from longbien.procedures.registry import EffectCall, deciding_effects, effect_named
from longbien.record.queries.entries import entries

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CORNERS = "105.8412, 21.0021\n105.8450, 21.0021\n105.8450, 21.0060"


def call(name: str, *words: str, case=None, **but) -> EffectCall:
    told = {
        "title": "Khuôn viên Ẩn Ý, phía nam",
        "kind": "campus",
        "why": "Khuôn viên có đường nội bộ, ít xe.",
        "outline": CORNERS,
        "from": "2026-12-01",
        "until": "2027-11-30",
        **but,
    }
    return EffectCall(
        name=f"places.{name}",
        words=words,
        case_id=case or new_id(),
        case_number="HS-2026-00007",
        procedure="test.area",
        seq=3,
        owner_id=new_id(),
        about=None,
        data={"proposal": told},
        by=SYSTEM,
        at=AT,
    )


def do(called: EffectCall) -> None:
    effect_named(called.name)(called)


def test_a_designated_area_is_on_the_map_with_its_decision_and_its_days():
    case = new_id()
    for _ in range(2):
        do(call("designate_area", "20", case=case))
    [card] = queries.areas()
    assert card.code == "khuon-vien-an-y-phia-nam-hs-2026-00007"
    assert card == queries.area_of_case(case)
    assert (card.kind["en"], card.is_indicative, card.version) == ("Campus", False, 1)
    assert card.name["vi"] == card.name["en"] == "Khuôn viên Ẩn Ý, phía nam"
    made = card.designation
    assert (made.case_id, made.decision) == (case, "HS-2026-00007")
    assert (made.since, made.until) == (date(2026, 12, 1), date(2027, 11, 30))
    told = entries(Subject("places.area", card.id))
    assert [one.kind for one in told] == ["places.area_designated", "places.area_drawn"]
    assert told[0].id == made.entry_id
    assert told[0].open["case"] == str(case)
    [link] = of_case(ANONYMOUS, Subject("procedures.case", case))
    assert link.title == "Khuôn viên Ẩn Ý, phía nam"


def test_pages_and_geojson_say_who_designated_it_and_until_when():
    do(call("designate_area"))
    [code] = models.Area.objects.values_list("code", flat=True)
    for language, words in (("", "do trung tâm này xác định"), ("/en", "designated by this hub")):
        assert words in Client().get(f"{language}/areas").content.decode()
        shown = Client().get(f"{language}/areas/{code}").content.decode()
        assert words in shown
        assert "HS-2026-00007" in shown
        assert "2027" in shown
    [feature] = Client().get("/areas.geojson").json()["features"]
    assert feature["properties"]["designated"] == {
        "decision": "HS-2026-00007", "from": "2026-12-01", "until": "2027-11-30",
    }  # fmt: skip
    assert feature["geometry"]["coordinates"][0][0] == [105.8412, 21.0021]


def test_it_can_be_chosen_until_its_last_day(monkeypatch):
    do(call("designate_area"))
    for today, names in (
        (date(2027, 11, 30), ["Khuôn viên Ẩn Ý, phía nam (01/12/2026 – 30/11/2027)"]),
        (date(2027, 12, 1), []),
    ):
        monkeypatch.setattr(effects, "localdate", lambda timezone, today=today: today)
        assert [one.label["vi"] for one in effects.designated_areas()] == names


REFUSED = {
    "it crosses itself": (
        {"outline": "105.84, 21.0\n105.85, 21.01\n105.85, 21.0\n105.84, 21.01"},
        "/outline",
        "crosses itself",
    ),
    "outside the city": ({"outline": "106.84, 21.0\n106.85, 21.01\n106.85, 21.0"}, "/outline", "outside the hub"),
    "too large": ({"outline": "105.8, 21.0\n105.9, 21.0\n105.9, 21.1"}, "/outline", "20 km²"),
    "no coordinates": ({"outline": ""}, "/outline", "no coordinates"),
    "days that are past": ({"from": "2026-01-01", "until": "2026-11-22"}, "/until", "past"),
}


@pytest.mark.parametrize("name", ["check_area", "designate_area"])
@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_drawn_is_refused_at_its_question(name, why):
    but, where, words = REFUSED[why]
    with pytest.raises(Refusal) as found:
        do(call(name, "20", **but))
    [fault] = found.value.faults
    assert (found.value.status, fault.where) == (422, where)
    assert words in fault.what["en"]
    assert not models.Area.objects.exists()


def test_checking_draws_nothing():
    do(call("check_area", "20"))
    assert not models.Area.objects.exists()


def test_the_service_checks_the_boundary_at_the_form_and_draws_it_when_it_is_granted():
    actions = read_yaml(settings.HUB.folder / "procedures" / "testing-area.yaml").data["actions"]
    assert "places.check_area 20" in actions["submit"]["do"]
    assert "places.designate_area 20" in actions["designate"]["do"]
    assert not any("designate_area" in str(actions[name]) for name in actions if name != "designate")


def test_no_procedure_lets_an_applicant_designate_one():
    """Lint keeps what decides out of their actions."""
    assert "places.designate_area" in deciding_effects()
