/* A signature drawn with a finger. Without this script the form stays hidden and paper is signed instead. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-tanda-tangan]");
  const kanvas = form && form.querySelector("canvas");
  const kuas = kanvas && kanvas.getContext("2d");
  if (!kuas) return;
  form.hidden = false;
  const simpan = form.querySelector("button[type=submit]");
  let terakhir = null;

  const titik = (e) => {
    const kotak = kanvas.getBoundingClientRect();
    return [(e.clientX - kotak.left) * kanvas.width / kotak.width, (e.clientY - kotak.top) * kanvas.height / kotak.height];
  };
  const kosongkan = () => {
    kuas.fillStyle = "#fff";
    kuas.fillRect(0, 0, kanvas.width, kanvas.height);
    simpan.disabled = true;
  };
  kosongkan();
  kuas.strokeStyle = "#000";
  kuas.lineWidth = 5;
  kuas.lineCap = "round";

  kanvas.addEventListener("pointerdown", (e) => {
    terakhir = titik(e);
    kanvas.setPointerCapture(e.pointerId);
    e.preventDefault();
  });
  kanvas.addEventListener("pointermove", (e) => {
    if (!terakhir) return;
    const kini = titik(e);
    kuas.beginPath();
    kuas.moveTo(...terakhir);
    kuas.lineTo(...kini);
    kuas.stroke();
    terakhir = kini;
    simpan.disabled = false;
  });
  for (const akhir of ["pointerup", "pointercancel"]) kanvas.addEventListener(akhir, () => { terakhir = null; });
  form.querySelector("[data-hapus]").addEventListener("click", kosongkan);
  form.addEventListener("submit", () => { form.elements.gambar.value = kanvas.toDataURL("image/png"); });
})();
