"""`longbien procedure`, as a clerk uses it."""

import json

import pytest
import yaml
from django.core.management import CommandError, call_command

from longbien.procedures.models import Version
from tests.procedures import make


@pytest.fixture
def file(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/request.schema.json").write_text(json.dumps(make.sample_forms()["request"]))
    return write(tmp_path, make.sample())


def write(folder, data):
    path = folder / "sample.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    return path


def run(capsys, *words):
    try:
        call_command("procedure", *map(str, words))
        code = 0
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out, said.err


def test_lint_names_line_and_fault(file, capsys):
    assert run(capsys, "lint", file)[:2] == (0, f"{file}: no fault\n")
    write(file.parent, make.changed(make.sample(), {"set": {"actions.submit.by": "aplicant"}}))
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "by: aplicant" in text)
    code, _, err = run(capsys, "lint", file)
    assert code == 1
    assert f"{file}:{line}: " in err
    assert "There is no role “aplicant”." in err
    assert "\n    > by: aplicant\n" in err


@pytest.mark.parametrize("verb", ["lint", "simulate"])
def test_a_file_that_no_sample_tries_is_told_so(verb, file, capsys):
    code, _, err = run(capsys, verb, file)
    assert (code, f"{file.parent}/samples/sample.yaml:1: " in err) == (0, True)
    assert "There are no sample cases" in err


def test_lint_walks_the_samples_beside_the_file(file, capsys):
    (file.parent / "samples").mkdir()
    steps = [{"do": "submit", "by": "applicant", "with": {"size": 2}, "to": "accepted"}]
    samples = {"procedure": "test.sample", "samples": [{"title": "One", "steps": steps}]}
    (file.parent / "samples/sample.yaml").write_text(yaml.safe_dump(samples))
    code, _, err = run(capsys, "lint", file)
    assert code == 1
    assert "samples/sample.yaml:" in err


@pytest.mark.django_db
def test_a_service_as_it_was_begun_is_in_order_but_is_not_published(file, capsys):
    write(file.parent, make.changed(make.sample(), {"set": {"title": {"vi": "Dịch vụ mới", "en": "New service"}}}))
    code, out, err = run(capsys, "lint", file)
    assert (code, out) == (0, f"{file}: no fault\n")
    assert "still has the words of the starter under “title”" in err
    with pytest.raises(CommandError, match="still has the words of the starter under “title”"):
        call_command("procedure", "publish", str(file))
    assert not Version.objects.exists()


def test_a_file_that_is_no_yaml(file, capsys):
    file.write_text("a: [1")
    code, _, err = run(capsys, "lint", file)
    assert code == 1
    assert f"{file}:1" in err
    assert run(capsys, "diagram", file)[0] == 1


def test_a_form_that_is_missing(file, capsys):
    (file.parent / "forms/request.schema.json").unlink()
    code, _, err = run(capsys, "lint", file)
    assert (code, "This file is not there." in err) == (1, True)


def test_a_file_that_is_not_there(file):
    with pytest.raises(CommandError) as error:
        call_command("procedure", "lint", str(file.parent / "other.yaml"))
    assert error.value.returncode == 2


def test_diagram_and_simulate(file, capsys):
    assert "draft --> screening : Submit (applicant)" in run(capsys, "diagram", file, "--language", "en")[1]
    given = file.parent / "given.json"
    given.write_text(json.dumps({"data": {"size": 3}}))
    write(file.parent, make.changed(make.sample(), {"set": {"facts": {"big": "data.size > 2"}}}))
    out = run(capsys, "simulate", file, "--language", "en", "--with", given)[1]
    assert "submit → screening by applicant, form request" in out
    assert "big = True" in out


@pytest.mark.django_db
def test_publish_and_diff(file, capsys):
    assert run(capsys, "diff", file)[1] == "Nothing of that name is published yet.\n"
    assert run(capsys, "publish", file)[1] == "test.sample version 1 is published\n"
    applicant = make.person("applicant")
    make.submitted(make.team(applicant), applicant)
    data = make.changed(
        make.sample(), {"set": {"states.desk": {"title": make.bi("Desk")}}, "drop": ["states.screening"]}
    )
    for action in data["actions"].values():
        action.update({key: "desk" for key in ("from", "to") if action[key] == "screening"})
    write(file.parent, data)
    out = run(capsys, "diff", file, "--language", "en")[1]
    assert "removed  definition.states.screening" in out
    assert "1 open cases of version 1 stand at “screening”: stay with version 1" in out
    assert "removed  State “Being checked”" in out
    with pytest.raises(CommandError, match="Raise the version number"):
        call_command("procedure", "publish", str(file))
    assert Version.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["lint", "diff"])
def test_a_map_of_states_that_the_version_before_never_had(verb, file, capsys):
    run(capsys, "publish", file)
    changes = {"version": 2, "migrate": {"from": 1, "map": {"cheking": "screening"}}}
    write(file.parent, make.changed(make.sample(), {"set": changes}))
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "cheking" in text)
    code, _, err = run(capsys, verb, file)
    assert (code, f"{file}:{line}: " in err) == (1, True)
    assert "There is no state in version 1 “cheking”. There are: accepted, draft, rejected, screening." in err


