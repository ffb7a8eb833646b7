"""Tables of the data platform. All but the list of data sets is history, and never changed."""

from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.duties import (
    Breach,
    BreachStep,
    ConsentNote,
    Dossier,
    Filing,
    GoneEdition,
    Receipt,
    RequestStep,
    SubjectRequest,
    Weighing,
    WeighingNote,
)
from longbien.data.models.sets import DataSet, Edition, Quarantine

__all__ = [
    "Agreement", "Breach", "BreachStep", "ConsentNote", "DataSet", "Dossier", "Edition", "Filing", "GoneEdition",
    "Profile", "Quarantine", "Query", "Receipt", "RequestStep", "Revocation", "Signature", "SubjectRequest",
    "Weighing", "WeighingNote",
]  # fmt: skip
