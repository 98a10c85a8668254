/* Signing out deletes the visits on this telephone (static/js/sesi.js, loaded after this): answers that have not arrived
   are named first, and the second press goes through. Only for those who visit. */
(() => {
  "use strict";
  document.querySelectorAll("form[data-keluar]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const menunggu = localStorage.getItem("kunjungan:milik") && Number(localStorage.getItem("kunjungan:menunggu"));
      if (!menunggu || form.dataset.ditahan) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      form.dataset.ditahan = "1";
      const kata = document.createElement("p");
      kata.setAttribute("role", "alert");
      kata.className = "notice warn";
      kata.textContent = `${menunggu} kunjungan belum terkirim. Kirim dahulu dari halaman Kunjungan; keluar sekarang menghapusnya.`;
      form.prepend(kata);
    });
  });
})();
