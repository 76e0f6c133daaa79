// Keys for those who read many articles. Everything works without this file.
"use strict";
{
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => document.activeElement.closest("[data-row]");

  const step = (by) => {
    const all = rows();
    if (!all.length) {
      document.querySelector(by > 0 ? "a[rel~=next]" : "a[rel~=prev]")?.click();
      return;
    }
    const place = all.indexOf(here());
    const next = all[place < 0 ? 0 : Math.min(Math.max(place + by, 0), all.length - 1)];
    next.querySelector("a").focus();
    next.scrollIntoView({ block: "nearest" });
  };

  // On a list only the row that the reader has gone to; on an article's page its own form.
  const say = (verdict) => {
    const form = rows().length ? here()?.querySelector("form.review") : document.querySelector("form.review");
    form?.querySelector(`button[value=${verdict}]`)?.click();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => say("accept"),
    r: () => say("reject"),
    m: () => say("mention"),
    n: () => document.querySelector("textarea[name=note]")?.focus(),
    "/": () => document.getElementById("q").focus(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
}
