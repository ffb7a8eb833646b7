"""`longbien worker`: places events in the log, signs its head, makes deliveries. One is enough; several may run."""

import json
import logging
import os
import signal
import threading
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from longbien.record.actions.deliver import deliver
from longbien.record.actions.retain import BATCH as WHOLE
from longbien.record.actions.retain import retain
from longbien.record.actions.sequence import BATCH, sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.ui.commands import HouseCommand

SIGN_EVERY = timedelta(seconds=5)
RETAIN_EVERY = timedelta(hours=1)
log = logging.getLogger("longbien.worker")


class Command(HouseCommand):
    help = (
        "Place events in the log, sign its head, make deliveries and timers, until told to stop.\n\n"
        "Example: longbien worker --pause 0.5\n"
        "Exit codes: 0 stopped by SIGTERM or SIGINT, 1 not fit to start (it says why), 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pause", type=float, default=0.5, help="seconds to rest when there is nothing to do")
        parser.add_argument("--once", action="store_true", help="do what there is to do now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        self.check(tags=[Tags.database], databases=["default"])
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        signed = retained = datetime.min.replace(tzinfo=timezone.get_default_timezone())
        while not stop.is_set():
            busy = False
            try:
                busy = _turn()
                if options["once"] or timezone.now() - signed >= SIGN_EVERY:
                    sign_checkpoint(at=timezone.now())
                    signed = timezone.now()
                if options["once"] or timezone.now() - retained >= RETAIN_EVERY:
                    busy = retain(at=timezone.now()) == WHOLE or busy
                    retained = timezone.now()
            except DatabaseError as error:
                log.warning("the database did not answer", extra={"error": type(error).__name__})
                close_old_connections()
            heartbeat(timezone.now())
            if options["once"] and not busy:
                return
            if not busy:
                stop.wait(options["pause"])


def _turn() -> bool:
    """One round; True when there may be more to do at once."""
    placed = sequence()
    made = deliver(clock=timezone.now)
    return placed == BATCH or made > 0


def heartbeat(at: datetime) -> None:
    """Say that this worker lives; `/health` and `serve` read the file."""
    path = Path(settings.VAR) / "worker.heartbeat"
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"at": at.isoformat(timespec="seconds"), "pid": os.getpid()}))
    draft.replace(path)
