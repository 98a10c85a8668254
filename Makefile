# make run | prepare | test | check | fuzz | isolasi | balapan | jalan-acak | putus | alokasi-acak | bench | bench-jejak | bench-beban | bench-lingkup | bench-antrean | bench-tenggat | bench-penerima | bench-tunggu | bench-berita-acara | bench-tutup | bench-ikesos | gangguan | stop | clean
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

export PORT

.DEFAULT_GOAL := help
.PHONY: help run prepare test check fuzz isolasi balapan jalan-acak putus alokasi-acak bench bench-jejak bench-beban bench-lingkup bench-antrean bench-tenggat bench-penerima bench-tunggu bench-berita-acara bench-tutup bench-ikesos gangguan stop clean

help: ## daftar perintah
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

run: $(VENV)/siap ## siapkan semuanya lalu sajikan di http://127.0.0.1:8000 (PORT=8001 mengubahnya)
	@MODE=$${MODE:-demo} exec $(PY) -m config.local run

prepare: $(VENV)/siap ## sama dengan run, tanpa menyajikan
	@MODE=$${MODE:-demo} exec $(PY) -m config.local prepare

test: $(VENV)/siap-dev ## semua uji, di server sendiri
	@$(PY) -m pytest $(UJI)

check: $(VENV)/siap-dev ## semua gerbang mutu, tanpa uji
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh .ci/gerbang

fuzz: $(VENV)/siap-dev ## banyak permintaan ngawur ke API sebagai setiap peran
	@$(PY) -m bench.fuzz $(FUZZ)

isolasi: $(VENV)/siap-dev ## matriks isolasi penuh: setiap rute x setiap orang
	@MATRIKS=semua $(PY) -m pytest tests/lingkup

balapan: $(VENV)/siap-dev ## 8 utas x 1.000 balapan menyetujui kasus
	@PUTARAN=1000 $(PY) -m pytest -n 0 tests/verval/test_setujui_serentak.py

jalan-acak: $(VENV)/siap-dev ## 200 jalan acak x 1.000 langkah lewat rantai kasus
	@JALAN=$${JALAN:-200} LANGKAH=1000 $(PY) -m pytest -n 0 tests/verval/test_jalan_acak.py

putus: $(VENV)/siap-dev ## 50 kiriman lewat sambungan yang putus, di peramban
	@PUTUS=50 $(PY) -m pytest -n 0 tests/verval/test_putus_peramban.py

alokasi-acak: $(VENV)/siap-dev ## 10.000 pembagian kuota acak dari kabupaten ke desa
	@ALOKASI=10000 $(PY) -m pytest -n 0 tests/verval/test_kuota_bagi.py

bench: $(VENV)/siap-dev ## ukur impor dan pemeringkatan 265.000 keluarga
	@VAR_DIR=$(CURDIR)/var/bench MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench $(BENCH)

bench-jejak: $(VENV)/siap-dev ## ukur jejak pada sepuluh juta baris
	@VAR_DIR=$(CURDIR)/var/bench-jejak MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.jejak $(or $(BENCH),besar)

bench-beban: $(VENV)/siap-dev ## ukur berapa jejak memperlambat halaman, pada data demo
	@MODE=demo $(PY) -m config.local prepare
	@MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.jejak beban $(BENCH)

bench-lingkup: $(VENV)/siap-dev ## ukur harga row-level security, pada data demo
	@MODE=demo $(PY) -m config.local prepare
	@MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.lingkup $(BENCH)

bench-tenggat: $(VENV)/siap-dev ## 1.000 kasus oleh 237 operator pada menit terakhir
	@VAR_DIR=$(CURDIR)/var/tenggat MODE=demo $(PY) -m config.local prepare
	@VAR_DIR=$(CURDIR)/var/tenggat MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.tenggat $(BENCH)

bench-antrean: $(VENV)/siap-dev ## ukur antrean kasus dengan 100.000 kasus menunggu
	@VAR_DIR=$(CURDIR)/var/bench-antrean MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.antrean $(BENCH)

bench-berita-acara: $(VENV)/siap-dev ## ukur berita acara musyawarah 60 keluarga dengan foto
	@MODE=demo exec $(PY) -m bench.berita_acara

bench-tutup: $(VENV)/siap-dev ## tutup musyawarah 60 kasus dari dua sambungan sekaligus
	@KASUS=60 $(PY) -m pytest -n 0 tests/verval/test_musdes_tutup_serentak.py

bench-penerima: $(VENV)/siap-dev ## ukur impor 50.000 penerima dan simulasi aturan atas 265.000 keluarga
	@VAR_DIR=$(CURDIR)/var/bench-penerima MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.penerima $(BENCH)
bench-tunggu: $(VENV)/siap-dev ## ukur daftar tunggu sedesa dan pembagian kuota atas 265.000 keluarga
	@VAR_DIR=$(CURDIR)/var/bench-tunggu MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.tunggu $(BENCH)
bench-ikesos: $(VENV)/siap-dev ## ukur angka indeks dari 800.000 jiwa
	@VAR_DIR=$(CURDIR)/var/bench-ikesos MODE=demo $(PY) -m config.local prepare
	@VAR_DIR=$(CURDIR)/var/bench-ikesos MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.ikesos $(BENCH)

gangguan: $(VENV)/siap-dev ## ganggu jejak 10.000 kali dan periksa bahwa semuanya ditemukan
	@rm -rf $(CURDIR)/var/gangguan
	@VAR_DIR=$(CURDIR)/var/gangguan MODE=demo exec $(PY) -m config.local exec $(CURDIR)/$(PY) -m bench.gangguan $(GANGGUAN)

stop: $(VENV)/siap ## hentikan yang masih berjalan
	@$(PY) -m config.local stop

clean: ## hentikan, lalu hapus data lokal dan .venv
	@if [ -x $(PY) ]; then $(PY) -m config.local clean; fi
	@rm -rf var $(VENV)

$(VENV)/dibuat:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Butuh Python 3.11 atau lebih baru. Coba: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Membuat .venv ..."
	@$(PYTHON) -m venv --clear $(VENV) || \
	    { rm -rf $(VENV); echo "Modul venv tidak ada. Di Debian/Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/siap: requirements.txt | $(VENV)/dibuat
	@echo "Memasang requirements.txt ..."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/siap-dev: requirements.txt requirements-dev.txt | $(VENV)/dibuat
	@echo "Memasang requirements-dev.txt ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $(VENV)/siap $@
