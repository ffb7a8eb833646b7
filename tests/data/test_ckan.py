"""`ckanapi`, which nobody here wrote, against the hub behind HTTP: catalogue, rows, SQL, deliveries."""

import io
import threading
from collections.abc import Iterator
from datetime import timedelta

import ckanapi
import pytest
import requests
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.actions.sets.make_key import make_key
from longbien.data.models import Edition, Quarantine, Query
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from tests.data.make import check, column, contract
from tests.data.test_asking import SECRET, Shared
from tests.databases import Fresh, database_template, fresh_database  # noqa: F401
from tests.people.make import NOW, actor

pytestmark = pytest.mark.django_db


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is said of requests."""


class Server(ThreadedWSGIServer):
    def process_request_thread(self, request: object, client_address: object) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


def list_it(code: str, *columns, access: str = "open", source: str = "stewards", **more) -> None:
    data = contract(*columns, access=access, source=source, **more) | {"id": code, "domain": "TRAN"}
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


STATIONS = (column("code", primaryKey=True), column("size", "integer", required=True),
            column("share", "number"), column("opened", "date"), column("seen", "timestamp"),
            column("lit", "boolean"))  # fmt: skip


def stations(count: int) -> list[dict]:
    return [
        {"code": f"T{n:02}", "size": n % 5, "share": n / 4, "opened": NOW.date() + timedelta(n), "seen": NOW,
         "lit": n % 2 == 0}
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def hub(database_template, tmp_path_factory, django_db_blocker) -> Iterator[str]:  # noqa: F811
    """Where the hub answers."""
    raise NotImplementedError


@pytest.fixture
def site(fresh_database: Fresh) -> Iterator[ckanapi.RemoteCKAN]:  # noqa: F811
    list_it("bus-stops", *STATIONS, title={"vi": "Trạm xe buýt", "en": "Bus stops"})
    deliver("bus-stops", stations(30), by=SYSTEM, at=NOW)
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield ckanapi.RemoteCKAN(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        serving.join(10)


def test_thin(site):
    print(site.action.status_show())
    print(site.action.package_list())
    print(site.action.package_show(id="bus-stops"))
    print(site.action.package_search(q="buyt", **{"facet.field": ["organization", "groups", "res_format"]}))
    print(site.action.datastore_search(resource_id="bus_stops", limit=2, filters={"size": [1, 2], "lit": True}, sort="share desc"))
    print(site.action.datastore_search_sql(sql='SELECT size, avg(share) AS m FROM "bus_stops" GROUP BY 1 ORDER BY 1'))
