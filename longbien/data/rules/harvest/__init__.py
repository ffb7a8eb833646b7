"""What other catalogues tell of their data sets, read with a stranger's eye: bounded, and nothing of it believed."""
