// SPDX-License-Identifier: MIT
// dom.js - elements, and the texts and numbers in cells. The files of this
// folder are joined, in the order of report/CMakeLists.txt, into the one script
// of the page; all controls are made by it, so that without script there are
// none. Nothing is fetched, and no text becomes markup.

const fill = (e, { attributes = {}, ...properties }, children) => {
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  Object.assign(e, properties);
  e.append(...children);
  return e;
};
const make = (tag, properties = {}, ...children) =>
  fill(document.createElement(tag), properties, children);
const draw = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag),
    { attributes }, children);
const option = (value, text) => make("option", { value }, text);

const clean = (s) => s.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
// What stands beside the number of a cell: its interval.
const aside = (cell) => clean((cell.querySelector("small") ||
  { textContent: "" }).textContent);
// A cell's words without that, and without what can be pressed.
const own = (cell) => clean(Array.from(cell.childNodes)
  .filter((n) => n.nodeName !== "SMALL" && n.className !== "pin")
  .map((n) => n.textContent).join(""));
const number = (s) => /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(s) ?
  Number(s.replace(/,/g, "")) : NaN;

const thousands = (n) => n.toLocaleString("en-US");
const plural = (n, what) => `${thousands(n)} ${what}${n === 1 ? "" : "s"}`;
// Tenths, as the program rounded them.
const decimal = (n) => (n / 10).toFixed(1);
const signed = (n) => (n < 0 ? "" : "+") + decimal(n);
const monthName = (month) => {
  const [year, number] = month.split("-");
  return `${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
    "Oct", "Nov", "Dec"][number - 1]} ${year}`;
};
