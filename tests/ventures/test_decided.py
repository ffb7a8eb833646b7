"""Services that decide and change something: the hub's own files, run by the engine with the demonstration's people."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.queries import actor_for
from longbien.places import queries as places
from longbien.problems.queries import applicants
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Case
from longbien.procedures.queries import case, open_tasks
from longbien.procedures.registry import choices_named
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.store_document import store_document
from longbien.record.rules.media import Limits
from longbien.trials import queries as trials
from longbien.ventures.actions.play import Play
from tests.ventures import make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
AT = make.NOW + timedelta(hours=2)


class Desk:
    """A case and those who act on it."""

    def __init__(self, stage: Play, procedure: str, about: Subject | None, data: dict) -> None:
        self.stage, self.founder = stage, stage.actor("founder")
        team = applicants(self.founder)[0]
        self.case_id = open_case(procedure=procedure, owner_id=team.id, about=about, by=self.founder, at=AT)
        self.data = {name: self.file() if given == "a file" else given for name, given in data.items()}

    def file(self) -> dict[str, object]:
        limits = Limits((".pdf",))
        kept = store_document([PDF], name="a.pdf", subject=self.subject, by=self.founder, at=AT, limits=limits)
        return {"document": str(kept), "name": "a.pdf", "size": len(PDF)}

    @property
    def subject(self) -> Subject:
        return Subject("procedures.case", self.case_id)

    def do(self, action: str, by: str, data: dict | None = None, case_id: UUID | None = None) -> None:
        proof = Proof("demonstration", second_factor=True, at=AT)
        perform(
            case_id=case_id or self.case_id, action=action, by=self.stage.actor(by), at=AT, data=data,
            reason="Quyết định minh hoạ, có căn cứ.", proof=proof,
        )  # fmt: skip

    def submit(self, **but: object) -> None:
        self.do("submit", "founder", {**self.data, **but})


@pytest.fixture
def stage():
    make.house()
    return make.played("delivery-robots")


EXTENSION = {
    "title": "Gia hạn thử nghiệm minh hoạ",
    "months": 6,
    "same_plan": True,
    "why": "Cần thêm một mùa mưa để đo đủ số liệu.",
    "results": "Đã chạy tám tháng, không có sự cố nghiêm trọng.",
    "incidents": 0,
    "report": "a file",
}


def extension(stage: Play, **but: object) -> Desk:
    desk = Desk(stage, "hanoi.trial-extension", Subject("trials.trial", stage.trial_id), EXTENSION)
    desk.submit(**but)
    for task_id, person_id in open_tasks(desk.case_id):
        said = {"in_favour": True, "view": "Kết quả tốt và an toàn."}
        submit_task(task_id=task_id, data=said, by=actor_for(person_id), at=AT)
    return desk


def test_an_extension_that_is_granted_changes_the_licence(stage):
    extension(stage).do("extend", "licensing-officer")
    trial = trials.trial(stage.trial_id)
    assert [one.plan_data["term_months"] for one in trial.versions] == [12, 18]
    assert trial.card.term_end == datetime(2028, 5, 23, tzinfo=UTC).date()
    assert [one.revoked_at is None for one in trials.permits(stage.trial_id)] == [True, False]


def test_one_that_is_refused_changes_nothing(stage):
    before = trials.trial(stage.trial_id)
    extension(stage).do("refuse", "licensing-officer")
    assert trials.trial(stage.trial_id) == before
    assert len(trials.permits(stage.trial_id)) == 1


def test_more_than_the_law_allows_is_refused_at_the_form_with_the_article(stage):
    with pytest.raises(Refusal) as found:
        extension(stage, months=40)
    [fault] = found.value.faults
    assert fault.where == "/months"
    assert "Art. 25" in fault.what["en"]


AREA = {
    "title": "Khuôn viên minh hoạ",
    "kind": "campus",
    "place": {"street": "1 Đường Minh Hoạ", "ward": "00004"},
    "outline": "105.8412, 21.0021\n105.8450, 21.0021\n105.8450, 21.0060",
    "boundary": "a file",
    "keeper": "Trường minh hoạ",
    "keeper_agrees": True,
    "keeper_letter": "a file",
    "why": "Khuôn viên có đường nội bộ, ít xe và có người trực cả ngày.",
    "technologies": ["robotics"],
    "from": "2026-12-01",
    "until": "2027-12-01",
    "people": "Khoảng hai nghìn sinh viên, đông vào giờ ra chơi.",
    "safety": "Có rào chắn, biển báo và người đi kèm.",
}


def test_a_bad_boundary_is_refused_at_the_form(stage):
    desk = Desk(stage, "hanoi.testing-area", None, AREA)
    before = len(places.areas())
    with pytest.raises(Refusal) as found:
        desk.submit(outline="105.84, 21.0\n105.85, 21.01\n105.85, 21.0\n105.84, 21.01")
    [fault] = found.value.faults
    assert (fault.where, "crosses itself" in fault.what["en"]) == ("/outline", True)
    assert len(places.areas()) == before
    desk.submit()
    assert len(places.areas()) == before


QUESTION = {
    "title": "Khu vực có được xác định không",
    "topic": "testing",
    "question": "Nơi này có thể là khu thử nghiệm theo Luật Thủ đô không?",
    "known": "Đơn vị quản lý đã đồng ý bằng văn bản.",
    "contact_email": "officer@demo.invalid",
}


def test_an_area_that_is_designated_is_on_the_map(stage):
    desk = Desk(stage, "hanoi.testing-area", None, AREA)
    desk.submit()
    desk.do("pass", "programme-officer")
    ticket = Case.objects.get(parent_id=desk.case_id).pk
    desk.do("submit", "programme-officer", QUESTION, ticket)
    desk.do("give_advice", "counsel", {"answer": "Có, nếu đơn vị quản lý đồng ý.", "sure": "likely"}, ticket)
    assert places.area_of_case(desk.case_id) is None
    desk.do("designate", "licensing-officer")
    card = places.area_of_case(desk.case_id)
    assert (card.name["vi"], card.designation.decision) == ("Khuôn viên minh hoạ", case(desk.case_id).number)
    assert card.code in {one.value for one in choices_named("places.areas")}
    assert card.code in trials.designated_sites()
