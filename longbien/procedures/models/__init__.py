"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too.
"""

from longbien.procedures.models.cases import Answers, Case, Counter, Draft, EffectDone, Move
from longbien.procedures.models.catalogue import Version, VersionDesk, VersionRole
from longbien.procedures.models.deciding import Signature, Vote
from longbien.procedures.models.fees import Fee
from longbien.procedures.models.letters import Letter
from longbien.procedures.models.migrating import MigrationLine, MigrationRun
from longbien.procedures.models.notices import Notice
from longbien.procedures.models.outside import Outside
from longbien.procedures.models.tasks import Task

__all__ = [
    "Answers",
    "Case",
    "Counter",
    "Draft",
    "EffectDone",
    "Fee",
    "Letter",
    "MigrationLine",
    "MigrationRun",
    "Move",
    "Notice",
    "Outside",
    "Signature",
    "Task",
    "Version",
    "VersionDesk",
    "VersionRole",
    "Vote",
]
