"""Credentials: proof that a person or a document is what it says.

Words: a *letter* is drawn from a template, sealed (PDF/A and PDF/UA, PAdES) and kept; a *credential* is a signed
statement about its *holder* (Open Badges 3.0, W3C Verifiable Credentials 2.0) that its *issuer*, the hub, may revoke or
suspend for a time; a *status list* says publicly which ones, without saying whose.

Verbs: `render_and_seal`, `seal_check`, `draw`, `faults_in`; `issue`, `suspend`, `reinstate`, `revoke`, `verify`.
"""
