/* What is typed outlives the session and the line: drafts of forms marked data-draf, kept on this device for 24 hours at
   most, until they are sent or the person signs out; and a word before the end of the session. */
(() => {
  "use strict";
  const AWALAN = "draf:";
  const DIKIRIM = "draf-dikirim";
  const RAHASIA = /(^|[_-])(nik|kk|sandi|password|token|kode)([_-]|$)/i;
  const milik = document.body.dataset.pengguna || "";
  const simpan = window.localStorage;
  const tab = window.sessionStorage;
  const UMUR = 24 * 3600 * 1000;

  const kunci = () => Object.keys(simpan).filter((k) => k.startsWith(AWALAN));
  const nama = (ke) => `${AWALAN}${milik}:${location.pathname}${location.search}#${ke}`;

  /* Never a number of a person, by the name of its field or by sixteen digits in a text; never health or children, which
     the server marks data-peka. */
  const bisa = (isian) => isian.name && !["hidden", "submit", "button"].includes(isian.type);
  const boleh = (isian) => bisa(isian) && !["password", "file"].includes(isian.type) && !isian.closest("[data-peka]")
    && !RAHASIA.test(isian.name) && !/\d{16}/.test(isian.value.replace(/[\s.-]/g, ""));

  const baca = (form) => [...form.elements].filter(boleh)
    .filter((e) => !["radio", "checkbox"].includes(e.type) || e.checked)
    .map((e) => [e.name, e.value]);

  const tulis = (form, isi) => {
    const nilai = new Map();
    isi.forEach(([n, v]) => nilai.set(n, [...(nilai.get(n) || []), v]));
    let berubah = false;
    [...form.elements].filter(boleh).forEach((e) => {
      const punya = nilai.get(e.name);
      if (["radio", "checkbox"].includes(e.type)) {
        const dipilih = Boolean(punya && punya.includes(e.value));
        berubah = berubah || e.checked !== dipilih;
        e.checked = dipilih;
      } else if (punya && e.value !== punya[0]) {
        e.value = punya[0];
        berubah = true;
      }
    });
    return berubah;
  };

  const kabar = (form, buang) => {
    const kotak = document.createElement("div");
    kotak.className = "notice warn";
    kotak.setAttribute("role", "status");
    const kata = document.createElement("p");
    kata.textContent = "Isian Anda yang belum terkirim dipulihkan. Periksa, lalu kirim.";
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "button-link";
    tombol.textContent = "Buang isian ini";
    tombol.addEventListener("click", buang);
    kotak.append(kata, tombol);
    form.prepend(kotak);
  };

  const isiDari = (tempat) => JSON.parse(simpan.getItem(tempat) || "null");
  const sapu = () => kunci().filter((k) => Date.now() - isiDari(k).waktu > UMUR).forEach((k) => simpan.removeItem(k));
  sapu();
  setInterval(sapu, 60000);
  if (milik) kunci().filter((k) => !k.startsWith(`${AWALAN}${milik}:`)).forEach((k) => simpan.removeItem(k));

  /* Sent, and another page came: done. A sign-in, an error page or the form with its errors: not. */
  const dikirim = tab.getItem(DIKIRIM);
  tab.removeItem(DIKIRIM);
  const belum = !milik || document.querySelector("[data-masuk], [data-gagal], .field.wrong, #galat");
  if (dikirim && !belum) simpan.removeItem(dikirim);

  if (milik) {
    document.querySelectorAll("form[data-draf]").forEach((form, ke) => {
      const tempat = nama(ke);
      const lama = isiDari(tempat);
      if (lama && !form.querySelector(".field.wrong, #galat") && tulis(form, lama.isi)) {
        kabar(form, () => { simpan.removeItem(tempat); location.reload(); });
        /* It may have arrived unanswered: the same key asks again. */
        if (lama.kunci) form.elements.kunci.value = lama.kunci;
        form.dataset.pulih = "1";
      }
      const ingat = () => {
        const isi = baca(form);
        const kunciIsian = form.elements.kunci ? form.elements.kunci.value : "";
        const utuh = [...form.elements].every((e) => !bisa(e) || !e.value || boleh(e));
        const waktu = (isiDari(tempat) || { waktu: Date.now() }).waktu;
        let bisaSimpan = true;
        try {
          if (isi.length) simpan.setItem(tempat, JSON.stringify({ waktu, kunci: kunciIsian, isi }));
        } catch {
          bisaSimpan = false; /* full or closed: the page says that it holds the only copy */
        }
        form.dataset.tersimpan = utuh && bisaSimpan ? "1" : "";
        form.dispatchEvent(new Event("tersimpan"));
      };
      ["input", "change", "dijawab"].forEach((jenis) => form.addEventListener(jenis, ingat));
      form.addEventListener("terkirim", () => simpan.removeItem(tempat));
      form.addEventListener("submit", ingat);
      /* On the document, so after kirim.js, which reports what it sends. */
      document.addEventListener("submit", (event) => {
        if (event.target === form && !event.defaultPrevented) tab.setItem(DIKIRIM, tempat);
      });
    });
  }
  /* Visits: js/kunjungan/. */
  const buang = () => { indexedDB.deleteDatabase("kunjungan"); delete simpan["kunjungan:milik"]; };
  if (milik && (simpan["kunjungan:milik"] || milik) !== milik) buang();
  document.querySelectorAll("form[data-keluar]").forEach((form) => {
    form.addEventListener("submit", () => { kunci().forEach((k) => simpan.removeItem(k)); buang(); });
  });
  document.querySelectorAll("[data-cetak]").forEach((t) => t.addEventListener("click", () => window.print()));

  /* Two minutes before the end: one button. Other tabs count too. */
  const kotak = document.getElementById("sesi-akhir");
  if (!kotak) return;
  const DIAM = Number(kotak.dataset.diam) * 1000;
  const JELANG = 120000;
  const CATAT = "sesi-dilihat";
  const tandai = () => window.localStorage.setItem(CATAT, String(Date.now()));
  const sisa = () => Number(window.localStorage.getItem(CATAT)) + DIAM - Date.now();
  const [jelang, habis] = kotak.querySelectorAll("[data-tahap]");
  const periksa = () => {
    const kini = sisa();
    kotak.hidden = kini > JELANG;
    jelang.hidden = kini <= 0;
    habis.hidden = kini > 0;
  };
  kotak.querySelector("button").addEventListener("click", async () => {
    const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const jawab = await fetch(kotak.dataset.tetap, { method: "POST", headers: { "X-CSRFToken": csrf } });
      if (jawab.status === 204) { tandai(); periksa(); return; }
    } catch {
      return; /* app.js says that the line is down */
    }
    jelang.hidden = true;
    habis.hidden = false;
  });
  tandai();
  setInterval(periksa, 5000);
})();
