/* Small help on every page; each page works without it. */
(() => {
  "use strict";

  /* A dropped line: a quiet bar, and work goes on. */
  const bar = document.getElementById("luring");
  const show = () => { if (bar) bar.hidden = navigator.onLine; };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();

  /* A form is sent once: the button says that it is working. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "get" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-busy", "true");
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  const close = (keep) => document.querySelectorAll("details.who[open]").forEach((menu) => {
    if (!keep || !menu.contains(keep)) menu.open = false;
  });
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    /* "/" goes to the search field, for those who work with the keyboard. */
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const field = document.querySelector("[data-search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    }
  });
})();

/* Akses penuh: count down to its end, then load the page again, masked. */
(() => {
  "use strict";

  const place = document.querySelector("[data-until]");
  if (!place) return;
  const end = Date.parse(place.dataset.until);
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    place.textContent = ` (tinggal ${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")})`;
    if (left === 0) {
      window.clearInterval(clock);
      window.location.replace(window.location.pathname + window.location.search);
    }
  };
  const clock = window.setInterval(tick, 1000);
  tick();
})();

/* A number shown once does not come back with the Back button. */
window.addEventListener("pageshow", (event) => {
  const once = document.querySelector("[data-once]");
  if (event.persisted && once) window.location.replace(once.dataset.once);
});

/* Print one part of a page alone: what is handed over does not carry the rest of the screen. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print]");
  const part = button && document.getElementById(button.dataset.print);
  if (!part) return;
  document.body.classList.add("print-part");
  part.classList.add("printed");
  window.print();
  document.body.classList.remove("print-part");
  part.classList.remove("printed");
});
