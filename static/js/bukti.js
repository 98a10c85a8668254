/* "Pakai lokasi saya": asks the device once, when the button is pressed. Without it the form works as well. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-bukti]");
  const row = form && form.querySelector("[data-lokasi]");
  if (!row || !navigator.geolocation) return;
  row.hidden = false;
  const button = row.querySelector("button");
  const status = row.querySelector("[role=status]");
  const tick = form.elements.titik_foto;

  button.addEventListener("click", () => {
    status.textContent = "Mencari lokasi …";
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.elements.lat.value = coords.latitude.toFixed(6);
      form.elements.lon.value = coords.longitude.toFixed(6);
      form.elements.akurasi_m.value = Math.round(coords.accuracy);
      tick.checked = false;
      tick.dispatchEvent(new Event("change"));
      status.textContent = `Lokasi tersimpan, ketelitian ${Math.round(coords.accuracy)} m.`;
    }, () => {
      status.textContent = "Lokasi tidak didapat. Nyalakan lokasi di telepon, lalu coba lagi.";
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 });
  });
})();

/* A photo is made smaller before it is sent: 1600 px at most, JPEG, upright. What the browser cannot read goes as it is,
   and so does a photo whose written place is wanted, since that would be lost. */
(() => {
  "use strict";

  const SISI = 1600;
  const MUTU = 0.85;
  const TERBESAR = 15 * 1024 * 1024; /* as the server says it; told here before all of it has been sent */
  const form = document.querySelector("form[data-bukti]");
  if (!form || !window.createImageBitmap || !window.DataTransfer) return;
  const isian = form.elements.berkas;
  const tick = form.elements.titik_foto;
  let asli = null;

  const kecilkan = async (berkas) => {
    const gambar = await window.createImageBitmap(berkas, { imageOrientation: "from-image" });
    const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
    const kanvas = document.createElement("canvas");
    kanvas.width = Math.round(gambar.width * skala);
    kanvas.height = Math.round(gambar.height * skala);
    const kuas = kanvas.getContext("2d");
    kuas.fillStyle = "#fff"; /* what is see-through in a PNG becomes paper */
    kuas.fillRect(0, 0, kanvas.width, kanvas.height);
    kuas.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
    gambar.close();
    const isi = await new Promise((jadi) => { kanvas.toBlob(jadi, "image/jpeg", MUTU); });
    return isi && isi.size < berkas.size ? new File([isi], "foto.jpg", { type: "image/jpeg" }) : berkas;
  };

  const pasang = (berkas) => {
    const daftar = new DataTransfer();
    daftar.items.add(berkas);
    isian.files = daftar.files;
  };

  const kata = document.createElement("p");
  kata.className = "error";
  kata.setAttribute("role", "alert");
  isian.before(kata);

  const siapkan = async () => {
    const ini = asli;
    if (!ini) return;
    let dikirim = ini;
    if (!tick.checked && /^image\/(jpeg|png|webp)$/.test(ini.type)) {
      try { dikirim = await kecilkan(ini); } catch { dikirim = ini; }
    }
    /* Meanwhile another file may have been chosen, the tick set, or the form sent (with the original, then). */
    if (asli === ini && !form.dataset.sent && (dikirim === ini || !tick.checked)) pasang(dikirim);
    if (asli === ini && dikirim.size > TERBESAR) {
      isian.value = "";
      asli = null;
      kata.textContent = "Berkas lebih dari 15 MB. Pilih atau ambil yang lebih kecil.";
    }
  };

  isian.addEventListener("change", () => { kata.textContent = ""; asli = isian.files[0] || null; siapkan(); });
  tick.addEventListener("change", siapkan);
})();
