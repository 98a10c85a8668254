"""A synthetic Kutai Kartanegara: people who never lived, and what each source would hold of them.

Plain Python and numpy, no Django: `run.generate` draws the population desa by desa (`population`), looks at it as
each source would have on its date (`potret`), spoils it as the field does (`damage`) and writes files and truth.
Everything is a pure function of (number of families, seed).
"""
