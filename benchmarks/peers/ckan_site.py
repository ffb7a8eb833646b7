"""The peer of benchmarks/ckan.py: CKAN 2.12.0 with its datastore, as its handbook sets it up, in folders of its own.

PostgreSQL is one that was started for it (tools/postgres.sh), Redis one that is started here, the web server uWSGI with
two processes. Solr is in no package of Debian: at its address something answers yes to whatever CKAN wants to index,
and keeps nothing. So searching packages is not to be had; the datastore never asks Solr. CKAN itself is not changed.
"""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from peers.ckan_processes import ended, free_port

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".venvs/bench-ckan"
NEEDS = ("ckan[requirements]==2.12.0", "pyuwsgi==2.0.30.post1")
# xloader wants newer urllib3 than CKAN 2.12.0 pins: it is put beside it, with what its path by COPY imports.
LOADER = ("ckanext-xloader==2.6.0", "ckantoolkit==0.0.7", "tabulator==1.53.5", "Unidecode==1.4.0", "chardet==7.6.0")
TABULATOR = ("click", "ijson", "jsonlines", "linear-tsv", "openpyxl", "unicodecsv", "xlrd", "boto3")
WSGI = """
from ckan.config.middleware import make_app
from ckan.cli import CKANConfigLoader

application = make_app(CKANConfigLoader({ini!r}).get_config())
"""


class Missing(Exception):
    """Something that CKAN can't do without is not on this machine, or didn't work: what, and what to do about it."""


