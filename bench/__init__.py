"""Side-by-side measurements: ours beside the usual way. `python -m bench` from the root of the repository."""
