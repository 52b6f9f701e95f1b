"""Tables: CSV on the Web, from metadata and rows to N-Quads lines with places for every problem."""
