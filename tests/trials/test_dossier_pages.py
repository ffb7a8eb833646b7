"""The dossier in the browser: drawn up by those who may, taken away whole."""

import pytest
from django.urls import reverse
from django.utils import translation

from longbien.kernel.ids import new_id
from longbien.people.models import Person
from longbien.record.keys import make_key, verifier
from longbien.trials.queries.dossiers import dossiers
from longbien.trials.rules.dossier.verify import verify
from tests.trials.make import outside, person, running


@pytest.fixture
def trial(db):
    make_key()
    staged = running()
    staged.send(outside(1))
    return staged


def address(name, *args):
    with translation.override("en"):
        return reverse(f"trials:{name}", args=args)


def test_the_holder_draws_one_up_and_takes_it_away(client, trial):
    client.force_login(Person.objects.get(pk=trial.holder.id))
    url = address("dossier", trial.id)
    assert "None was drawn up yet." in client.get(url).content.decode()
    done = client.post(url, follow=True).content.decode()
    assert "The dossier is drawn up and signed." in done
    [one] = dossiers(trial.id)
    answer = client.get(address("dossier-file", trial.id, one.number))
    assert answer["Content-Disposition"].endswith('.dossier"')
    file = b"".join(answer.streaming_content)
    assert all(check.passed for check in verify(file, verifier()))


def test_a_file_that_is_gone_says_so(client, trial):
    client.force_login(Person.objects.get(pk=trial.officer.id))
    client.post(address("dossier", trial.id))
    [one] = dossiers(trial.id)
    one.path.unlink()
    assert "no longer kept" in client.get(address("dossier", trial.id)).content.decode()
    assert client.get(address("dossier-file", trial.id, one.number)).status_code == 404


def test_strangers_find_nothing(client, trial):
    for login in (False, True):
        if login:
            client.force_login(person("Người ngoài"))
        for url in (address("dossier", trial.id), address("dossier-file", trial.id, 1), address("dossier", new_id())):
            assert client.get(url).status_code == 404
        assert client.post(address("dossier", trial.id)).status_code == 404
    assert dossiers(trial.id) == ()


def test_how_to_check_one_is_told_to_everyone(client, trial):
    told = client.get(address("verify")).content.decode()
    assert str(verifier()) in told
    assert "longbien dossier verify FILE" in told
