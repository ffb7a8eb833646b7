"""Reads of the problems room.

For other rooms: `titles`, `url`, `title`. A problem that is not published is nobody's business but its department's.
"""

from longbien.problems.queries.desk import Draft, applicants, can_edit, departments, draft, drafts, editable, faults
from longbien.problems.queries.shown import (
    Filters,
    KpiView,
    ProblemCard,
    ProblemView,
    SourceView,
    VersionView,
    cards,
    catalogue,
    feed,
    fields_of,
    problem,
    problem_with_code,
    title,
    titles,
    url,
    versions,
    vocabulary,
    vocabulary_of,
)

__all__ = [
    "Draft",
    "Filters",
    "KpiView",
    "ProblemCard",
    "ProblemView",
    "SourceView",
    "VersionView",
    "applicants",
    "can_edit",
    "cards",
    "catalogue",
    "departments",
    "draft",
    "drafts",
    "editable",
    "faults",
    "feed",
    "fields_of",
    "problem",
    "problem_with_code",
    "title",
    "titles",
    "url",
    "versions",
    "vocabulary",
    "vocabulary_of",
]
