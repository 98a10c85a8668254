/* What is typed outlives the session: drafts of forms marked data-draf, kept in this tab only, and a word before the end. */
(() => {
  "use strict";
  const AWALAN = "draf:";
  const DIKIRIM = "draf-dikirim";
  const RAHASIA = /(^|[_-])(nik|kk|sandi|password|token|kode)([_-]|$)/i;
  const milik = document.body.dataset.pengguna || "";
  const simpan = window.sessionStorage;

  const kunci = () => Object.keys(simpan).filter((k) => k.startsWith(AWALAN));
  const nama = (form, ke) => `${AWALAN}${milik}:${location.pathname}#${ke}`;

  /* Never a number of a person: not by the name of its field, not by sixteen digits in a text. */
  const boleh = (isian) => isian.name && !["hidden", "password", "file", "submit", "button"].includes(isian.type)
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
    kata.textContent = "Isian Anda yang belum terkirim sudah dikembalikan. Periksa, lalu kirim.";
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "button-link";
    tombol.textContent = "Buang isian ini";
    tombol.addEventListener("click", buang);
    kotak.append(kata, tombol);
    form.prepend(kotak);
  };

  if (milik) kunci().filter((k) => !k.startsWith(`${AWALAN}${milik}:`)).forEach((k) => simpan.removeItem(k));

  /* A form was sent and another page came: it is done. A sign-in, an error page or the form with its errors: it is not. */
  const dikirim = simpan.getItem(DIKIRIM);
  simpan.removeItem(DIKIRIM);
  const belum = !milik || document.querySelector("[data-masuk], [data-gagal], .field.wrong, #galat");
  if (dikirim && !belum) simpan.removeItem(dikirim);

  if (milik) {
    document.querySelectorAll("form[data-draf]").forEach((form, ke) => {
      const tempat = nama(form, ke);
      const lama = simpan.getItem(tempat);
      if (lama && !form.querySelector(".field.wrong, #galat") && tulis(form, JSON.parse(lama))) {
        kabar(form, () => { simpan.removeItem(tempat); location.reload(); });
      }
      const ingat = () => simpan.setItem(tempat, JSON.stringify(baca(form)));
      form.addEventListener("input", ingat);
      form.addEventListener("change", ingat);
      form.addEventListener("submit", () => { ingat(); simpan.setItem(DIKIRIM, tempat); });
    });
  }
  document.querySelectorAll("form[data-keluar]").forEach((form) => {
    form.addEventListener("submit", () => kunci().forEach((k) => simpan.removeItem(k)));
  });
  document.querySelectorAll("[data-cetak]").forEach((t) => t.addEventListener("click", () => window.print()));

  /* Two minutes before the end: one button. Other tabs of the same person count too. */
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
      return; /* the line is down: app.js says so, and the button stays */
    }
    jelang.hidden = true;
    habis.hidden = false;
  });
  tandai();
  setInterval(periksa, 5000);
})();
