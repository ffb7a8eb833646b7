"""`longbien serve`: web and worker under one roof, each started anew when it ends."""

import json
import signal
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from longbien.record.children import Child
from longbien.ui.commands import HouseCommand

HOST = "127.0.0.1"
GIVE_UP = 6
GRACE = 10.0


class Command(HouseCommand):
    help = (
        "Serve the hub on this machine: the web server and the worker, restarted when they end.\n\n"
        "Example: LONGBIEN_PORT=8100 longbien serve\n"
        "Exit codes: 0 stopped by SIGTERM or SIGINT; 1 not fit to start (port taken, migrations or triggers\n"
        "missing) or a process that ends again and again; 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.ENV.port, help="default: LONGBIEN_PORT")
        parser.add_argument("--processes", type=int, default=1, help="web processes; more only on PostgreSQL")
        parser.add_argument("--threads", type=int, default=4, help="threads of each web process")

    def handle(self, *args: Any, **options: Any) -> None:
        self._check_database()
        _check_port(options["port"])
        connection.close()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        children = [
            Child("web", _web(options["port"], options["processes"], options["threads"]), say),
            Child("worker", [sys.executable, "-m", "django", "worker"], say),
        ]
        say("serving", url=f"http://{HOST}:{options['port']}/")
        failed = _watch(children, stop)
        deadline = time.monotonic() + GRACE
        for child in children:
            child.end()
        for child in children:
            child.wait(deadline - time.monotonic())
        if failed:
            raise CommandError(
                f"{failed} ended {GIVE_UP} times in a row as soon as it was started; its last words are above"
            )

    def _check_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database isn't up to date. Run `longbien migrate`.")
        self.check(tags=[Tags.database], databases=["default"])


def _watch(children: list[Child], stop: threading.Event) -> str:
    """Keep the children running until told to stop; the name of one that can't be kept running."""
    while not stop.is_set():
        for child in children:
            child.look()
            if child.quick_ends >= GIVE_UP:
                return child.name
        stop.wait(0.1)
    return ""


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program. Stop that one, or choose another: LONGBIEN_PORT={port + 1}"
            ) from error


def _web(port: int, processes: int, threads: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "longbien.site.wsgi:application", "--interface", "wsgi",
        "--host", HOST, "--port", str(port), "--workers", str(processes), "--blocking-threads", str(threads),
        "--no-ws", "--log-level", "warning",
    ]  # fmt: skip


def say(what: str, **more: Any) -> None:
    """One JSON line of what the supervisor did."""
    line = {"at": timezone.now().isoformat(timespec="milliseconds"), "from": "serve", "what": what}
    print(json.dumps(line | more), flush=True)
