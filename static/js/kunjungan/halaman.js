/* The telephone page: my visits, one visit in short steps, the last step that sends it. Everything typed is on the
   telephone before the finger has left the button. */
(() => {
  "use strict";
  const { simpan, kirim: pos } = Kunjungan;
  const { buat, fakta, kecilkan, titik, sama } = Kunjungan.isi;
  const tempat = document.querySelector("[data-isi]");
  const garis = document.querySelector("[data-sambungan]");
  const JENIS_FOTO = [["foto_depan", "Rumah dari depan"], ["foto_dalam", "Rumah bagian dalam"], ["lainnya", "Lainnya"]];

  const jam = (saat) => new Date(saat).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const daftar = () => JSON.parse(localStorage.getItem("kunjungan:daftar") || "{}");
  const tampil = (...isi) => { tempat.replaceChildren(...isi.filter(Boolean)); window.scrollTo(0, 0); };
  const kaki = (...tombol) => buat("div", { class: "visit-foot" }, ...tombol);
  const tombol = (kata, saatDitekan, kelas = "button") => buat("button", { type: "button", class: kelas, onclick: saatDitekan }, kata);

  const kataSisa = (hari) => {
    if (hari < 0) return `lewat ${-hari} hari`;
    return hari === 0 ? "hari ini" : `${hari} hari lagi`;
  };

  const keadaan = (isian) => {
    if (!isian) return "belum diisi";
    if (isian.keadaan === "terkirim") return `terkirim ${jam(isian.terkirim)}`;
    if (isian.keadaan === "menunggu") return `tersimpan di ponsel ${jam(isian.disimpan)}, menunggu sambungan`;
    if (isian.keadaan === "ditolak") return `tidak diterima: ${isian.kata}`;
    return `tersimpan di ponsel ${jam(isian.disimpan)}`;
  };

  const kabar = (kata, tautan) => {
    garis.hidden = !kata;
    garis.replaceChildren(kata, tautan || "");
  };

  const mulai = (kunjungan) => ({
    id: kunjungan.id, kepala: kunjungan.kepala, penugasan_ke: kunjungan.penugasan_ke, aksi: "selesaikan",
    jawaban: {}, ditemui: kunjungan.isian.ditemui, catatan: kunjungan.isian.catatan, sebab: "",
    kriteria: kunjungan.isian.kriteria, penilaian: kunjungan.isian.penilaian, dikunjungi: null,
    kunci: pos.kunciBaru(), keadaan: "tersimpan", disimpan: Date.now(),
  });

  /* Another content is another sending: it gets a key of its own. */
  const catat = async (isian, perubahan) => {
    Object.assign(isian, perubahan, {
      disimpan: Date.now(), dikunjungi: new Date().toISOString(), kunci: pos.kunciBaru(), keadaan: perubahan.keadaan || "tersimpan",
    });
    await simpan.taruh("isian", isian);
    const tanda = tempat.querySelector("[data-tersimpan]");
    if (tanda) tanda.textContent = keadaan(isian);
  };

  const hitung = (langkah, isian) => langkah.butir.filter((b) => b.kunci in isian.jawaban).length;

  /* --- my visits ------------------------------------------------------------------------------------------ */

  const senarai = async () => {
    const [semua, isian] = [await simpan.semua("kunjungan"), await simpan.semua("isian")];
    const milik = new Map(isian.map((i) => [i.id, i]));
    semua.sort((a, b) => a.batas.localeCompare(b.batas) || a.id - b.id);
    const kartu = semua.filter((k) => (milik.get(k.id) || {}).keadaan !== "terkirim").map((k) => buat("button",
      { type: "button", class: "panel visit-card", onclick: () => { location.hash = `#${k.id}`; } },
      buat("strong", {}, k.kepala), buat("span", {}, k.tempat),
      buat("span", { class: k.sisa_hari < 0 ? "strong" : "muted" }, kataSisa(k.sisa_hari)),
      buat("span", { class: "muted" }, keadaan(milik.get(k.id)))));
    const tanpaData = isian.filter((i) => i.keadaan !== "terkirim" && !semua.some((k) => k.id === i.id)).map((i) => buat("div",
      { class: "notice warn" }, buat("p", { class: "strong" }, i.kepala), buat("p", {}, keadaan(i)),
      i.keadaan === "ditolak" ? tombol("Buang isian ini", async () => { await simpan.tutup(i.id); await simpan.buang("isian", i.id); senarai(); }, "button-link")
        : buat("p", { class: "muted" }, "Data keluarganya sudah dihapus dari ponsel; isiannya menunggu sambungan.")));
    const terkirim = isian.filter((i) => i.keadaan === "terkirim").map((i) => buat("li", {}, `Keluarga ${i.kepala}…, ${keadaan(i)}`,
      i.bentrok ? ` (${i.bentrok} data berubah di kantor, diputuskan verifikator)` : ""));
    tampil(buat("h1", {}, kartu.length ? `${kartu.length} kunjungan` : "Tidak ada kunjungan"),
      kartu.length ? null : buat("p", { class: "muted" }, "Kunjungan yang ditugaskan kepada Anda muncul di sini."),
      ...tanpaData, ...kartu,
      terkirim.length ? buat("section", { class: "panel" }, buat("h2", {}, "Terkirim"), buat("ul", { class: "stack-s" }, ...terkirim)) : null);
  };

  /* --- one visit ------------------------------------------------------------------------------------------ */

  const kepala = (k, isian) => [
    buat("h1", {}, `Keluarga ${k.kepala}`),
    buat("p", { class: "muted" }, `${k.tempat} · KK ${k.nomor_kk}`),
    buat("p", { class: "saved", "data-tersimpan": "", role: "status" }, keadaan(isian)),
  ];

  const ikhtisar = async (k, isian) => {
    const foto = await simpan.fotoDari(k.id);
    const butir = k.langkah.map((l, ke) => buat("li", {}, buat("button",
      { type: "button", onclick: () => { location.hash = `#${k.id}/${ke}`; } },
      buat("span", {}, l.judul), buat("span", { class: "muted" }, `${hitung(l, isian)}/${l.butir.length}`))));
    const lagi = (alamat, kata, ket) => buat("li", {}, buat("button",
      { type: "button", onclick: () => { location.hash = `#${k.id}/${alamat}`; } }, buat("span", {}, kata), buat("span", { class: "muted" }, ket)));
    tampil(...kepala(k, isian),
      isian.keadaan === "ditolak" ? buat("p", { class: "notice bad", role: "alert" }, `Belum diterima. ${isian.kata} Isian Anda tetap di ponsel ini.`) : null,
      k.pesan ? buat("p", { class: "notice" }, k.pesan) : null,
      buat("ul", { class: "visit-steps" }, ...butir, lagi("foto", "Foto rumah", `${foto.length} foto`),
        lagi("akhir", "Penilaian dan kirim", isian.ditemui ? "diisi" : "")),
      tombol("Keluarga tidak ditemukan", () => { location.hash = `#${k.id}/nihil`; }, "button second"),
      kaki(tombol("Semua kunjungan", () => { location.hash = ""; }, "button second"),
        tombol("Lanjut", () => { location.hash = `#${k.id}/${Math.max(0, k.langkah.findIndex((l) => hitung(l, isian) < l.butir.length))}`; })));
  };

  const langkah = (k, isian, ke) => {
    const l = k.langkah[ke];
    const ubah = (kunci) => (jawaban) => catat(isian, { jawaban: { ...isian.jawaban, [kunci]: jawaban } });
    const semuaSama = async () => {
      const belum = l.butir.filter((b) => !(b.kunci in isian.jawaban));
      const tetap = belum.map((b) => [b.kunci, { fakta: b.fakta, individu: b.individu, dasar: b.nilai, nilai: b.nilai }]);
      await catat(isian, { jawaban: { ...isian.jawaban, ...Object.fromEntries(tetap) } });
      langkah(k, isian, ke);
    };
    const berikut = ke + 1 < k.langkah.length ? ke + 1 : "foto";
    tampil(buat("p", { class: "muted" }, `${ke + 1} dari ${k.langkah.length} · Keluarga ${k.kepala}`), buat("h1", {}, l.judul),
      l.keterangan ? buat("p", { class: "muted" }, l.keterangan) : null,
      buat("p", { class: "saved", "data-tersimpan": "", role: "status" }, keadaan(isian)),
      ...l.butir.map((b) => fakta(b, isian.jawaban[b.kunci], ubah(b.kunci))),
      tombol("Yang belum dijawab masih sama", semuaSama, "button second"),
      kaki(tombol("Daftar langkah", () => { location.hash = `#${k.id}`; }, "button second"),
        tombol("Lanjut", () => { location.hash = `#${k.id}/${berikut}`; })));
  };

  const foto = async (k, isian) => {
    const punya = await simpan.fotoDari(k.id);
    const ambilFoto = (jenis, arti) => {
      const masukan = buat("input", { type: "file", accept: "image/*", capture: "environment", id: `foto-${jenis}` });
      masukan.addEventListener("change", async () => {
        const berkas = masukan.files[0];
        if (!berkas) return;
        /* Kept at once; the place follows when the telephone knows it. */
        const satu = { kunci: pos.kunciBaru(), kunjungan: k.id, jenis, isi: await kecilkan(berkas), lat: null, lon: null, akurasi: null, terkirim: 0, waktu: Date.now() };
        await simpan.taruh("foto", satu);
        await catat(isian, {});
        foto(k, isian);
        const di = await titik();
        const kini = di && await simpan.satu("foto", satu.kunci);
        if (kini && !kini.terkirim) { await simpan.taruh("foto", { ...kini, ...di }); if (location.hash === `#${k.id}/foto`) foto(k, isian); }
      });
      return buat("div", { class: "field" }, buat("label", { for: `foto-${jenis}` }, arti), masukan);
    };
    const baris = punya.map((f) => {
      const gambar = buat("img", { alt: "" });
      const alamat = URL.createObjectURL(f.isi);
      gambar.addEventListener("load", () => URL.revokeObjectURL(alamat), { once: true });
      gambar.src = alamat;
      const nama = JENIS_FOTO.find(([jenis]) => jenis === f.jenis)[1];
      return buat("div", { class: "panel visit-photo" }, gambar, buat("div", {}, buat("strong", {}, nama),
        buat("p", { class: "muted" }, f.lat === null ? "tanpa lokasi" : `lokasi ± ${f.akurasi} m`),
        f.terkirim ? buat("p", { class: "muted" }, `terkirim ${jam(f.terkirim)}`)
          : tombol("Hapus", async () => { await simpan.buang("foto", f.kunci); foto(k, isian); }, "button-link")));
    });
    tampil(buat("p", { class: "muted" }, `Keluarga ${k.kepala}`), buat("h1", {}, "Foto rumah"),
      buat("p", { class: "saved", "data-tersimpan": "", role: "status" }, keadaan(isian)),
      ...baris, ...JENIS_FOTO.map(([jenis, arti]) => ambilFoto(jenis, arti)),
      kaki(tombol("Daftar langkah", () => { location.hash = `#${k.id}`; }, "button second"),
        tombol("Lanjut", () => { location.hash = `#${k.id}/akhir`; })));
  };

  const pilihan = (nama, judul, isi, nilai, ubah) => buat("fieldset", { class: "field" }, buat("legend", {}, judul),
    ...isi.map(([kode, arti]) => buat("label", { class: "choice" },
      buat("input", { type: "radio", name: nama, value: kode, checked: nilai === kode, onchange: () => ubah(kode) }), buat("span", {}, arti))));

  const catatan = (isian) => {
    const kotak = buat("textarea", { id: "catatan", rows: "3", maxlength: "2000" });
    kotak.value = isian.catatan;
    kotak.addEventListener("input", () => catat(isian, { catatan: kotak.value }));
    return buat("div", { class: "field" }, buat("label", { for: "catatan" }, "Catatan ", buat("span", { class: "muted" }, "(boleh kosong)")), kotak);
  };

  const serahkan = async (isian, aksi) => {
    await catat(isian, { aksi, keadaan: "menunggu" });
    location.hash = "";
    pos.kirim();
  };

  const akhir = (k, isian) => {
    const d = daftar();
    const galat = buat("p", { class: "notice bad", role: "alert", hidden: true });
    const kriteria = k.sampel ? d.kriteria.map(([kode, arti]) => pilihan(`kriteria-${kode}`, arti, [["ya", "Ya"], ["tidak", "Tidak"]],
      kode in isian.kriteria ? (isian.kriteria[kode] ? "ya" : "tidak") : "", (v) => catat(isian, { kriteria: { ...isian.kriteria, [kode]: v === "ya" } }))) : [];
    const selesai = () => {
      const kurang = !isian.ditemui ? "Pilih siapa yang Anda temui."
        : k.sampel && (Object.keys(isian.kriteria).length < d.kriteria.length || !isian.penilaian) ? "Jawab kesembilan kriteria dan pilih penilaiannya." : "";
      galat.textContent = kurang;
      galat.hidden = !kurang;
      if (kurang) galat.scrollIntoView({ block: "center" }); else serahkan(isian, "selesaikan");
    };
    tampil(buat("p", { class: "muted" }, `Keluarga ${k.kepala}`), buat("h1", {}, "Penilaian dan kirim"),
      buat("p", { class: "saved", "data-tersimpan": "", role: "status" }, keadaan(isian)), galat,
      pilihan("ditemui", "Yang Anda temui", d.ditemui, isian.ditemui, (v) => catat(isian, { ditemui: v })),
      ...kriteria,
      pilihan("penilaian", k.sampel ? "Menurut Anda keluarga ini" : "Menurut Anda keluarga ini (boleh kosong)", d.penilaian, isian.penilaian, (v) => catat(isian, { penilaian: v })),
      catatan(isian),
      buat("p", { class: "muted" }, `${Object.keys(isian.jawaban).length} data dijawab. Yang tidak dijawab tidak berubah.`),
      kaki(tombol("Daftar langkah", () => { location.hash = `#${k.id}`; }, "button second"), tombol("Selesai, kirim", selesai)));
  };

  const nihil = (k, isian) => {
    const galat = buat("p", { class: "notice bad", role: "alert", hidden: true }, "Pilih sebabnya.");
    tampil(buat("h1", {}, "Keluarga tidak ditemukan"), buat("p", { class: "muted" }, `${k.kepala} · ${k.tempat}`), galat,
      pilihan("sebab", "Sebabnya", daftar().sebab, isian.sebab, (v) => catat(isian, { sebab: v })), catatan(isian),
      kaki(tombol("Kembali", () => { location.hash = `#${k.id}`; }, "button second"),
        tombol("Kirim", () => { galat.hidden = Boolean(isian.sebab); if (isian.sebab) serahkan(isian, "nihil"); })));
  };

  /* --- where we are --------------------------------------------------------------------------------------- */

  const gambar = async () => {
    const [id, bagian] = location.hash.slice(1).split("/");
    const k = id && await simpan.satu("kunjungan", Number(id));
    if (!k) { await senarai(); return; }
    const ada = await simpan.satu("isian", k.id);
    const isian = ada && ada.keadaan !== "terkirim" ? ada : mulai(k);
    if (!ada) Object.entries(k.jawaban).forEach(([kunci, j]) => {
      const butir = k.langkah.flatMap((l) => l.butir).find((b) => b.kunci === kunci);
      if (butir && sama(butir.nilai, j.dasar)) isian.jawaban[kunci] = { fakta: butir.fakta, individu: butir.individu, dasar: j.dasar, nilai: j.nilai };
    });
    if (bagian === undefined) await ikhtisar(k, isian);
    else if (bagian === "foto") await foto(k, isian);
    else if (bagian === "akhir") akhir(k, isian);
    else if (bagian === "nihil") nihil(k, isian);
    else langkah(k, isian, Math.min(Number(bagian) || 0, k.langkah.length - 1));
  };

  const masuk = () => kabar("Anda perlu masuk lagi untuk mengirim. Isian aman di ponsel ini. ",
    buat("a", { href: `${document.body.dataset.masuk}?next=${encodeURIComponent(location.pathname)}` }, "Masuk"));
  const luring = () => kabar("Tanpa sambungan. Semua yang Anda isi tersimpan di ponsel ini.");

  const segarkan = async () => {
    try {
      await pos.ambil();
      kabar("");
    } catch (galat) {
      if (galat instanceof pos.PerluMasuk) masuk();
      else if (galat instanceof pos.TakSampai) luring();
      else throw galat;
    }
  };

  document.addEventListener("kiriman", async ({ detail }) => {
    if (detail === "masuk") masuk();
    else if (detail === "putus") luring();
    else kabar("");
    if (!location.hash) await gambar();
  });
  window.addEventListener("hashchange", gambar);
  window.addEventListener("offline", luring);
  window.addEventListener("online", () => kabar(""));
  setInterval(simpan.sapu, 60000);

  const awal = async () => {
    if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.body.dataset.pekerja).catch(() => {});
    await simpan.sapu();
    await gambar();
    await segarkan();
    await gambar();
    await pos.kirim();
  };
  awal();
})();
