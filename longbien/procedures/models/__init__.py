"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too.
"""

from longbien.procedures.models.cases import Answers, Case, Counter, Draft, EffectDone, Move
from longbien.procedures.models.catalogue import Version, VersionDesk, VersionRole
from longbien.procedures.models.deciding import QuorumVote, Signature
from longbien.procedures.models.fees import Fee
from longbien.procedures.models.letters import Letter
from longbien.procedures.models.meetings import AgendaItem, Attendance, Meeting, MinutesApproval, Recusal, Vote
from longbien.procedures.models.migrating import MigrationLine, MigrationRun
from longbien.procedures.models.notices import Notice
from longbien.procedures.models.outside import Outside
from longbien.procedures.models.tasks import Task

__all__ = [
    "AgendaItem",
    "Answers",
    "Attendance",
    "Case",
    "Counter",
    "Draft",
    "EffectDone",
    "Fee",
    "Letter",
    "Meeting",
    "MigrationLine",
    "MigrationRun",
    "MinutesApproval",
    "Move",
    "Notice",
    "Outside",
    "QuorumVote",
    "Recusal",
    "Signature",
    "Task",
    "Version",
    "VersionDesk",
    "VersionRole",
    "Vote",
]
