"""Tables of the data platform. All but the list of data sets and what people keep is history, and never changed."""

from longbien.data.models.access import Ground, NationalShare, Request
from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.cubes import BudgetDecision, BudgetProposal, Cube, Release
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
from longbien.data.models.gaps import Closing, Gap, Promise
from longbien.data.models.harvest import External, Harvest, Source
from longbien.data.models.keys import DeliveryKey
from longbien.data.models.sets import DataSet, Edition, Quarantine
from longbien.data.models.workbench import Question, Use

__all__ = [
    "Agreement",
    "Breach",
    "BreachStep",
    "BudgetDecision",
    "BudgetProposal",
    "Closing",
    "ConsentNote",
    "Cube",
    "DataSet",
    "DeliveryKey",
    "Dossier",
    "Edition",
    "External",
    "Filing",
    "Gap",
    "GoneEdition",
    "Ground",
    "Harvest",
    "NationalShare",
    "Profile",
    "Promise",
    "Quarantine",
    "Query",
    "Question",
    "Receipt",
    "Release",
    "Request",
    "RequestStep",
    "Revocation",
    "Signature",
    "Source",
    "SubjectRequest",
    "Use",
    "Weighing",
    "WeighingNote",
]
