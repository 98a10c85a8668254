/* What lies on the telephone: families to visit (72 hours at most), answers and photos until they have arrived. One
   database, thrown away as a whole when somebody else signs in or the person signs out (static/js/sesi.js). */
window.Kunjungan = {};
(() => {
  "use strict";
  const BASIS = "kunjungan";
  const MILIK = "kunjungan:milik";
  const PETI = { kunjungan: "id", isian: "id", foto: "kunci" };
  let sambungan = null;

  const janji = (permintaan) => new Promise((jadi, gagal) => {
    permintaan.onsuccess = () => jadi(permintaan.result);
    permintaan.onerror = () => gagal(permintaan.error);
  });

  const buka = async () => {
    if (sambungan) return sambungan;
    const minta = indexedDB.open(BASIS, 1);
    minta.onupgradeneeded = () => {
      Object.entries(PETI).forEach(([nama, kunci]) => minta.result.createObjectStore(nama, { keyPath: kunci }));
    };
    sambungan = await janji(minta);
    /* Signing out in another tab deletes the database: let go of it at once. */
    sambungan.onversionchange = () => { sambungan.close(); sambungan = null; };
    return sambungan;
  };

  const peti = async (nama, cara) => (await buka()).transaction(nama, cara).objectStore(nama);
  const semua = async (nama) => janji((await peti(nama, "readonly")).getAll());
  const satu = async (nama, kunci) => janji((await peti(nama, "readonly")).get(kunci));
  /* How many answers have not arrived: read by the sign-out button, which cannot wait for a database. */
  const hitung = async () => {
    const belum = (await semua("isian")).filter((i) => i.keadaan !== "terkirim").length;
    localStorage.setItem("kunjungan:menunggu", String(belum));
  };
  const taruh = async (nama, isi) => {
    await janji((await peti(nama, "readwrite")).put(isi));
    if (nama === "isian") await hitung();
  };
  const buang = async (nama, kunci) => {
    await janji((await peti(nama, "readwrite")).delete(kunci));
    if (nama === "isian") await hitung();
  };

  const kosongkan = async () => {
    if (sambungan) { sambungan.close(); sambungan = null; }
    await janji(indexedDB.deleteDatabase(BASIS));
  };

  /* Another person on this telephone begins with nothing. */
  const milik = async (pengguna) => {
    const lama = localStorage.getItem(MILIK);
    if (lama && lama !== String(pengguna)) await kosongkan();
    localStorage.setItem(MILIK, String(pengguna));
  };

  const fotoDari = async (id) => (await semua("foto")).filter((f) => f.kunjungan === id);

  /* A visit that has ended leaves nothing behind but the word that it arrived. */
  const tutup = async (id) => {
    await buang("kunjungan", id);
    await Promise.all((await fotoDari(id)).map((f) => buang("foto", f.kunci)));
  };

  /* Families older than 72 hours go; answers without a family stay until they are sent. */
  const sapu = async () => {
    const basi = (await semua("kunjungan")).filter((k) => Date.parse(k.hapus) < Date.now());
    await Promise.all(basi.map((k) => buang("kunjungan", k.id)));
  };

  Kunjungan.simpan = { semua, satu, taruh, buang, milik, fotoDari, tutup, sapu, kosongkan };
})();