def run(*command: Any, said: str, **more: Any) -> str:
    """What a command says. Missing, with its last words, when it fails."""
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise Missing(f"{said}: {' '.join(map(str, command[:4]))} …\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def install() -> str:
    """CKAN into a virtual environment of its own; why its faster loader can't be had, or "" when it is there too."""
    if shutil.which("redis-server") is None:
        raise Missing("CKAN needs Redis: apt-get install redis-server")
    uv, python = ROOT / ".venv/bin/uv", PEER / "bin/python"
    if not (PEER / "bin/uwsgi").exists():
        if shutil.which("pg_config") is None or shutil.which("cc") is None:
            raise Missing("psycopg2, which CKAN pins, is built here: apt-get install gcc libpq-dev")
        run(uv, "venv", "-q", "--clear", PEER, "--python", sys.executable, said="no virtual environment for CKAN")
        run(uv, "pip", "install", "-q", "--python", python, *NEEDS, said="CKAN 2.12.0 could not be installed")
    try:
        if not (PEER / "bin/tabulator").exists():
            run(uv, "pip", "install", "-q", "--python", python, *TABULATOR, said="no tabulator")
            run(uv, "pip", "install", "-q", "--python", python, "--no-deps", *LOADER, said="no xloader")
        run(python, "-c", "import ckanext.xloader.loader", said="xloader can't be imported")
    except Missing as missing:
        return str(missing)
    return ""


class NoSolr(BaseHTTPRequestHandler):
    """Takes what is to be indexed, and keeps nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b'{"responseHeader": {"status": 0}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is said of requests."""


class Site:
    """A running CKAN: its address, the token of its administrator, the processes that work for it."""

    def __init__(self, folder: Path, server: str, redis: str, solr: str) -> None:
        self.folder, self.ini, self.port, self.server = folder, folder / "ckan.ini", free_port(), server
        self.base, self.python = f"http://127.0.0.1:{self.port}", PEER / "bin/python"
        self.processes: list[int] = []
        self._configured(redis, solr)

    def _configured(self, redis: str, solr: str) -> None:
        for role, may in (("ckan_default", "LOGIN"), ("datastore_default", "LOGIN")):
            self.sql(f"CREATE ROLE {role} {may}")
        for name in ("ckan_default", "datastore_default"):
            self.sql(f"CREATE DATABASE {name} OWNER ckan_default ENCODING 'utf-8'")
        place = f"{urlsplit(self.server).hostname}:{urlsplit(self.server).port}"
        run(PEER / "bin/ckan", "generate", "config", self.ini, said="CKAN made no configuration")
        settings = {
            "sqlalchemy.url": f"postgresql://ckan_default@{place}/ckan_default",
            "ckan.datastore.write_url": f"postgresql://ckan_default@{place}/datastore_default",
            "ckan.datastore.read_url": f"postgresql://datastore_default@{place}/datastore_default",
            "ckan.datastore.sqlsearch.enabled": "true", "ckan.plugins": "datastore", "ckan.site_url": self.base,
            "ckan.redis.url": redis, "solr_url": solr, "ckan.storage_path": str(self.folder / "storage"),
            "ckan.auth.create_unowned_dataset": "true",
        }  # fmt: skip
        told = [f"{name}={value}" for name, value in settings.items()]
        run(PEER / "bin/ckan", "config-tool", self.ini, *told, said="CKAN's configuration could not be changed")
        self.ckan("db", "init")
        self.sql(self.ckan("datastore", "set-permissions"), database="datastore_default")
        made = ("email=bench@example.org", "name=bench", "password=bench-bench-bench")
        self.ckan("sysadmin", "add", "bench", *made, input="y\n")
        self.token = self.ckan("user", "token", "add", "bench", "bench", "-q").split()[-1]

    def ckan(self, *words: str, **more: Any) -> str:
        return run(PEER / "bin/ckan", "-c", self.ini, *words, said="CKAN refused", **more)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What PostgreSQL answers its superuser."""
        command = ("psql", "-qtAX", "-v", "ON_ERROR_STOP=1", "-d", f"{self.server.rpartition('/')[0]}/{database}")
        return run(*command, said="PostgreSQL refused", input=statement).strip()

    @contextmanager
    def serving(self) -> Iterator["Site"]:
        wsgi = self.folder / "wsgi.py"
        wsgi.write_text(WSGI.format(ini=str(self.ini)))
        log = (self.folder / "uwsgi.log").open("wb")
        command = (PEER / "bin/uwsgi", "--http", f"127.0.0.1:{self.port}", "--http-timeout", "600", "--socket-timeout",
                   "600", "--master", "--processes", "2", "--wsgi-file", wsgi, "--virtualenv", PEER, "--die-on-term",
                   "--need-app", "--disable-logging", "--buffer-size", "32768", "--vacuum")  # fmt: skip
        web = subprocess.Popen([str(one) for one in command], cwd=self.folder, stdout=log, stderr=log)
        postgres = Path(self.sql("SHOW data_directory"), "postmaster.pid").read_text().split()[0]
        self.processes += [web.pid, int(postgres)]
        try:
            self._waited(web)
            yield self
        finally:
            ended(web)

    def _waited(self, web: "subprocess.Popen[bytes]") -> None:
        for _ in range(900):
            if web.poll() is not None:
                break
            try:
                if requests.get(f"{self.base}/api/3/action/status_show", timeout=200).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        raise Missing(f"CKAN's web application didn't start:\n{(self.folder / 'uwsgi.log').read_text()[-2000:]}")

    def act(self, action: str, /, **said: Any) -> Any:
        """An action, as the administrator."""
        answer = requests.post(
            f"{self.base}/api/3/action/{action}", json=said, headers={"Authorization": self.token}, timeout=600
        )
        if not answer.ok:
            raise Missing(f"CKAN refused {action}: {answer.text[:1000]}")
        return answer.json()["result"]

    def table(self, package: str, fields: list[dict[str, Any]], **more: Any) -> str:
        """A new resource with an empty table; its id."""
        made = self.act("package_create", name=package)
        told = {"resource": {"package_id": made["id"], "name": package}, "fields": fields, **more}
        return str(self.act("datastore_create", **told)["resource_id"])


@contextmanager
def site(folder: Path, server: str) -> Iterator[Site]:
    """CKAN on the PostgreSQL at `server`. Missing says what it lacks."""
    folder.mkdir(parents=True)
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        cwd=folder, **quiet,
    )  # fmt: skip
    solr = ThreadingHTTPServer(("127.0.0.1", 0), NoSolr)
    threading.Thread(target=solr.serve_forever, daemon=True).start()
    try:
        found = Site(folder, server, f"redis://127.0.0.1:{port}/0", f"http://127.0.0.1:{solr.server_port}/solr/ckan")
        found.processes.append(redis.pid)
        with found.serving():
            yield found
    finally:
        solr.shutdown()
        ended(redis)


class Copier:
    """xloader's path by COPY in a process of CKAN's own (peers/ckan_copy.py)."""

    def __init__(self, found: Site) -> None:
        command = [str(found.python), str(ROOT / "benchmarks/peers/ckan_copy.py"), str(found.ini)]
        log = (found.folder / "copy.log").open("wb")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        self._answer(found)
        self.site = found
        found.processes.append(self.process.pid)

    def _answer(self, found: Site) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise Missing(f"xloader failed:\n{(found.folder / 'copy.log').read_text()[-1500:]}")
        return line

    def load(self, file: Path, resource: str) -> None:
        self._told(f"load {file} {resource}")

    def index(self, resource: str) -> None:
        """What xloader does after the rows are there: its indexes."""
        self._told(f"index {resource}")

    def _told(self, line: str) -> None:
        assert self.process.stdin
        print(line, file=self.process.stdin, flush=True)
        self._answer(self.site)

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)
