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
      status.textContent = `Lokasi tersimpan, ketelitian ${Math.round(coords.accuracy)} m.`;
    }, () => {
      status.textContent = "Lokasi tidak didapat. Nyalakan lokasi di telepon, lalu coba lagi.";
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 });
  });
})();
