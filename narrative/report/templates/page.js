"use strict";
(() => {
  const tools = document.querySelector(".tools");
  const named = (name) => document.getElementById("f-" + name);

  // A link into something folded opens it first.
  const reveal = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    let opened = false;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS" && !node.open) { node.open = true; opened = true; }
      if (node.hidden && tools) { tools.reset(); opened = true; }
    }
    if (opened) target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  // The same link followed twice changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link && link.getAttribute("href") === location.hash) reveal();
  });

  // Where there is little room, the table of the source graph stands in for it.
  if (matchMedia("(max-width: 40rem)").matches) {
    document.querySelectorAll(".as-table").forEach((one) => { one.open = true; });
    // The first lines say what matters; an issue opens where it is asked for.
    document.querySelectorAll(".issue:nth-child(n+2)").forEach((one) => { one.open = false; });
  }

  // On paper everything is open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => { closed.forEach((one) => { one.open = false; }); });

  if (!tools) { reveal(); return; }
  tools.hidden = false;
  const fields = { text: named("text"), status: named("status"), outlet: named("outlet"), source: named("source"), stance: named("stance") };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new WeakMap();
  const textOf = (node) => {
    if (!words.has(node)) words.set(node, fold(node.textContent));
    return words.get(node);
  };
  const has = (list, value) => value === "" || (" " + list + " ").includes(" " + value + " ");
  const rows = new Map([...document.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row]));
  const items = [...document.querySelectorAll("[data-f]")].map((node) => ({
    node,
    voices: node.hasAttribute("data-v") ? [node] : [...node.querySelectorAll("[data-v]")],
    issue: node.classList.contains("issue"),
    open: node.open,
  }));

  const differs = ["disputed", "taken-back", "moved"];
  const apply = () => {
    const want = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
    const parts = fold(want.text).split(/\s+/).filter(Boolean);
    const speaks = want.outlet || want.source || want.stance;
    const active = Boolean(parts.length || want.status || speaks);
    let shown = 0, all = 0;
    for (const { node, voices, issue, open } of items) {
      const status = node.dataset.status;
      const article = node.classList.contains("article");
      let keep = !want.status || article || (issue && (want.status === "differs" ? differs.includes(status) : status === want.status));
      let any = !speaks;
      if (keep && speaks) {
        for (const voice of voices) {
          const fits = has(voice.dataset.o, want.outlet) && has(voice.dataset.s, want.source) && has(voice.dataset.t, want.stance);
          if (fits) any = true;
          if (voice !== node) voice.classList.toggle("dim", !fits);
        }
      } else if (issue) {
        voices.forEach((voice) => voice.classList.remove("dim"));
      }
      keep = keep && any && parts.every((part) => textOf(node).includes(part));
      node.hidden = !keep;
      if (issue) {
        all += 1;
        if (keep) shown += 1;
        const row = rows.get(node.id);
        if (row) row.hidden = !keep;
        node.open = open || (active && keep);
      }
    }
    for (const group of document.querySelectorAll(".single")) {
      const left = group.querySelector("li:not([hidden])");
      group.hidden = active && !left;
      group.open = active && Boolean(left) && parts.length > 0;
    }
    for (const group of document.querySelectorAll(".repeated")) {
      const left = Boolean(group.querySelector(".issue:not([hidden])"));
      group.hidden = active && !left;
      group.open = active && left;
    }
    for (const event of document.querySelectorAll("section.event")) {
      const none = event.querySelector("[data-none]");
      if (none) none.hidden = !active || Boolean(event.querySelector(".issue:not([hidden])"));
    }
    tools.querySelector(".count").textContent = active ? shown + " of " + all + (all === 1 ? " issue" : " issues") : "";
  };
  const unfold = tools.querySelector(".unfold");
  unfold.addEventListener("click", () => {
    unfold.setAttribute("aria-expanded", String(tools.classList.toggle("unfolded")));
  });
  let waiting = 0;
  fields.text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  tools.addEventListener("change", apply);
  tools.addEventListener("reset", () => setTimeout(apply));
  tools.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      fields.text.focus();
    }
    if (event.key === "Escape" && event.target === fields.text) { tools.reset(); }
  });
  reveal();
})();
