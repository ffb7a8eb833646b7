"""What the database keeps from being changed."""

from longbien.record.triggers import append_only

append_only(
    "data.Edition", "data.Quarantine", "data.Agreement", "data.Signature", "data.Revocation", "data.Query",
    "data.Profile", "data.Request", "data.Ground", "data.NationalShare", "data.Gap", "data.Promise", "data.Closing",
    "data.DeliveryKey", "data.Harvest", "data.Cube", "data.Release", "data.BudgetProposal", "data.BudgetDecision",
)  # fmt: skip
append_only(
    "data.SubjectRequest", "data.RequestStep", "data.Receipt", "data.GoneEdition", "data.Weighing",
    "data.WeighingNote", "data.ConsentNote", "data.Dossier", "data.Filing", "data.Breach", "data.BreachStep",
)  # fmt: skip
