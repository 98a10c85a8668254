#!/bin/sh
# Creates the two roles and the database. Runs once in the postgres container, or by hand as superuser:
#   SANDI_PEMILIK=... SANDI_APLIKASI=... POSTGRES_USER=postgres BASISDATA_SQL=deploy/basisdata.sql sh deploy/peran.sh
set -eu
: "${SANDI_PEMILIK:?}" "${SANDI_APLIKASI:?}" "${POSTGRES_USER:?}"

psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres \
    -v sandi_pemilik="$SANDI_PEMILIK" -v sandi_aplikasi="$SANDI_APLIKASI" <<'SQL'
CREATE ROLE pemilik LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'sandi_pemilik';
CREATE ROLE aplikasi LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'sandi_aplikasi';
CREATE DATABASE dtsen OWNER pemilik TEMPLATE template0;
SQL
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname dtsen \
    -f "${BASISDATA_SQL:-/deploy/basisdata.sql}"
