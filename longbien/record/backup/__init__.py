"""One file that holds a whole hub as it stood at one moment: `make` it while the hub runs, `restore` it elsewhere.

The file is a gzipped tar: `state/…` (database, documents, folders of state), `sealed` (keys and settings, only with a
passphrase), and at its end `manifest.json` with the SHA-256 of everything before it.
"""
