"""Cap tables in the Open Cap Table Format 1.2 (Open Cap Table Coalition): read, checked, reckoned, written.

The format's schemas stand in no package and are not copied here: whoever has them checks with `schemas.py`.
"""
