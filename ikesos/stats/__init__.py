"""The index as plain mathematics: numpy arrays in, numpy arrays out. No Django, no clock, no unseeded chance."""
