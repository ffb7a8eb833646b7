"""The workbench: open sets are asked, questions are kept, saved and removed."""
