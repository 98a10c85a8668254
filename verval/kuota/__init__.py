"""Quota of a programme: spread from the kabupaten to kecamatan and desa, and the waiting list inside a desa."""
