"""A client that we did not write reads the log: golang.org/x/mod/sumdb, as Debian packages it."""

import os
import subprocess
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from longbien.record import keys
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from tests.record.make import NOW, notes, trial

pytestmark = [pytest.mark.slow]

CLIENT = Path(__file__).parent / "independent" / "tiles.go"
GO = os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture
def served(fresh_database):
    """The address of this process, which answers from a database of its own."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        answering.join()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_the_go_client_follows_every_tile_and_proof(served, size):
    notes(size, subject=trial())
    while sequence():
        pass
    sign_checkpoint(at=NOW)
    command = ["go", "run", str(CLIENT), f"{served}/log", str(keys.verifier())]
    done = subprocess.run(command, env=GO, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout == f"{keys.verifier().name}: {size} entries of {size}\n", done.stderr
