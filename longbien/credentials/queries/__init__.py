"""Reads of the credentials room that other rooms may use."""

from longbien.credentials.letters import Heading, draw, faults_in
from longbien.credentials.queries.seals import Sealed, SealReport, seal_check

__all__ = ["Heading", "SealReport", "Sealed", "draw", "faults_in", "seal_check"]
