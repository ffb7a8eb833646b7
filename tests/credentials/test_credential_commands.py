"""`longbien credential` and `longbien letter`: what they do, what they say, how they end."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from longbien.credentials import keys, models
from longbien.credentials.letters import sealing
from longbien.credentials.queries import draw
from longbien.kernel.ids import new_id, to_slug
from longbien.people.policy import OFFICER
from longbien.record import keys as record_keys
from tests.people.make import organisation, person

pytestmark = pytest.mark.django_db
OFFICERS = "officer@example.org"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    record_keys.make_key()
    person("Minh", email=OFFICERS, roles=(OFFICER,))
    person("Nguyễn Thị Ẩn", email="lan@example.org")


def run(*given: object) -> str:
    out = StringIO()
    call_command(*map(str, given), stdout=out)
    return out.getvalue()


def issue(*more: object, to: str = "lan@example.org") -> str:
    return run("credential", "issue", "role", "--to", to, "--name", "Phản biện", "--by", OFFICERS, *more).strip()


def test_issue_verify_list_revoke(tmp_path):
    file = tmp_path / "role.json"
    made = issue("--fact", "Lĩnh vực=Giao thông=đường bộ", "--until", "2030-12-31", "--out", file)
    said = json.loads(file.read_text())
    assert said["validUntil"] == "2030-12-31T16:59:59Z"
    assert said["evidence"][0]["narrative"] == "Giao thông=đường bộ"
    assert run("credential", "verify", file).count("ok ") == 4
    assert made in run("credential", "list")
    run("credential", "revoke", made, "--by", OFFICERS, "--reason", "Hết nhiệm kỳ")
    assert "revoked" in run("credential", "list", "--all")
    with pytest.raises(CommandError, match="does not hold"):
        run("credential", "verify", file)


def test_an_organisation_by_its_code():
    models_made = organisation("Nhóm Sông Hồng")
    models_made.code = "song-hong"
    models_made.save()
    issue(to="song-hong")
    assert models.Credential.objects.get().subject == f"people.organisation:{models_made.pk}"


REFUSED = {
    "by someone who may not": (
        ("issue", "role", "--to", OFFICERS, "--name", "x", "--by", "lan@example.org"),
        "may not",
    ),
    "by nobody": (("issue", "role", "--to", OFFICERS, "--name", "x", "--by", "a@b.c"), "no account with the address"),
    "to nobody": (
        ("issue", "role", "--to", "a@b.c", "--name", "x", "--by", OFFICERS),
        "no account and no organisation",
    ),
    "of no such id": (("revoke", to_slug(new_id()), "--by", OFFICERS, "--reason", "x"), "no credential"),
    "of no id": (("revoke", "01k", "--by", OFFICERS, "--reason", "x"), "no credential"),
    "of no file": (("verify", "/nowhere.json"), "No such file"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_said(what: str):
    given, words = REFUSED[what]
    with pytest.raises(CommandError, match=words):
        run("credential", *given)
    assert not models.Credential.objects.exists()


def test_a_letter_of_a_service_is_drawn_with_made_up_answers(tmp_path, monkeypatch, settings):
    monkeypatch.chdir(tmp_path)
    template = Path(settings.HUB.folder) / "procedures/letters/designation.typ"
    assert "no faults" in run("letter", "check", template)
    assert run("letter", "draw", template).strip() == "designation.pdf"
    assert (tmp_path / "designation.pdf").read_bytes().startswith(b"%PDF-")
    lonely = tmp_path / "lonely.typ"
    lonely.write_text("#let letter = json(bytes(sys.inputs.letter))\n= #letter.number")
    with pytest.raises(CommandError, match="no “number”"):
        run("letter", "draw", lonely)


def test_a_letter_is_checked_and_drawn(tmp_path):
    good, bad, data, out = (tmp_path / name for name in ("good.typ", "bad.typ", "data.json", "out.pdf"))
    good.write_text("#let letter = json(bytes(sys.inputs.letter))\n= #letter.name")
    bad.write_text("= x\n#foo\n")
    data.write_text('{"name": "Ẩn"}')
    assert "no faults" in run("letter", "check", good, "--data", data)
    run("letter", "draw", good, "--data", data, "--out", out)
    assert out.read_bytes().startswith(b"%PDF-")
    shown = StringIO()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("letter", "check", str(bad), stdout=shown)
    assert f"{bad}:2: " in shown.getvalue()
    with pytest.raises(CommandError, match="what the letter says begins with letter"):
        run("letter", "draw", bad, "--out", out)
    for wrong in ("[]", "{"):
        data.write_text(wrong)
        with pytest.raises(CommandError, match=r"data\.json"):
            run("letter", "check", good, "--data", data)


def test_a_seal_is_examined(tmp_path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealing.seal(draw("x", {}, "vi"), *keys.seal_archive(), reason="7", location=""))
    assert "It is the seal of this hub" in run("letter", "verify", file)
    file.write_bytes(draw("x", {}, "vi"))
    with pytest.raises(CommandError, match="does not hold"):
        run("letter", "verify", file)
