"""A service begun from nothing, as a clerk does who knows no code: `longbien new`, then `longbien procedure try`."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.authoring.deciding import approve, propose
from longbien.procedures.actions.authoring.drafting import begin_new, bring
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import read_bundle
from longbien.procedures.models import ServiceDraft
from longbien.procedures.queries.authoring.drafts import reviewed, texts_of
from longbien.procedures.rules.authoring.texts import Texts
from tests.procedures import make

pytestmark = pytest.mark.django_db
OWN = [
    f"{key}.{language}=Sự kiện trong sân, {key}" for key in ("title", "summary", "who") for language in ("vi", "en")
]  # fmt: skip


@pytest.fixture
def hub(settings, tmp_path):
    """A hub of its own, in a folder that is thrown away."""
    shutil.copytree(settings.HUB.folder, tmp_path / "hub")
    settings.HUB = replace(settings.HUB, folder=tmp_path / "hub")
    return settings.HUB


def new(*words):
    call_command("new", "kind=procedure", "name=courtyard-event", *words)


def tried(hub, capsys, *words):
    capsys.readouterr()
    try:
        call_command("procedure", "try", str(hub.folder / "procedures/courtyard-event.yaml"), "--language=en", *words)
        code = 0
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_service_with_everything_is_in_order_as_it_is_written(hub, capsys):
    new("with=fee,second-officer,appeal", *OWN)
    code, out, err = tried(hub, capsys)
    assert (code, err) == (0, "")
    assert "A refusal is appealed, and the case opened again" in out
    assert "ends that no sample reaches: –" in out
    letter = next(line for line in out.splitlines() if line.startswith("letter decision: ")).partition(": ")[2]
    with open(letter, "rb") as file:
        assert file.read(5) == b"%PDF-"
    call_command("hub", "check", str(hub.folder))


@pytest.mark.parametrize("guide", ["describe-a-service", "mo-ta-dich-vu"])
def test_the_whole_service_of_the_how_to_is_in_order_as_it_stands(hub, capsys, guide):
    """Nothing of it is looked up elsewhere: it is what the first page of the how-to shows."""
    page = (Path(__file__).parents[2] / f"docs/how-to/{guide}.md").read_text()
    procedure, form, samples = re.findall(r"```(?:yaml|json)\n(.*?)```", page, re.DOTALL)[:3]
    folder = hub.folder / "procedures"
    (folder / "courtyard-event.yaml").write_text(procedure)
    (folder / "forms/lab-visit.schema.json").write_text(form)
    (folder / "samples/courtyard-event.yaml").write_text(samples)
    code, out, err = tried(hub, capsys)
    assert (code, err, "ends that no sample reaches: –" in out) == (0, "", True)


def test_what_is_left_to_write_and_what_is_wrong_is_named_by_its_line(hub, capsys):
    new()
    path = hub.folder / "procedures/courtyard-event.yaml"
    code, out, err = tried(hub, capsys)
    assert (code, f"{path}: no fault" in out, "under “service.who”" in err) == (0, True, True)
    path.write_text(path.read_text().replace("by: officer", "by: offcer", 1))
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "by: offcer" in text)
    code, out, err = tried(hub, capsys)
    assert (code, out, f"{path}:{line}: " in err) == (1, "", True)


def test_nothing_is_written_over_and_a_wrong_word_is_named(hub):
    new()
    for words, said in (
        (["with=fee"], "exists already"),
        (["nam=x"], "no “nam” here. There are: kind, name, with, summary.en"),
        (["name=X"], "The short name: lower-case letters"),
        (["name=other", "with=lottery"], "There is no part “lottery”. There are: fee, second-officer, appeal."),
        (["kind=moon"], "kind=procedure|trial"),
    ):
        with pytest.raises(CommandError, match=said.replace("|", r"\|")):
            new(*words)
    (hub.folder / "procedures/appeal.yaml").unlink()
    with pytest.raises(CommandError, match="This hub has no service for appeals"):
        new("name=other", "with=appeal")


def test_in_a_terminal_everything_is_asked(hub, monkeypatch):
    answers = iter(["courtyard-event", "Sự kiện", "Event", "", "What for", "Ai", "Who", "n", "y", "n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    call_command("new", "kind=procedure")
    data = yaml.safe_load((hub.folder / "procedures/courtyard-event.yaml").read_text())
    assert (data["title"], data["service"]["who"]) == ({"vi": "Sự kiện", "en": "Event"}, {"vi": "Ai", "en": "Who"})
    assert data["service"]["summary"]["en"] == "What this service is for, in one sentence."
    assert data["actions"]["accept"]["four_eyes"] == "check"


def test_files_are_laid_under_write_services_by_who_may_write_them(hub, capsys):
    new("with=fee", *OWN)
    clerk, outsider = make.person("clerk", "programme-officer"), make.person("outsider")
    code, out, _err = tried(hub, capsys, "--as", clerk.email)
    draft = ServiceDraft.objects.get()
    assert (code, draft.code, "/authoring/" in out.splitlines()[-1]) == (0, f"{hub.code}.courtyard-event", True)
    assert reviewed(texts_of(draft), draft.code).in_order
    path = hub.folder / "procedures/courtyard-event.yaml"
    path.write_text(path.read_text().replace("3wd", "4wd"))
    tried(hub, capsys, "--as", clerk.email)
    draft.refresh_from_db()
    assert (ServiceDraft.objects.count(), draft.seq, "4wd" in texts_of(draft).procedure) == (1, 2, True)
    for stranger in (outsider.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            tried(hub, capsys, "--as", stranger)
    ServiceDraft.objects.update(status=ServiceDraft.Status.PROPOSED)
    with pytest.raises(CommandError, match="no longer at that step"):
        tried(hub, capsys, "--as", clerk.email)
    with pytest.raises(Refusal) as large:
        bring(code="x", texts=Texts("a" * 100_001, {}), by=make.actor(clerk), at=make.MONDAY)
    assert large.value.code == "too-much"


def test_files_published_by_two_are_found_unchanged_by_the_next_load(hub, capsys):
    new("with=fee", *OWN)
    clerk, other = make.person("clerk", "programme-officer"), make.person("other", "hub-admin")
    tried(hub, capsys, "--as", clerk.email)
    draft = ServiceDraft.objects.get()
    propose(draft_id=draft.pk, seen=draft.seq, by=make.actor(clerk), at=make.MONDAY)
    approve(draft_id=draft.pk, seen=draft.seq, by=make.actor(other), at=make.MONDAY)
    draft.refresh_from_db()
    bundle = read_bundle(hub.folder / "procedures/courtyard-event.yaml")
    assert publish_version(bundle=bundle, by=SYSTEM, at=make.MONDAY) == draft.version_id


def test_on_the_page_the_parts_are_ticked(hub):
    by = make.actor(make.person("clerk", "programme-officer"))
    draft = ServiceDraft.objects.get(pk=begin_new(name="fair", parts=frozenset({"fee"}), by=by, at=make.MONDAY))
    assert "case.fees_paid" in texts_of(draft).procedure
    with pytest.raises(Refusal) as strange:
        begin_new(name="other-fair", parts=frozenset({"lottery"}), by=by, at=make.MONDAY)
    assert strange.value.faults[0].where == "parts"
