"""Publication: immutable, numbered, refused in words."""

import pytest
from django.db import DatabaseError, transaction

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.models import Version, VersionDesk, VersionRole
from longbien.procedures.queries import service, services
from longbien.record.queries import entries
from longbien.record.triggers import install
from tests.procedures import make

pytestmark = pytest.mark.django_db


def test_the_same_content_is_published_once():
    assert make.published() == make.published()
    version = Version.objects.get()
    assert [entry.open["sha256"] for entry in entries(version.subject)] == [version.sha256]


def test_other_content_under_the_same_number_is_refused_with_what_to_do():
    make.published()
    with pytest.raises(Refusal) as refused:
        make.published(make.changed(make.sample(), {"set": {"title": make.bi("Other")}}))
    assert (refused.value.code, refused.value.status) == ("version-published", 409)
    assert "(version: 2)" in refused.value.what["en"]


def test_a_number_below_the_newest_is_refused():
    make.published(make.changed(make.sample(), {"set": {"version": 3}}))
    with pytest.raises(Refusal, match="version: 4"):
        make.published(make.changed(make.sample(), {"set": {"version": 2}}))


def test_the_newest_version_is_in_force():
    make.published()
    make.published(make.changed(make.sample(), {"set": {"version": 2}}))
    assert service("test.sample").version == 2
    assert [card.version for card in services()] == [2]


def test_the_order_of_states_survives_storage():
    make.published()
    assert list(service("test.sample").definition.states) == ["draft", "screening", "accepted", "rejected"]


def test_offices_and_desks_are_kept_for_lists():
    make.published()
    assert set(VersionRole.objects.values_list("role", "kind", "ref")) == {
        ("applicant", "case.owner", ""),
        ("officer", "group", "programme-officer"),
    }
    assert set(VersionDesk.objects.values_list("state", "ref")) == {("screening", "programme-officer")}


def test_a_faulty_file_is_refused_with_every_line():
    with pytest.raises(Refusal) as refused:
        make.published(make.changed(make.sample(), {"set": {"calendar": "FR", "states.draft.stage": "fly"}}))
    assert refused.value.code == "not-in-order"
    assert len(refused.value.faults) == 2
    assert not Version.objects.exists()


def test_nobody_publishes_a_file_alone():
    for role in ("programme-officer", "hub-admin"):
        with pytest.raises(Refusal) as refused:
            publish_version(bundle=make.bundle(), by=make.actor(make.person("someone", role)), at=make.MONDAY)
        assert refused.value.status == 403
    assert not Version.objects.exists()


def test_a_published_version_cannot_be_changed_by_anyone():
    install()
    make.published()
    for change in (lambda rows: rows.update(source="{}"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Version.objects.all())


def test_an_unknown_service_is_not_found():
    with pytest.raises(Refusal) as refused:
        service("test.nothing")
    assert refused.value.status == 404


@pytest.mark.parametrize("name", ["challenge-application", "stage-gate", "controlled-testing-licence"])
def test_the_procedures_of_the_hub_are_published(name):
    bundle = make.hub_bundle(name)
    publish_version(bundle=bundle, by=SYSTEM, at=make.MONDAY)
    card = service(bundle.procedure.data["procedure"])
    assert card.definition.service.legal_basis or card.definition.service.is_hub_rule
