"""Reads of the credentials room that other rooms may use."""

from longbien.credentials.kinds import KINDS, Kind
from longbien.credentials.letters.drawing import Heading, draw, faults_in
from longbien.credentials.queries.credentials import CredentialCard, credential_card, credentials_about, document_of
from longbien.credentials.queries.seal_words import checks_of
from longbien.credentials.queries.seals import Sealed, SealReport, seal_check
from longbien.credentials.queries.verification import Check, Verdict, outcome_of, verify
from longbien.credentials.rules.documents import Claims

__all__ = [
    "KINDS", "Check", "Claims", "CredentialCard", "Heading", "Kind", "SealReport", "Sealed", "Verdict",
    "checks_of", "credential_card", "credentials_about", "document_of", "draw", "faults_in", "outcome_of", "seal_check",
    "verify",
]  # fmt: skip
