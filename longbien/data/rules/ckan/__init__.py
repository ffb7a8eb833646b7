"""The Action API of CKAN, as far as this catalogue speaks it: what is asked, and what is told."""
