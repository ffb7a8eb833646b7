"""Tables of the data platform. All but the list of data sets and what people keep is history, and never changed."""

from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.sets import DataSet, Edition, Quarantine
from longbien.data.models.workbench import Question, Use

__all__ = [
    "Agreement", "DataSet", "Edition", "Profile", "Quarantine", "Query", "Question", "Revocation", "Signature", "Use",
]  # fmt: skip
