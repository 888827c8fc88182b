// SPDX-License-Identifier: MIT
// report.js - the page's own controls: choose a role, filter by name, sort a
// table by a column, copy it as CSV; the address keeps what was chosen, as
// #role=ID&skill=ID or #name=TEXT. All controls are made here, so that without
// script there are none. Nothing is fetched, and no text becomes markup.
"use strict";
(() => {
  const make = (tag, properties, ...children) => {
    const { attributes = {}, ...rest } = properties;
    const e = Object.assign(document.createElement(tag), rest);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const clean = (s) => s.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
  const aside = (cell) => clean((cell.querySelector("small") ||
    { textContent: "" }).textContent);
  // A cell's words without the interval beside them.
  const own = (cell) => clean(Array.from(cell.childNodes)
    .filter((n) => n.nodeName !== "SMALL").map((n) => n.textContent).join(""));
  const number = (s) => /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(s) ?
    Number(s.replace(/,/g, "")) : NaN;

  // ---- Tables ----

  // Rows know those under them: a theme keeps its tools when either moves.
  const rowsOf = (body, months) => {
    const path = [{ under: [] }];
    return Array.from(body.rows, (tr, at) => {
      const more = tr.classList.contains("more");
      const names = months || more ? [] : Array.from(
        tr.querySelectorAll("th, td.name"), (c) => own(c).toLowerCase());
      const depth = Math.min(path.length - 1,
        more || tr.classList.contains("d2") ? 2 :
          tr.classList.contains("d1") ? 1 : 0);
      const row = { tr, at, more, names, under: [], isTop: depth === 0 };
      path.length = depth + 1;
      path[depth].under.push(row);
      path.push(row);
      return row;
    });
  };
  const describe = (box) => {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const months = Boolean(body.querySelector("th.month"));
    const heads = Array.from(table.tHead.rows[0].cells);
    const rows = rowsOf(body, months);
    return {
      box, body, months, heads, rows,
      top: rows.filter((r) => r.isTop),
      names: heads.map(own),
      title: box.getAttribute("aria-label").replace(/^Table: /, ""),
    };
  };
  const tables = Array.from(document.querySelectorAll(".scroll"), describe);
  if (tables.length === 0) return;

  const skills = new Map(); // id to name
  for (const tr of document.querySelectorAll("tr[data-skill]"))
    skills.set(tr.dataset.skill, own(tr.querySelector("th")));
  const skillOf = (name) => {
    const found = Array.from(skills).find(
      ([, n]) => n.toLowerCase() === name.toLowerCase());
    return found ? found[0] : "";
  };
  const roles = new Map(Array.from(
    document.querySelectorAll("section[data-role] > h2"),
    (h) => [h.parentElement.dataset.role, clean(h.textContent)]));

  // ---- Sorting ----

  // What a row is sorted by; null, which is last, for "few" and empty cells.
  const keyOf = (row, column) => {
    const cell = row.tr.cells[column];
    const text = row.more || !cell || cell.classList.contains("few") ? "" :
      own(cell);
    return text === "" || text === "few" ? null : text;
  };
  const compare = (a, b, sign, numeric) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (numeric ? number(a) - number(b) : a.localeCompare(b));
  };
  const isNumeric = (t, column) => t.rows.every((r) => {
    const key = keyOf(r, column);
    return key === null || !isNaN(number(key));
  });
  const place = (t, rows, order) => {
    for (const row of rows.slice().sort(order)) {
      t.body.append(row.tr);
      place(t, row.under, order);
    }
  };
  const sort = (t, column) => {
    const numeric = isNumeric(t, column);
    const ways = numeric ? ["descending", "ascending"] :
      ["ascending", "descending"];
    const way = ways[ways.indexOf(t.heads[column].getAttribute("aria-sort")) +
      1];
    const sign = way === "ascending" ? 1 : -1;
    place(t, t.top, (a, b) => (way ? compare(keyOf(a, column),
      keyOf(b, column), sign, numeric) : 0) || a.at - b.at);
    t.body.append(t.none);
    for (const h of t.heads) h.removeAttribute("aria-sort");
    if (way) t.heads[column].setAttribute("aria-sort", way);
    say(`${t.title}: ${way ? `${way} by ${t.names[column]}` :
      "in the order of the report"}.`);
  };

  // ---- CSV ----

  const field = (s) => {
    if (!isNaN(number(s))) return s.replace(/[+,]/g, "");
    // A spreadsheet must not take a name for a formula.
    const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(s) ? `'${s}` : s;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const range = (cell) =>
    /^([+-]?[\d.,]+)(?:\u2013| to )([+-]?[\d.,]+)$/.exec(aside(cell));
  const csvOf = (t) => {
    const rows = t.rows.filter((r) => !r.more);
    const ranged = t.heads.map(
      (h, i) => rows.some((r) => range(r.tr.cells[i])));
    const fields = (cell, i) => {
      const r = range(cell);
      const text = r ? own(cell) : clean(`${own(cell)} ${aside(cell)}`);
      return ranged[i] ? [text, r ? r[1] : "", r ? r[2] : ""] : [text];
    };
    const lines = [[].concat(...t.names.map(
      (n, i) => ranged[i] ? [n, `${n} low`, `${n} high`] : [n]))];
    for (const tr of t.body.rows)
      if (!tr.hidden && rows.some((r) => r.tr === tr))
        lines.push([].concat(...Array.from(tr.cells, fields)));
    return lines.map((l) => `${l.map(field).join(",")}\r\n`).join("");
  };
  const copy = async (t) => {
    const text = csvOf(t);
    if (t.area) t.area.remove();
    try {
      await navigator.clipboard.writeText(text);
      say(`Copied: ${t.title}.`);
      t.copy.textContent = "Copied";
      setTimeout(() => { t.copy.textContent = "Copy as CSV"; }, 2000);
    } catch (e) {
      t.area = make("textarea", { readOnly: true, rows: 8, value: text,
        attributes: { "aria-label": `${t.title} as CSV` } });
      t.copy.after(t.area);
      t.area.select();
      t.area.focus();
      say("The browser does not let the page copy: copy the selected text.");
    }
  };

  // ---- What is shown ----

  const chosen = { role: "", skill: "", text: "" };
  const isWanted = (row) => {
    const text = chosen.text.toLowerCase();
    return text === "" || row.names.some(
      (n) => chosen.skill ? n === text : n.includes(text));
  };
  // Number of rows that have the name; those above them stay in sight.
  const sift = (rows) => rows.reduce((n, row) => {
    const below = sift(row.under);
    const wanted = isWanted(row);
    row.tr.hidden = !wanted && below === 0;
    return n + below + wanted;
  }, 0);
  const mark = (t) => {
    const at = t.names.map((n) => chosen.skill !== "" &&
      n.toLowerCase() === chosen.text.toLowerCase());
    for (const tr of [t.heads[0].parentElement, ...t.rows.map((r) => r.tr)])
      Array.from(tr.cells, (c, i) => c.classList.toggle("picked", at[i]));
  };
  const show = () => {
    for (const e of document.querySelectorAll("[data-role]"))
      e.hidden = chosen.role !== "" && e.dataset.role !== chosen.role;
    let n = 0, places = 0;
    for (const t of tables) {
      if (t.months) {
        mark(t);
        continue;
      }
      const here = sift(t.top);
      t.none.hidden = here > 0;
      if (t.box.closest("[hidden]")) continue;
      n += here;
      places += here > 0;
    }
    menu.value = chosen.role;
    if (filter.value !== chosen.text) filter.value = chosen.text;
    say(chosen.text === "" ? "" : n === 0 ? "No row has this name." :
      `${n} ${n === 1 ? "row" : "rows"} in ${places} ` +
      `${places === 1 ? "table" : "tables"}.`);
  };
  const keep = () => {
    const p = new URLSearchParams();
    if (chosen.role) p.set("role", chosen.role);
    if (chosen.skill) p.set("skill", chosen.skill);
    else if (chosen.text) p.set("name", chosen.text);
    try {
      history.replaceState(null, "", String(p) ? `#${p}` :
        location.href.split("#")[0]);
    } catch (e) { /* A frame of a mail program may have no address. */ }
  };
  const choose = (change) => {
    Object.assign(chosen, change);
    show();
    keep();
  };
  // The address asks for a choice, or for a heading that a choice may hide.
  const follow = () => {
    const hash = location.hash.slice(1);
    const heading = document.getElementById(hash);
    if (hash === "" || hash.includes("=")) {
      const p = new URLSearchParams(hash);
      const skill = p.get("skill") || "";
      chosen.role = roles.has(p.get("role")) ? p.get("role") : "";
      chosen.skill = skills.has(skill) ? skill : "";
      chosen.text = skills.get(skill) || skill || p.get("name") || "";
      show();
      if (hash) controls.scrollIntoView();
    } else if (heading && heading.closest("[hidden]")) {
      chosen.role = heading.closest("[hidden]").dataset.role;
      show();
      heading.scrollIntoView();
    }
  };

  // ---- Controls ----

  const menu = make("select", { onchange: () => choose({ role: menu.value }) },
    make("option", { value: "" }, "All roles"), ...Array.from(roles,
      ([id, name]) => make("option", { value: id }, name)));
  const filter = make("input", {
    type: "search", autocomplete: "off", attributes: { list: "names" },
    oninput: () => choose({ text: filter.value.trim(),
      skill: skillOf(filter.value.trim()) }),
  });
  const status = make("p", { attributes: { role: "status" } });
  const say = (text) => { status.textContent = text; };
  const controls = make("div", { className: "controls",
    attributes: { role: "search", "aria-label": "What the tables show" } });
  if (roles.size > 1) controls.append(make("label", {}, "Role ", menu));
  controls.append(make("label", {}, "Filter by name ", filter),
    make("button", { type: "button",
      onclick: () => choose({ role: "", skill: "", text: "" }) }, "Show all"),
    status, make("datalist", { id: "names" }, ...Array.from(
      new Set(skills.values()), (value) => make("option", { value }))));
  document.querySelector("main").before(controls);

  for (const t of tables) {
    t.heads.forEach((h, i) => h.append(make("button", { type: "button",
      className: "sort", onclick: () => sort(t, i) }, ...h.childNodes)));
    t.none = make("tr", { hidden: true }, make("td", { className: "none",
      colSpan: t.heads.length }, "No row has this name."));
    t.body.append(t.none);
    t.copy = make("button", { type: "button", className: "copy",
      attributes: { "aria-label": `Copy as CSV: ${t.title}` },
      onclick: () => copy(t) }, "Copy as CSV");
    t.box.append(t.copy);
  }
  addEventListener("hashchange", follow);
  show();
  follow();
})();
