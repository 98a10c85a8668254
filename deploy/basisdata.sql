-- Tujuan    : hak dasar satu basis data DTSEN; dijalankan superuser di basis data itu
-- Masukan   : peran pemilik dan aplikasi sudah ada, basis data milik peran pemilik
-- Butir     : ekstensi, skema public, hak bawaan untuk tabel yang dibuat pemilik
-- Idempoten : ya
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS unaccent;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO aplikasi;

ALTER DEFAULT PRIVILEGES FOR ROLE pemilik IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aplikasi;
ALTER DEFAULT PRIVILEGES FOR ROLE pemilik IN SCHEMA public
    GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO aplikasi;
