"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too.
"""

from longbien.procedures.models.authoring import Revision, ServiceDraft
from longbien.procedures.models.cases import Answers, Case, Counter, Draft, EffectDone, Move
from longbien.procedures.models.catalogue import Version, VersionDesk, VersionRole
from longbien.procedures.models.migrating import MigrationLine, MigrationRun
from longbien.procedures.models.notices import Notice
from longbien.procedures.models.tasks import Task

__all__ = [
    "Answers",
    "Case",
    "Counter",
    "Draft",
    "EffectDone",
    "MigrationLine",
    "MigrationRun",
    "Move",
    "Notice",
    "Revision",
    "ServiceDraft",
    "Task",
    "Version",
    "VersionDesk",
    "VersionRole",
]
