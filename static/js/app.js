// Quiet bar when the line drops; nothing else needs script.
(() => {
  const bilah = document.getElementById("luring");
  const tunjuk = () => { if (bilah) bilah.hidden = navigator.onLine; };
  addEventListener("online", tunjuk);
  addEventListener("offline", tunjuk);
  tunjuk();
})();
