"""The Action API of CKAN: what its clients and its harvesters read, and stewards deliver by."""
