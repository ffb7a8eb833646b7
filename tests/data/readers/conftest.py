"""A hub on a socket, in a database of its own, with one agreement: for every reader the same."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings

from tests.data.readers.world import World, agreed
from tests.databases import copy_of, database_template  # noqa: F401


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: Any) -> None:
        pass


class Server(ThreadedWSGIServer):
    """Connections of a thread are closed with it."""

    daemon_threads = True

    def process_request_thread(self, *request: Any) -> None:
        super().process_request_thread(*request)
        connections.close_all()


@pytest.fixture(scope="module")
def world(
    database_template: str,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any,
) -> Iterator[World]:  # fmt: skip
    folder = tmp_path_factory.mktemp("readers")
    with (
        django_db_blocker.unblock(), override_settings(VAR=folder), copy_of(database_template, folder),
        Server(("127.0.0.1", 0), Quiet) as server,
    ):  # fmt: skip
        server.set_app(get_wsgi_application())
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        try:
            yield agreed(f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            answering.join()


@pytest.fixture(autouse=True)
def lake() -> None:
    """The lake is that of the module's world."""