@pytest.mark.django_db
def test_a_procedure_that_it_opens_or_is_appealed_by_and_that_is_not_there(file, capsys):
    appeal = {"procedure": "test.apeal", "within": "10wd", "reopen": "again"}
    changes = {
        "states.rejected.appeal": appeal, "states.screening.children": {"legal": "test.advice"},
        "actions.again": make.action("rejected", "screening", "system", require=["reason"]),
    }  # fmt: skip
    write(file.parent, make.changed(make.sample(), {"set": changes}))
    err = run(capsys, "lint", file)[2]
    assert "Không có thủ tục “test.apeal”. Hiện có: test.sample." in err
    assert "There is no procedure “test.advice”. There are: test.sample." in err
    (file.parent / "advice.yaml").write_text("procedure: test.advice\n")
    make.published(make.changed(make.sample(), {"set": {"procedure": "test.apeal"}}))
    assert run(capsys, "lint", file)[:2] == (0, f"{file}: no fault\n")


@pytest.mark.django_db
def test_diff_says_for_each_running_case_whether_it_could_go_over_and_what_changes(file, capsys):
    run(capsys, "publish", file)
    assert "No difference from the version in force." in run(capsys, "diff", file)[1]
    applicant = make.person("applicant")
    team = make.team(applicant)
    make.submitted(team, applicant)
    make.opened(team, applicant)
    changes = {"version": 2, "migrate": {"from": 1}, "states.screening": {"sla": {"within": "3wd"}}}
    changes |= {"actions.approve.guard": "data.size > 1", "actions.pause": make.action("screening", "draft", "officer")}
    write(file.parent, make.changed(make.sample(), {"set": changes}))
    out = run(capsys, "diff", file, "--language", "en")[1]
    assert "1 drafts of version 1 stand at “draft”: 1 can go over, 0 stay" in out
    assert "1 open cases of version 1 stand at “screening”: 1 can go over, 0 stay" in out
    assert "added    Deadline: – → 3wd" in out
    assert "added    Action “Approve”: condition: – → data.size > 1" in out
    assert "added    Action “Do”: – → officer" in out
    (file.parent / "forms/request.schema.json").write_text(
        json.dumps(make.form(title={"type": "string"}, size={"type": "integer", "maximum": 1}))
    )
    out = run(capsys, "diff", file, "--language", "en")[1]
    assert "0 can go over, 1 stay" in out
    assert "question “size”: This must be 1 or less." in out


@pytest.mark.django_db
def test_migrate_first_dry_then_really_and_again_changes_nothing(file, capsys):
    run(capsys, "publish", file)
    with pytest.raises(CommandError, match="takes no cases over"):
        call_command("procedure", "migrate", "test.sample")
    assert "takes no cases over" in run(capsys, "migrate", "test.sample", "--dry-run")[1]
    applicant = make.person("applicant")
    team = make.team(applicant)
    for _ in range(3):
        make.submitted(team, applicant)
    write(file.parent, make.changed(make.sample(), {"set": {"version": 2, "migrate": {"from": 1}}}))
    run(capsys, "publish", file)
    assert "3 cases would go over, 0 would stay" in run(capsys, "migrate", "test.sample", "--dry-run")[1]
    out = run(capsys, "migrate", "test.sample", "--language", "en")[1]
    assert "3 open  migrated Being checked → Being checked" in out
    assert "3 went over, 0 stayed, 0 were closed, 0 wait" in out
    assert run(capsys, "migrate", "test.sample", "--language", "en")[1] == out


SAMPLES = """
procedure: test.sample
samples:
  - title: A request that is granted
    steps:
      - {do: submit, by: applicant, with: {title: Abc, size: 2}, to: screening}
      - {do: approve, by: officer, reason: Good, to: accepted}
"""


def test_simulate_walks_the_samples_that_stand_beside_the_file(file, capsys):
    (file.parent / "samples").mkdir()
    samples = file.parent / "samples/sample.yaml"
    samples.write_text(SAMPLES)
    out = run(capsys, "simulate", file, "--language", "en")[1]
    assert "sample: A request that is granted\n  Submit · applicant → Being checked" in out
    assert "ends reached: accepted\nends that no sample reaches: rejected\n" in out
    samples.write_text(SAMPLES.replace("to: accepted", "to: rejected"))
    code, out, err = run(capsys, "simulate", file, "--language", "en")
    assert (code, f"{samples}:7: " in err, "not at “rejected”" in err) == (1, True, True)
    assert "Submit · applicant → Being checked\n" in out
    assert "✗ The case stands at “accepted”, not at “rejected”." in out
    samples.write_text("procedure: test.sample\nsamples: 1\n")
    assert run(capsys, "simulate", file)[0] == 1
    samples.write_text("[")
    assert run(capsys, "simulate", file)[0] == 1
