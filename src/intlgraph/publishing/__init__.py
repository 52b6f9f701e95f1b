"""What leaves the build: the selection of a dataset, and its dumps in every format."""
