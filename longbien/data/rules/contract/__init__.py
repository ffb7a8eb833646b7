"""The contract of a data set: Open Data Contract Standard 3.1, as far as this platform acts by it."""
