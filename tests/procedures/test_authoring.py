"""Services written in revisions and published by two persons: the actions, and the record of them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.db import DatabaseError, transaction

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.registry import waiting_for
from longbien.procedures.actions.authoring.deciding import approve, propose, send_back, take_back
from longbien.procedures.actions.authoring.drafting import begin_new, begin_next, drop, save_revision
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.models import MigrationRun, Revision, ServiceDraft, Version
from longbien.procedures.queries import service
from longbien.procedures.queries.authoring.drafts import next_of, reviewed, revisions, texts_of
from longbien.procedures.rules.authoring.texts import Texts
from longbien.record.actions.deliver import deliver
from longbien.record.queries import entries
from longbien.record.triggers import install
from tests.procedures import make

pytestmark = pytest.mark.django_db
AT = make.MONDAY


@pytest.fixture
def people():
    roles = {"clerk": "department-officer", "officer": "programme-officer", "admin": "hub-admin", "other": "hub-admin"}
    made = {name: make.actor(make.person(name, role)) for name, role in roles.items()}
    return made | {"outsider": make.actor(make.person("outsider"))}


@pytest.fixture
def draft_id(people):
    return make.begun(people["clerk"], AT)


def draft_of(draft_id):
    return ServiceDraft.objects.get(pk=draft_id)


def changed(draft_id, old="within: 3wd", new="within: 4wd"):
    texts = texts_of(draft_of(draft_id))
    return Texts(texts.procedure.replace(old, new), texts.forms, texts.samples)


def save(draft_id, by, texts=None, seen=None):
    seq = draft_of(draft_id).seq if seen is None else seen
    return save_revision(draft_id=draft_id, texts=texts or changed(draft_id), seen=seq, by=by, at=AT)


def kinds(draft_id):
    return [entry.kind.removeprefix("procedures.draft-") for entry in entries(draft_of(draft_id).subject)]


def refused(function, **given):
    with pytest.raises(Refusal) as refusal:
        function(**given, at=AT)
    return refusal.value


def test_a_new_service_begins_in_order_and_is_published_by_a_second_person(draft_id, people):
    assert reviewed(texts_of(draft_of(draft_id)), "hanoi.lab-visit").in_order
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    version_id = approve(draft_id=draft_id, seen=1, by=people["admin"], at=AT)
    assert service("hanoi.lab-visit").version == 1
    assert (draft_of(draft_id).status, draft_of(draft_id).version_id) == ("published", version_id)
    assert kinds(draft_id) == ["revised", "proposed", "approved"]
    published = entries(Version.objects.get(pk=version_id).subject)[0]
    assert published.actor_id == people["admin"].id


def test_whoever_wrote_on_it_cannot_publish_it(draft_id, people):
    save(draft_id, people["admin"])
    propose(draft_id=draft_id, seen=2, by=people["clerk"], at=AT)
    for name, code in {
        "admin": "own-work",
        "clerk": "own-work",
        "officer": "not-allowed",
        "outsider": "not-found",
    }.items():
        assert refused(approve, draft_id=draft_id, seen=2, by=people[name]).code == code, name
    assert not Version.objects.exists()
    approve(draft_id=draft_id, seen=2, by=people["other"], at=AT)


def test_an_administrator_alone_publishes_nothing(people):
    draft_id = make.begun(people["admin"], AT, "own-work")
    propose(draft_id=draft_id, seen=1, by=people["admin"], at=AT)
    assert refused(approve, draft_id=draft_id, seen=1, by=people["admin"]).code == "own-work"


def test_only_what_was_proposed_is_published(draft_id, people):
    assert refused(approve, draft_id=draft_id, seen=1, by=people["admin"]).code == "draft-moved-on"
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    with pytest.raises(Refusal) as late:
        save(draft_id, people["clerk"])
    assert late.value.code == "draft-moved-on"
    assert refused(approve, draft_id=draft_id, seen=0, by=people["admin"]).code == "revised-meanwhile"
    approve(draft_id=draft_id, seen=1, by=people["admin"], at=AT)
    assert refused(approve, draft_id=draft_id, seen=1, by=people["admin"]).code == "draft-moved-on"
    assert refused(send_back, draft_id=draft_id, reason="Late.", by=people["admin"]).code == "draft-moved-on"


def test_what_is_not_in_order_is_kept_but_not_proposed(draft_id, people):
    save(draft_id, people["clerk"], changed(draft_id, "by: officer", "by: nobody"))
    refusal = refused(propose, draft_id=draft_id, seen=2, by=people["clerk"])
    assert (refusal.code, refusal.faults[0].where.startswith("procedure.yaml:")) == ("not-in-order", True)
    save(draft_id, people["clerk"], Texts("a: [", {}))
    assert refused(propose, draft_id=draft_id, seen=3, by=people["clerk"]).code == "not-in-order"
    assert [line.seq for line in revisions(draft_of(draft_id))] == [3, 2, 1]


def test_samples_that_go_wrong_hold_a_service_back(draft_id, people):
    texts = texts_of(draft_of(draft_id))
    save(
        draft_id, people["clerk"], Texts(texts.procedure, texts.forms, texts.samples.replace("to: done", "to: refused"))
    )
    assert "samples.yaml" in refused(propose, draft_id=draft_id, seen=2, by=people["clerk"]).faults[0].where


def test_a_service_that_no_sample_tried_is_not_proposed(draft_id, people):
    texts = texts_of(draft_of(draft_id))
    save(draft_id, people["clerk"], Texts(texts.procedure, texts.forms, ""))
    (fault,) = refused(propose, draft_id=draft_id, seen=2, by=people["clerk"]).faults
    assert (fault.where, "no sample cases" in fault.what["en"]) == ("samples.yaml:1", True)


def test_a_proposal_comes_back_with_its_reason_sealed(draft_id, people):
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    assert refused(send_back, draft_id=draft_id, reason=" ", by=people["admin"]).code == "reason-missing"
    assert refused(send_back, draft_id=draft_id, reason="No.", by=people["officer"]).code == "not-allowed"
    send_back(draft_id=draft_id, reason="Who pays?", by=people["admin"], at=AT)
    assert (draft_of(draft_id).status, draft_of(draft_id).returned) == ("writing", "Who pays?")
    assert "reason" not in entries(draft_of(draft_id).subject)[-1].open


def test_an_author_takes_a_proposal_back_before_anyone_decides(draft_id, people):
    assert refused(take_back, draft_id=draft_id, by=people["clerk"]).code == "draft-moved-on"
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    assert refused(take_back, draft_id=draft_id, by=people["officer"]).code == "not-its-author"
    take_back(draft_id=draft_id, by=people["clerk"], at=AT)
    assert kinds(draft_id) == ["revised", "proposed", "taken-back"]
    assert refused(approve, draft_id=draft_id, seen=1, by=people["admin"]).code == "draft-moved-on"
    assert save(draft_id, people["clerk"]) == 2


def test_whoever_wrote_a_service_that_came_back_is_told(draft_id, people):
    def waits(name):
        return [one.url for one in waiting_for(people[name]) if one.kind == "Dịch vụ được trả lại cho bạn"]

    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    assert waits("clerk") == []
    send_back(draft_id=draft_id, reason="Who pays?", by=people["admin"], at=AT)
    assert (len(waits("clerk")), waits("officer"), waits("admin")) == (1, [], [])
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    assert waits("clerk") == []


def test_two_who_write_at_once_lose_nothing(draft_id, people):
    assert save(draft_id, people["clerk"], seen=1) == 2
    with pytest.raises(Refusal) as second:
        save(draft_id, people["officer"], changed(draft_id, "3wd", "9wd"), seen=1)
    assert (second.value.code, second.value.status) == ("revised-meanwhile", 409)
    assert save(draft_id, people["officer"], texts_of(draft_of(draft_id))) == 2  # the same texts again


def test_who_may_write_and_what_is_too_much(draft_id, people):
    with pytest.raises(Refusal) as unseen:
        save(draft_id, people["outsider"])
    assert unseen.value.status == 404
    assert refused(begin_new, name="other", by=people["outsider"]).status in (403, 404)
    with pytest.raises(Refusal) as large:
        save(draft_id, people["clerk"], Texts("a" * 100_001, {}))
    assert (large.value.code, large.value.faults[0].where) == ("too-much", "procedure.yaml")
    assert refused(propose, draft_id=new_id(), seen=1, by=people["clerk"]).status == 404


def test_names_that_will_not_do(draft_id, people):
    for name in ("Lab", "lab-visit", ""):
        refusal = refused(begin_new, name=name, by=people["clerk"])
        assert (refusal.code, refusal.faults[0].where) == ("bad-name", "name")
    assert refused(begin_next, code="hanoi.nothing", by=people["clerk"]).status == 404


def test_a_draft_that_was_dropped_is_kept_and_its_name_is_free(draft_id, people):
    drop(draft_id=draft_id, by=people["clerk"], at=AT)
    assert (draft_of(draft_id).status, Revision.objects.count(), kinds(draft_id)[-1]) == ("dropped", 1, "dropped")
    assert begin_new(name="lab-visit", by=people["clerk"], at=AT) != draft_id


def test_the_next_version_begins_from_the_hubs_own_file_and_proposes_a_migration(people):
    bundle = make.hub_bundle("stage-gate")
    publish_version(bundle=bundle, by=SYSTEM, at=AT)
    texts, published = next_of("hanoi.stage-gate"), bundle.procedure.data["version"]
    data = yaml.safe_load(texts.procedure)
    assert texts.procedure.startswith("#")
    assert (data["version"], data["migrate"]["from"]) == (published + 1, published)
    assert set(texts.forms) == {*data["forms"].values(), *data.get("letters", {}).values()}


@pytest.mark.parametrize("standing", ["as published", "changed since"])
def test_the_next_version_brings_its_letters_and_samples_along(people, settings, tmp_path, standing):
    shutil.copytree(Path(settings.HUB.folder), tmp_path / "hub")
    publish_version(bundle=make.hub_bundle("testing-area"), by=SYSTEM, at=AT)
    settings.HUB = replace(settings.HUB, folder=tmp_path / "hub")
    file = tmp_path / "hub/procedures/testing-area.yaml"
    file.write_text(file.read_text() + ("" if standing == "as published" else "x: 1\n"))
    texts = next_of("hanoi.testing-area")
    data = yaml.safe_load(texts.procedure)
    assert texts.procedure.startswith("#") == (standing == "as published")
    assert set(texts.forms) == {*data["forms"].values(), *data["letters"].values()}
    assert "letter.number" in texts.forms["letters/designation.typ"]
    assert texts.samples.endswith((file.parent / "samples/testing-area.yaml").read_text())
    assert reviewed(texts, "hanoi.testing-area").faults == ()


def test_the_next_version_keeps_what_was_written_here_word_by_word(draft_id, people):
    save(draft_id, people["clerk"])
    propose(draft_id=draft_id, seen=2, by=people["clerk"], at=AT)
    approve(draft_id=draft_id, seen=2, by=people["admin"], at=AT)
    before, texts = texts_of(draft_of(draft_id)), next_of("hanoi.lab-visit")
    assert texts.procedure.startswith(before.procedure.replace("version: 1", "version: 2"))
    assert (texts.forms, texts.samples) == (before.forms, before.samples)


def test_the_version_after_that_begins_from_what_was_published(draft_id, people):
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    approve(draft_id=draft_id, seen=1, by=people["admin"], at=AT)
    for version in (2, 3):
        following = begin_next(code="hanoi.lab-visit", by=people["clerk"], at=AT)
        data = yaml.safe_load(texts_of(draft_of(following)).procedure)
        assert (data["version"], data["migrate"]["from"]) == (version, version - 1)
        propose(draft_id=following, seen=1, by=people["clerk"], at=AT)
        approve(draft_id=following, seen=1, by=people["admin"], at=AT)
    while deliver(clock=lambda: AT, limit=50):
        pass
    assert MigrationRun.objects.exclude(ended_at=None).count() == 2


MIGRATIONS = {
    "in one line": "migrate: {from: 1, map: {checking: screening}, drafts: never}\n",
    "in a block": "migrate:\n  from: 1\n\n  map:\n    checking: screening   # renamed\n",
    "in a block of braces": "migrate: {\n  from: 1, map: {checking: screening},\n}\n",
}


@pytest.mark.parametrize("written", MIGRATIONS)
def test_the_next_version_says_nothing_of_the_cases_of_the_one_before(written, draft_id, people):
    text = texts_of(draft_of(draft_id)).procedure.replace("roles:", MIGRATIONS[written] + "# Who takes part.\nroles:")
    draft = draft_of(draft_id)
    draft.version = Version.objects.create(code=draft.code, version=2, source="{}", sha256="0", published_at=AT)
    draft.save()
    save(draft_id, people["clerk"], Texts(text.replace("version: 1", "version: 2"), {}, ""))
    following = next_of(draft.code).procedure
    assert yaml.safe_load(following)["migrate"] == {
        "from": 2, "drafts": "auto", "open": "if-compatible", "final": "never"
    }  # fmt: skip
    assert following.count("migrate:") == following.count("# Who takes part.\nroles:") == 1


def test_a_number_that_was_published_meanwhile_is_told(draft_id, people):
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    approve(draft_id=draft_id, seen=1, by=people["admin"], at=AT)
    late = [begin_next(code="hanoi.lab-visit", by=people["clerk"], at=AT) for _ in range(2)]
    save(late[1], people["clerk"])
    for one in late:
        propose(draft_id=one, seen=draft_of(one).seq, by=people["clerk"], at=AT)
    approve(draft_id=late[0], seen=1, by=people["admin"], at=AT)
    assert refused(approve, draft_id=late[1], seen=2, by=people["admin"]).code == "version-published"
    assert draft_of(late[1]).status == "proposed"


@pytest.fixture
def guarded():
    """The triggers of the tables, put there before anything is written: PostgreSQL changes no table that is in use."""
    install()


@pytest.mark.usefixtures("guarded", "draft_id")
def test_a_revision_cannot_be_changed_by_anyone():
    for change in (lambda rows: rows.update(procedure=""), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Revision.objects.all())


def test_a_proposed_service_waits_for_a_second_administrator(draft_id, people):
    def waits(name):
        return [one.title for one in waiting_for(people[name]) if one.kind == "Dịch vụ chờ duyệt"]

    assert waits("admin") == []
    propose(draft_id=draft_id, seen=1, by=people["clerk"], at=AT)
    assert len(waits("admin")) == 1
    assert waits("clerk") == []


def test_what_the_starter_says_is_neither_proposed_nor_published(people):
    """Each text that is still to be written is named with its line; the same by files."""
    draft_id = begin_new(name="lab-tour", by=people["clerk"], at=AT)
    refusal = refused(propose, draft_id=draft_id, seen=1, by=people["clerk"])
    assert (refusal.code, refusal.status) == ("untouched", 422)
    assert [fault.what["en"].split("“")[1].split("”")[0] for fault in refusal.faults] == [
        "title", "service.summary", "service.who",
    ]  # fmt: skip
    ServiceDraft.objects.filter(pk=draft_id).update(status="proposed")
    assert refused(approve, draft_id=draft_id, seen=1, by=people["admin"]).code == "untouched"
