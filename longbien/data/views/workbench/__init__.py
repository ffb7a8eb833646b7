"""The workbench: a question, its answer as a table, a chart or a file."""
