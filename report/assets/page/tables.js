// SPDX-License-Identifier: MIT
// tables.js - sort any table of the page by a column, filter it by name, copy
// it as CSV.

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
    const row = { tr, at, more, names, under: [], isTop: depth === 0,
      pinned: tr.classList.contains("pinned") };
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

// ---- Sorting ----

// What a row is sorted by; null, which is last, for "few" and empty cells.
const keyOf = (row, column) => {
  const cell = row.tr.cells[column];
  const text = row.more || !cell || cell.classList.contains("few") ? "" :
    own(cell);
  return text === "" || text === "few" ? null : text;
};
const compareKeys = (a, b, sign, numeric) => {
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
// By a column ascending or descending; without a way as the report has it.
const order = (t, column, way) => {
  const numeric = isNumeric(t, column);
  const sign = way === "ascending" ? 1 : -1;
  place(t, t.top, (a, b) => b.pinned - a.pinned ||
    (way ? compareKeys(keyOf(a, column), keyOf(b, column), sign, numeric) :
      0) || a.at - b.at);
  t.body.append(t.none);
  for (const h of t.heads) h.removeAttribute("aria-sort");
  if (way) t.heads[column].setAttribute("aria-sort", way);
  t.sorted = way ? { name: t.names[column], way } : null;
};
const sort = (t, column) => {
  const ways = isNumeric(t, column) ? ["descending", "ascending"] :
    ["ascending", "descending"];
  const way = ways[ways.indexOf(t.heads[column].getAttribute("aria-sort")) + 1];
  order(t, column, way);
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
  const ranged = t.heads.map((h, i) => rows.some((r) => range(r.tr.cells[i])));
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

// ---- Filter ----

const isWanted = (row) => {
  const text = chosen.text.toLowerCase();
  if (text === "") return chosen.rows === "all" || row.pinned ||
    !row.tr.classList.contains("extra");
  return row.names.some((n) => chosen.skill ? n === text : n.includes(text));
};
// Number of rows that have the name; those above them stay in sight.
const sift = (rows) => rows.reduce((n, row) => {
  const below = sift(row.under);
  const wanted = isWanted(row);
  row.tr.hidden = !wanted && below === 0;
  return n + below + wanted;
}, 0);
// Months have no rows of skills: the skill's column is marked.
const mark = (t) => {
  const at = t.names.map((n) => chosen.skill !== "" &&
    n.toLowerCase() === chosen.text.toLowerCase());
  for (const tr of [t.heads[0].parentElement, ...t.rows.map((r) => r.tr)])
    Array.from(tr.cells, (c, i) => c.classList.toggle("picked", at[i]));
};

// Give the table in this box its controls.
const adopt = (box) => {
  const t = describe(box);
  t.heads.forEach((h, i) => h.append(make("button", { type: "button",
    className: "sort", onclick: () => sort(t, i) }, ...h.childNodes)));
  t.none = make("tr", { hidden: true }, make("td", { className: "none",
    colSpan: t.heads.length }, "No row has this name."));
  t.body.append(t.none);
  t.copy = make("button", { type: "button", className: "copy",
    attributes: { "aria-label": `Copy as CSV: ${t.title}` },
    onclick: () => copy(t) }, "Copy as CSV");
  t.box.append(t.copy);
  return t;
};
