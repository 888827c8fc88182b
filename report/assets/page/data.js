// SPDX-License-Identifier: MIT
// data.js - the program's figures by month, label and rule of copies
// (report/page_data.h has their form), looked up by what is chosen. Nothing
// here is computed but sums and differences of whole numbers.

const figures = (() => {
  const e = document.getElementById("data");
  return e ? JSON.parse(e.textContent) : null;
})();
const labels = {
  any: "named in any way", required: "named as required",
  preferred: "named as preferred",
};
const copies = {
  near: "near copies count once", exact: "exact copies count once",
  none: "every posting found counts",
};

const keyOfScope = (s) => s.month === null ? "" :
  s.window > 1 ? `${s.month}x${s.window}` : s.month;
const scopes = new Map(figures ?
  figures.scopes.map((s) => [keyOfScope(s), s]) : []);
const scopeName = (key) => {
  const s = scopes.get(key);
  return key === "" ? figures.period : s.window > 1 ?
    `${s.window} months to ${monthName(s.month)}` :
    monthName(s.month);
};
const ruleName = () => chosen.dedup || figures.rules[figures.rule];
const ruled = (scope) => {
  const by = scope.by[figures.rules.indexOf(ruleName())];
  return typeof by === "number" ? scope.by[by] : by;
};
const roleAt = (id) => figures.roles.findIndex((r) => r[0] === id);

// What is known of a role: n, and by skill how many name it by the chosen label
// and, where there are enough postings, the share with its interval.
const lookUp = (key, role) => {
  const of = ruled(scopes.get(key)).roles[role];
  const [found, distinct, usable, employers] = of.n;
  const of_label = of[chosen.label];
  return {
    found, distinct, usable, employers,
    few: !of_label || of_label.length < 5,
    named: (i) => of_label ? of_label[0][i] : 0,
    employersNaming: (i) => of_label ? of_label[1][i] : 0,
    counted: (label, i) => of[label] ? of[label][0][i] : 0,
    share: (i) => of_label[2][i],
    low: (i) => of_label[2][i] - of_label[3][i],
    high: (i) => of_label[2][i] + of_label[4][i],
  };
};

// The second role less the first, by skill; null where one has too few.
const lookUpPair = (key, first, second) => {
  const at = figures.pairs.findIndex(
    ([a, b]) => a === Math.min(first, second) && b === Math.max(first, second));
  const pair = ruled(scopes.get(key)).pairs[at];
  if (!pair) return null;
  const [difference, below, above, told] =
    pair[Object.keys(labels).indexOf(chosen.label)];
  const turned = first > second;
  return (i) => ({
    difference: turned ? -difference[i] : difference[i],
    low: turned ? -difference[i] - above[i] : difference[i] - below[i],
    high: turned ? -difference[i] + below[i] : difference[i] + above[i],
    told: told[i] === "1",
  });
};
