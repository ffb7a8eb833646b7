"""Writes the frozen dossier that other tests read, once its format has changed on purpose:

.venv/bin/python -m pytest tests/trials/freeze.py
"""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from longbien.record.keys import key_path
from tests.trials.evidence import FROZEN, KEY, built, eventful


@pytest.mark.django_db
def test_freeze(settings, tmp_path):
    settings.VAR = tmp_path
    key_path().parent.mkdir()
    key_path().write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    FROZEN.write_bytes(built(eventful()))
