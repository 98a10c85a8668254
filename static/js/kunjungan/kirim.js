/* Sending: photos first, then the answers, each under a key of its own until the server has answered. What it refuses
   stays on the telephone with the server's words. */
(() => {
  "use strict";
  const { simpan } = Kunjungan;
  const BELUM_SAMPAI = [429, 500, 502, 503, 504];
  const JEDA = [3, 6, 12, 30, 60];
  const BATAS = 120000;
  const badan = document.body.dataset;
  let berjalan = null;
  let ke = 0;
  let jam = 0;

  class TakSampai extends Error {}
  class PerluMasuk extends Error {}

  const kuki = (nama) => (document.cookie.split("; ").find((k) => k.startsWith(`${nama}=`)) || "").slice(nama.length + 1);
  const kunciBaru = () => crypto.randomUUID();

  const panggil = async (jalur, isi, kunci) => {
    const kepala = { Accept: "application/json" };
    const pilihan = { credentials: "same-origin", headers: kepala, redirect: "manual" };
    const putus = new AbortController();
    const jamBatas = setTimeout(() => putus.abort(), BATAS);
    if (isi !== undefined) {
      kepala["X-CSRFToken"] = kuki(badan.csrf);
      kepala["Idempotency-Key"] = kunci;
      if (!(isi instanceof FormData)) kepala["Content-Type"] = "application/json";
      Object.assign(pilihan, { method: "POST", body: isi instanceof FormData ? isi : JSON.stringify(isi) });
    }
    try {
      const jawab = await fetch(badan.api + jalur, { ...pilihan, signal: putus.signal });
      if (BELUM_SAMPAI.includes(jawab.status)) throw new TakSampai();
      if (jawab.type === "opaqueredirect" || jawab.status === 401) throw new PerluMasuk();
      const data = await jawab.json();
      if (jawab.status === 403 && data.kode !== "izin") throw new PerluMasuk();
      return { ok: jawab.ok, status: jawab.status, data };
    } catch (galat) {
      if (galat instanceof PerluMasuk) throw galat;
      throw new TakSampai();
    } finally {
      clearTimeout(jamBatas);
    }
  };

  const kirimFoto = async (foto, isian) => {
    const isi = new FormData();
    isi.append("jenis", foto.jenis);
    isi.append("penugasan_ke", isian.penugasan_ke);
    if (foto.lat !== null) {
      isi.append("lat", foto.lat);
      isi.append("lon", foto.lon);
      isi.append("akurasi_m", foto.akurasi);
    }
    isi.append("berkas", foto.isi, "foto.jpg");
    return panggil(`${foto.kunjungan}/foto/`, isi, foto.kunci);
  };

  const muatan = (isian) => ({
    aksi: isian.aksi,
    penugasan_ke: isian.penugasan_ke,
    jawaban: Object.values(isian.jawaban),
    ditemui: isian.ditemui,
    catatan: isian.catatan,
    sebab: isian.sebab,
    kriteria: isian.kriteria,
    penilaian: isian.penilaian,
    dikunjungi: isian.dikunjungi,
  });

  const tolak = async (isian, kata) => {
    await simpan.taruh("isian", { ...isian, keadaan: "ditolak", kata });
    return false;
  };

  const kirimSatu = async (isian) => {
    for (const foto of await simpan.fotoDari(isian.id)) {
      if (!foto.terkirim) {
        const jawab = await kirimFoto(foto, isian);
        if (!jawab.ok) return tolak(isian, jawab.status === 404 ? "Kunjungan ini tidak lagi ditugaskan kepada Anda." : jawab.data.pesan);
        await simpan.taruh("foto", { ...foto, terkirim: Date.now() });
      }
    }
    const jawab = await panggil(`${isian.id}/kirim/`, muatan(isian), isian.kunci);
    if (!jawab.ok) return tolak(isian, jawab.status === 404 ? "Kunjungan ini tidak lagi ditugaskan kepada Anda." : jawab.data.pesan);
    /* Of a visit that is over the answers leave the telephone as well. */
    await simpan.tutup(isian.id);
    await simpan.taruh("isian", {
      id: isian.id, kepala: isian.kepala.slice(0, 1), penugasan_ke: isian.penugasan_ke, jawaban: {},
      keadaan: "terkirim", terkirim: Date.now(), bentrok: jawab.data.bentrok,
    });
    return true;
  };

  /* Everything that waits; one run at a time. Returns "sampai", "putus" or "masuk". */
  const jalankan = async () => {
    let keadaan = "sampai";
    for (const isian of (await simpan.semua("isian")).filter((i) => i.keadaan === "menunggu")) {
      try {
        await kirimSatu(isian);
      } catch (galat) {
        keadaan = galat instanceof PerluMasuk ? "masuk" : "putus";
        if (!(galat instanceof PerluMasuk || galat instanceof TakSampai)) throw galat;
        break;
      }
    }
    clearTimeout(jam);
    ke = keadaan === "putus" ? ke + 1 : 0;
    if (keadaan === "putus") jam = setTimeout(kirim, JEDA[Math.min(ke, JEDA.length) - 1] * 1000);
    document.dispatchEvent(new CustomEvent("kiriman", { detail: keadaan }));
    return keadaan;
  };

  const kirim = () => {
    if (!berjalan) berjalan = jalankan().finally(() => { berjalan = null; });
    return berjalan;
  };

  /* The visits as the office has them now. What somebody else holds, or nobody any more, leaves the telephone, except
     where answers wait: those are refused with words, not lost. */
  const ambil = async () => {
    const jawab = await panggil("");
    if (!jawab.ok) throw new TakSampai();
    await simpan.milik(jawab.data.pengguna);
    localStorage.setItem("kunjungan:daftar", JSON.stringify(jawab.data.daftar));
    const ada = new Set(jawab.data.kunjungan.map((k) => k.id));
    const isian = new Map((await simpan.semua("isian")).map((i) => [i.id, i]));
    for (const lama of await simpan.semua("kunjungan")) {
      const satu = isian.get(lama.id);
      if (!ada.has(lama.id) && !(satu && satu.keadaan !== "terkirim")) await simpan.tutup(lama.id);
    }
    for (const kunjungan of jawab.data.kunjungan) {
      const satu = isian.get(kunjungan.id);
      const ditugaskanLagi = satu && satu.penugasan_ke !== kunjungan.penugasan_ke;
      if (satu && satu.keadaan === "terkirim" && ditugaskanLagi) await simpan.buang("isian", kunjungan.id);
      if (!satu || satu.keadaan === "terkirim" || satu.keadaan === "ditolak") await simpan.taruh("kunjungan", kunjungan);
      /* While answers wait, the base they were given on stays what was on the screen. */
      else if (!(await simpan.satu("kunjungan", kunjungan.id))) await simpan.taruh("kunjungan", kunjungan);
      if (satu && satu.keadaan === "ditolak" && ditugaskanLagi) {
        await simpan.taruh("isian", { ...satu, penugasan_ke: kunjungan.penugasan_ke, kunci: kunciBaru(), keadaan: "tersimpan" });
      }
    }
  };

  window.addEventListener("online", () => { ke = 0; kirim(); });
  Kunjungan.kirim = { kirim, ambil, kunciBaru, TakSampai, PerluMasuk };
})();
