/* Forms of cases over a line that drops: sent by script under their key, again and again until the server has answered.
   The key makes it once. Without this script, or in an old browser, the form goes the ordinary way with the same key. */
(() => {
  "use strict";
  const JEDA = [2, 4, 8, 15, 30];
  const BELUM_SAMPAI = [502, 503, 504];
  const BATAS = { isian: 60000, berkas: 300000 };
  const TERSIMPAN = "Tersimpan di HP ini, belum terkirim.";
  const HANYA_DI_SINI = "Belum terkirim. Sebagian hanya ada di halaman ini: biarkan terbuka.";

  const tampil = (form, kata) => {
    const tempat = form.querySelector("[data-keadaan]");
    tempat.hidden = !kata;
    tempat.textContent = kata;
  };
  const belum = (form) => (form.dataset.tersimpan ? TERSIMPAN : HANYA_DI_SINI);
  const kunciBaru = (form) => { if (window.crypto.randomUUID) form.elements.kunci.value = window.crypto.randomUUID(); };

  /* What is being sent is not typed over; the line that says how far it is stays readable. */
  const kunci = (form, ya) => [...form.children].forEach((anak) => {
    if (!anak.matches("[data-keadaan]")) anak.inert = ya;
  });

  /* After a while, or as soon as the device says that the line is back. */
  const tunggu = (ke) => new Promise((lanjut) => {
    const jam = setTimeout(lanjut, JEDA[Math.min(ke, JEDA.length - 1)] * 1000);
    window.addEventListener("online", () => { clearTimeout(jam); lanjut(); }, { once: true });
  });

  /* The answer: where to go, {} for anything that the browser should fetch itself (mistakes, sign-in), null for none. */
  const coba = async (alamat, isi) => {
    const putus = new AbortController();
    const jam = setTimeout(() => putus.abort(), isi.has("berkas") ? BATAS.berkas : BATAS.isian);
    try {
      const jawab = await fetch(alamat, { method: "POST", body: isi, headers: { "X-Kirim": "1" }, signal: putus.signal });
      if (BELUM_SAMPAI.includes(jawab.status)) return null;
      return (jawab.headers.get("Content-Type") || "").startsWith("application/json") ? await jawab.json() : {};
    } catch {
      return null;
    } finally {
      clearTimeout(jam);
    }
  };

  const pergi = (tujuan) => {
    const alamat = new URL(tujuan, window.location.href);
    const sama = alamat.pathname + alamat.search === window.location.pathname + window.location.search;
    if (!sama || !alamat.hash) { window.location.assign(alamat); return; }
    window.history.replaceState(null, "", alamat); /* only the fragment differs: going there would load nothing */
    window.location.reload();
  };

  const kirim = async (form, tombol) => {
    const isi = new FormData(form);
    if (tombol && tombol.name) isi.append(tombol.name, tombol.value);
    kunci(form, true);
    let jawab = null;
    for (let ke = 0; !jawab; ke += 1) {
      tampil(form, "Mengirim …");
      jawab = await coba(form.getAttribute("action") || window.location.href, isi);
      if (!jawab) {
        tampil(form, `${belum(form)} Dikirim sendiri begitu tersambung.`);
        await tunggu(ke);
      }
    }
    if (jawab.tujuan) {
      kunciBaru(form);
      form.dispatchEvent(new Event(jawab.selesai ? "terkirim" : "dijawab"));
      tampil(form, jawab.selesai ? "Terkirim." : "");
      pergi(jawab.tujuan);
      return;
    }
    kunci(form, false);
    delete form.dataset.sent;
    form.dataset.langsung = "1";
    form.requestSubmit(tombol);
  };

  document.querySelectorAll("form[data-draf], form[data-bukti]").forEach((form) => {
    if (!form.elements.kunci) return; /* changes something that exists: sent the ordinary way */
    if (!form.dataset.pulih) kunciBaru(form);
    form.querySelectorAll("[data-simpanan]").forEach((kata) => { kata.hidden = false; });
    form.addEventListener("tersimpan", () => tampil(form, belum(form)));
    form.addEventListener("submit", (event) => {
      if (form.dataset.langsung) { delete form.dataset.langsung; return; }
      if (form.dataset.sent) return; /* app.js refuses the second press */
      event.preventDefault();
      kirim(form, event.submitter);
    });
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      kunci(form, false);
      kunciBaru(form);
      tampil(form, "");
    });
  });
})();
