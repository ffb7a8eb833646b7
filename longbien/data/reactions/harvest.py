"""Other catalogues are read when they are due, and their stewards told when one can't be."""

from longbien.data.actions.harvest.time import begin_reading, note_read, note_trouble
from longbien.data.actions.harvest.write_of_trouble import write_of_trouble
from longbien.data.events.harvest import HarvestFailed, SourceNamed
from longbien.data.harvest.running import harvest, in_words
from longbien.data.queries.harvest import source
from longbien.data.rules.harvest.periods import PERIODS
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, slow_timer

ODD = Text.of(vi="Có lỗi khi đọc; hãy xem nhật ký máy chủ.", en="Reading it failed; see the server's log.")


@on(SourceNamed)
def watch_source(happened: Happened) -> None:
    if happened.what.every in PERIODS:
        schedule(read_source, event_id=happened.id, due_at=happened.at)


@slow_timer
def read_source(happened: Happened) -> None:
    """All of it or nothing; set anew first, so that it comes again whatever becomes of this worker."""
    code = happened.what.code
    due = begin_reading(code, entry_id=happened.id, at=happened.now)
    found = source(code)
    if due is None or found is None:
        return
    schedule(read_source, event_id=happened.id, due_at=due)
    try:
        ran = harvest(found, by=SYSTEM, at=happened.now)
    except Refusal as refusal:
        note_trouble(code, in_words(refusal), at=happened.now)
        return
    except Exception:
        note_trouble(code, ODD, at=happened.now)
        raise
    if ran.broken:
        said = "; ".join(ran.broken)[:1_000]
        note_trouble(code, Text.of(vi=said, en=said), at=happened.now)
        return
    if (due := note_read(code, at=happened.now)) is not None:
        schedule(read_source, event_id=happened.id, due_at=due)


@on(HarvestFailed, slow=True)
def tell_of_trouble(happened: Happened) -> None:
    write_of_trouble(happened.what.code, at=happened.at)
