/* The parts of the pages: a fact with "masih sama" or a new value, photos with their place. Built node by node, so that
   no text of a family is ever read as markup. */
(() => {
  "use strict";
  const SISI = 1600;
  const MUTU = 0.85;

  const buat = (nama, sifat = {}, ...anak) => {
    const simpul = document.createElement(nama);
    Object.entries(sifat).forEach(([kunci, nilai]) => {
      if (kunci.startsWith("on")) simpul.addEventListener(kunci.slice(2), nilai);
      else if (kunci in simpul && typeof nilai !== "string") simpul[kunci] = nilai;
      else simpul.setAttribute(kunci, nilai);
    });
    simpul.append(...anak.filter((a) => a !== null && a !== undefined && a !== false));
    return simpul;
  };

  const sama = (satu, dua) => (satu === null || satu === undefined ? "" : String(satu)) === (dua === null || dua === undefined ? "" : String(dua));

  /* The control of a new value: a list for codes, a number, a date. */
  const isian = (butir, nilai, ubah) => {
    const id = `isian-${butir.kunci.replace(":", "-")}`;
    const label = buat("label", { class: "sr", for: id }, `${butir.nama}, yang Anda lihat`);
    const awal = nilai === null || nilai === undefined ? "" : String(nilai);
    let kendali;
    if (butir.pilihan.length) {
      kendali = buat("select", { id, class: "input" }, buat("option", { value: "" }, "Pilih"),
        ...butir.pilihan.map(([kode, arti]) => buat("option", { value: String(kode) }, arti)));
      kendali.value = awal;
    } else {
      const jenis = butir.jenis === "tanggal" ? { type: "date" } : { type: "number", inputmode: "numeric", min: "0", max: String(butir.maks) };
      kendali = buat("input", { id, class: "input", ...jenis });
      kendali.value = awal;
    }
    kendali.addEventListener("change", () => {
      const tulisan = kendali.value;
      ubah(tulisan === "" ? null : butir.jenis === "tanggal" ? tulisan : Number(tulisan));
    });
    return buat("div", {}, label, kendali);
  };

  const fakta = (butir, jawaban, ubah) => {
    const tahu = butir.nilai !== null && butir.nilai !== "";
    const catat = (nilai) => ubah({ fakta: butir.fakta, individu: butir.individu, dasar: butir.nilai, nilai });
    const tempat = buat("div", { hidden: true });
    /* A break after a stroke: "Parket/vinil/karpet" does not fit half a telephone in one piece. */
    const tertulis = tahu ? butir.tulisan.replaceAll("/", "/\u200b") : "";
    const tetap = buat("button", { type: "button", "aria-pressed": "false" }, tahu ? `Masih ${tertulis}` : "Belum tahu");
    const lain = buat("button", { type: "button", "aria-pressed": "false" }, tahu ? "Berubah" : "Isi");
    const pilih = (berubah) => {
      tetap.setAttribute("aria-pressed", String(!berubah));
      lain.setAttribute("aria-pressed", String(berubah));
      tempat.hidden = !berubah;
    };
    const kini = jawaban && !sama(jawaban.nilai, butir.nilai) ? jawaban.nilai : null;
    tempat.append(isian(butir, kini, (nilai) => { if (nilai !== null) catat(nilai); }));
    tetap.addEventListener("click", () => { pilih(false); catat(butir.nilai); });
    lain.addEventListener("click", () => { pilih(true); tempat.querySelector("select, input").focus(); });
    if (jawaban) pilih(!sama(jawaban.nilai, butir.nilai));
    const tercatat = tahu ? `Tercatat: ${butir.tulisan}` : "Belum tercatat";
    return buat("fieldset", { class: "visit-fact", "data-butir": butir.kunci },
      buat("legend", {}, butir.satuan ? `${butir.nama} (${butir.satuan})` : butir.nama),
      buat("p", { class: "muted small" }, tercatat), buat("div", { class: "visit-pick" }, tetap, lain), tempat);
  };

  const kecilkan = async (berkas) => {
    try {
      const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
      const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
      const kanvas = buat("canvas", { width: Math.round(gambar.width * skala), height: Math.round(gambar.height * skala) });
      kanvas.getContext("2d").drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      gambar.close();
      const isi = await new Promise((jadi) => { kanvas.toBlob(jadi, "image/jpeg", MUTU); });
      return isi || berkas;
    } catch {
      return berkas; /* what the browser cannot read the server may: it says what is wrong otherwise */
    }
  };

  /* Where the telephone is now; null where it does not say so within ten seconds. A photo does not wait for more. */
  const titik = () => new Promise((jadi) => {
    if (!navigator.geolocation) { jadi(null); return; }
    navigator.geolocation.getCurrentPosition(({ coords }) => jadi({
      lat: Number(coords.latitude.toFixed(6)), lon: Number(coords.longitude.toFixed(6)), akurasi: Math.round(coords.accuracy),
    }), () => jadi(null), { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
  });

  Kunjungan.isi = { buat, fakta, kecilkan, titik, sama };
})();
