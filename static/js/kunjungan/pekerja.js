/* Keeps the shell of the telephone page and its style and script, so that it opens without a line. Nothing that names
   anybody passes through here: data comes from the API, which this worker leaves alone. VERSI and BERKAS stand before
   this text (verval/views/ponsel.py). */
"use strict";

const NAMA = `kunjungan-${VERSI}`;
const CANGKANG = new URL("./", self.location.href).pathname;

const simpanCangkang = async (jawab) => {
  if (jawab.ok && !jawab.redirected && jawab.headers.get("X-Cangkang") === "kunjungan") {
    const peti = await caches.open(NAMA);
    await peti.put(CANGKANG, jawab.clone());
  }
};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const peti = await caches.open(NAMA);
    await peti.addAll(BERKAS);
    await simpanCangkang(await fetch(CANGKANG, { credentials: "same-origin" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const lama = (await caches.keys()).filter((nama) => nama.startsWith("kunjungan-") && nama !== NAMA);
    await Promise.all(lama.map((nama) => caches.delete(nama)));
    await self.clients.claim();
  })());
});

const cangkang = async (request) => {
  try {
    const jawab = await fetch(request);
    await simpanCangkang(jawab);
    return jawab;
  } catch (galat) {
    const ada = await caches.match(CANGKANG);
    if (ada) return ada;
    throw galat;
  }
};

self.addEventListener("fetch", (event) => {
  const alamat = new URL(event.request.url);
  if (event.request.method !== "GET" || alamat.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && alamat.pathname === CANGKANG) {
    event.respondWith(cangkang(event.request));
  } else if (BERKAS.includes(alamat.pathname)) {
    event.respondWith(caches.match(alamat.pathname).then((ada) => ada || fetch(event.request)));
  }
});
