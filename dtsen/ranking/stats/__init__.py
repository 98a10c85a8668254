"""Statistics of the ranking: numpy arrays in, numpy arrays out. No Django, no clock, no unseeded randomness."""
