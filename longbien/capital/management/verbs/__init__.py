"""The verbs of `longbien capital`, one a file: `HELP`, `arguments(parser)` and `run(options, out)`."""
