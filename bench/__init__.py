"""Side-by-side measurements: ours beside the usual way. `make bench`, or `python -m bench --help` from the root.

Invented publications of three sizes are generated; every run is a fresh process, of which processor time, wall clock
and peak memory are its own, start-up included. The ratios are ours divided by theirs. On a machine that others use,
trust the processor time before the clock.

A stage more is a module more in `bench.stages`: its commands by tool, each a command line that does the work on one
publication and prints `{"triples": N}` as its last line. Tools that say different numbers are not compared.
"""
