"""Credentials: proof that a person or a document is what it says. Opens with a later issue; nothing lives here yet.

Words: a *credential* is issued, verified and revoked (Open Badges 3.0, W3C verifiable credentials); a *letter* is
rendered and sealed (PDF/A, PAdES).
"""
