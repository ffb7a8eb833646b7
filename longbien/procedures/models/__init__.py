"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too.
"""

from longbien.procedures.models.cases import Answers, Case, Counter, Draft, EffectDone, Move
from longbien.procedures.models.catalogue import Version, VersionDesk, VersionRole
from longbien.procedures.models.desk import DeskCase, DeskWord, Handler, Note, Share, Stay, Tally
from longbien.procedures.models.notices import Notice
from longbien.procedures.models.tasks import Task
from longbien.procedures.models.wishes import FeedKey, Wish

__all__ = [
    "Answers",
    "Case",
    "Counter",
    "DeskCase",
    "DeskWord",
    "Draft",
    "EffectDone",
    "FeedKey",
    "Handler",
    "Move",
    "Note",
    "Notice",
    "Share",
    "Stay",
    "Tally",
    "Task",
    "Version",
    "VersionDesk",
    "VersionRole",
    "Wish",
]
