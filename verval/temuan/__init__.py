"""Lists of anomalies sent down: read and matched (`daftar`), worked off (`kerja`), counted and answered (`hasil`)."""
