"""Objections of residents: somebody eligible is not registered, somebody registered is not eligible, data are wrong."""
