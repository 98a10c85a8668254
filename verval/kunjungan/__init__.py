"""Visits (kunjungan, ground check): made, filled on a telephone, synced, reviewed; drawn samples of them.

`atur` makes and hands on, `sampel` draws, `isi` is what the telephone fetches and sends, `tinjau` reviews; `alur` holds
the chain and `daftar` the lists. Models read `alur` and `daftar`, so this package imports nothing by itself.
"""
