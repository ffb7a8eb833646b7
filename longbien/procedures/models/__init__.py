"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too.
"""

from longbien.procedures.models.authoring import Revision, ServiceDraft
from longbien.procedures.models.cases import Answers, Case, Counter, Draft, EffectDone, Move
from longbien.procedures.models.catalogue import Version, VersionDesk, VersionRole
from longbien.procedures.models.deciding import QuorumVote, Signature
from longbien.procedures.models.desk import DeskBar, DeskCase, DeskWord, Handler, Note, Share, Stay, Tally
from longbien.procedures.models.fees import Fee
from longbien.procedures.models.handing import AwayPlan, Passing
from longbien.procedures.models.letters import Letter
from longbien.procedures.models.meetings import AgendaItem, Attendance, Meeting, MinutesApproval, Recusal, Vote
from longbien.procedures.models.migrating import MigrationLine, MigrationRun
from longbien.procedures.models.notices import Notice
from longbien.procedures.models.outside import Outside
from longbien.procedures.models.tasks import Task
from longbien.procedures.models.wishes import FeedKey, Wish

__all__ = [
    "AgendaItem",
    "Answers",
    "Attendance",
    "AwayPlan",
    "Case",
    "Counter",
    "DeskBar",
    "DeskCase",
    "DeskWord",
    "Draft",
    "EffectDone",
    "Fee",
    "FeedKey",
    "Handler",
    "Letter",
    "Meeting",
    "MigrationLine",
    "MigrationRun",
    "MinutesApproval",
    "Move",
    "Note",
    "Notice",
    "Outside",
    "Passing",
    "QuorumVote",
    "Recusal",
    "Revision",
    "ServiceDraft",
    "Share",
    "Signature",
    "Stay",
    "Tally",
    "Task",
    "Version",
    "VersionDesk",
    "VersionRole",
    "Vote",
    "Wish",
]
