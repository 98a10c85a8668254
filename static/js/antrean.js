/* Work lists by keyboard, and ticks of a whole page. Phones have no such keys and see none of it. */
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-row]")];
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  let at = -1;

  const go = (to) => {
    const link = rows[to] && rows[to].querySelector("th a");
    if (!link) return;
    at = to;
    link.focus({ preventScroll: true });
    rows[to].scrollIntoView({ block: "nearest" });
  };
  /* Where the focus is counts, however it got there; Enter then opens the link by itself. */
  rows.forEach((row, i) => row.addEventListener("focusin", () => { at = i; }));

  const help = document.getElementById("bantuan-tombol");
  const press = {
    j: () => go(Math.min(at + 1, rows.length - 1)),
    k: () => go(Math.max(at - 1, 0)),
    x: () => {
      const tick = rows[at] && rows[at].querySelector("input[type=checkbox]");
      if (tick) { tick.checked = !tick.checked; tick.dispatchEvent(new Event("change", { bubbles: true })); }
    },
    n: () => follow("[data-next]"),
    u: () => follow("[data-up]"),
    "?": () => { if (help) help.open = !help.open; },
  };
  const follow = (where) => {
    const link = document.querySelector(where);
    if (link) link.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    if (typing(event.target) || !Object.hasOwn(press, event.key)) return;
    event.preventDefault();
    press[event.key]();
  });

  const ticks = [...document.querySelectorAll("input[name=kasus]")];
  const all = document.querySelector("[data-centang-semua]");
  const count = document.querySelector("[data-tercentang]");
  const tell = () => {
    const n = ticks.filter((tick) => tick.checked).length;
    if (count) count.textContent = n ? `${n} dicentang.` : "";
    if (all) all.textContent = n && n === ticks.length ? "Hapus semua centang" : "Centang semua di halaman ini";
  };
  if (all && ticks.length) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const on = !ticks.every((tick) => tick.checked);
      ticks.forEach((tick) => { tick.checked = on; });
      tell();
    });
    document.addEventListener("change", tell);
    window.addEventListener("pageshow", tell);
  }
})();
