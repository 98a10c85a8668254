"""Musyawarah desa and kelurahan: sessions, cases, attendance, ranking by the community, papers and their check."""
