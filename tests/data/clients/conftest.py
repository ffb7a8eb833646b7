"""A hub behind HTTP, for programs that nobody here wrote: one server for the tests of a module."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from tests.data.make import column, contract
from tests.databases import copy_of, database_template  # noqa: F401
from tests.people.make import NOW

STATIONS = (
    column("code", primaryKey=True), column("size", "integer", required=True), column("share", "number"),
    column("opened", "date"), column("seen", "timestamp"), column("lit", "boolean"),
)  # fmt: skip


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is said of requests."""


class Server(ThreadedWSGIServer):
    def process_request_thread(self, request: object, client_address: object) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


def list_it(code: str, *columns: dict[str, Any], theme: str = "TRAN", **more: Any) -> None:
    data = contract(*columns, **{"source": "stewards", **more}) | {"id": code, "domain": theme}
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def stations(count: int) -> list[dict[str, Any]]:
    return [
        {"code": f"T{n:02}", "size": n % 5, "share": n / 4, "opened": NOW.date() + timedelta(n), "seen": NOW,
         "lit": n % 2 == 0}
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def lake() -> None:
    """The lake is that of the module's hub."""


@pytest.fixture(scope="module")
def hub(
    database_template: str,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[str]:
    """Where a hub answers that has a set which stewards bring, with thirty rows, and one of another publisher."""
    folder = tmp_path_factory.mktemp("hub")
    with django_db_blocker.unblock(), override_settings(VAR=folder), copy_of(database_template, folder):
        list_it("bus-stops", *STATIONS, title={"vi": "Trạm xe buýt", "en": "Bus stops"},
                limits={"vi": "Chỉ để thử.", "en": "A trial only."}, frequency="DAILY")  # fmt: skip
        deliver("bus-stops", stations(30), by=SYSTEM, at=NOW)
        list_it("floods", column("place"), column("depth", "number"),
                theme="ENVI", title={"vi": "Ngập úng", "en": "Floods"},
                publisher={"vi": "Sở Thử nghiệm", "en": "Department of trials"},
                licence="https://creativecommons.org/licenses/by/4.0/")  # fmt: skip
        server = Server(("127.0.0.1", 0), Quiet)
        server.set_app(get_wsgi_application())
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            serving.join(10)
            connections.close_all()
