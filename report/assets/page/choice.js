// SPDX-License-Identifier: MIT
// choice.js - the part of the page that a reader makes: the skills of a role,
// of all roles, or of two side by side, in the month, by the label and by the
// rule of copies that are chosen. Pinned skills stay on top.

const rowsFirst = 12;

const head = (text, name) => make("th", { scope: "col",
  className: name ? "name" : "" }, text);
const countCell = (n) => make("td", {}, thousands(n));
const shareCell = (of, i) => {
  if (of.gap || of.usable === 0)
    return make("td", { className: "few" }, of.gap || "no data");
  if (of.few) return make("td", { className: "few" },
    `${thousands(of.named(i))} `, make("small", {}, "few"));
  const cell = make("td", { className: "share" }, `${decimal(of.share(i))} `,
    make("small", {}, `${decimal(of.low(i))}\u2013${decimal(of.high(i))}`));
  cell.style.setProperty("--w", decimal(of.share(i)));
  return cell;
};
const differenceCells = (d) => d === null ?
  [make("td", { className: "few" }, "few"), make("td", {}, "few")] :
  [make("td", {}, `${signed(d.difference)} `,
    make("small", {}, `${signed(d.low)} to ${signed(d.high)}`)),
  make("td", {}, d.told ? "yes" : "not detectably")];

const isPinned = (i) => chosen.pins.includes(figures.skills[i][0]);
const pin = (id, name) => {
  const on = chosen.pins.includes(id);
  choose({ pins: on ? chosen.pins.filter((p) => p !== id) :
    [...chosen.pins, id] });
  say(`${name} is ${on ? "no longer pinned" : "pinned"}.`);
};
// The count leads to quotes of postings, where the page has some of the period.
const quotedCell = (i, n) => {
  const place = `evidence-${chosen.role}-${figures.skills[i][0]}`;
  return chosen.month === "" && document.getElementById(place) ?
    make("td", {}, make("a", { href: `#${place}` }, thousands(n))) :
    countCell(n);
};
const nameCell = (i) => {
  const [id, name] = figures.skills[i];
  return make("th", { scope: "row" }, make("button", { type: "button",
    className: "pin", onclick: () => pin(id, name),
    attributes: { "aria-pressed": isPinned(i), "aria-label": `Pin ${name}`,
      "data-pin": id } }, isPinned(i) ? "\u2605" : "\u2606"), name);
};
// A table in a box as the program makes them.
const tableBox = (title, note, heads, rows, kind = "") => make("section",
  { className: "scroll", tabIndex: 0,
    attributes: { "aria-label": `Table: ${title}` } },
  make("table", { className: kind },
    make("caption", {}, make("span", {}, `${title}. ${note}`)),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...rows)));

// Skills by weight, the greatest first, pinned ones before all; those without
// weight are left out.
const ranked = (weight) => figures.skills.map((s, i) => i)
  .filter((i) => weight(i) > 0 || isPinned(i))
  .sort((a, b) => isPinned(b) - isPinned(a) || weight(b) - weight(a));
const rowsFor = (list, cells) => list.map((i, at) => make("tr", {
  className: isPinned(i) ? "pinned" : at < rowsFirst ? "" : "extra",
  attributes: { "data-skill": figures.skills[i][0] } }, ...cells(i)));

const countsOf = (of) => of.found === 0 ? "no postings" :
  `${plural(of.found, "posting")}, ${thousands(of.distinct)} distinct, ` +
  `${thousands(of.usable)} with usable text by ` +
  plural(of.employers, "employer") + (of.few ? ": too few for shares" : "");
const basis = (at) => at.map(({ name, of }) =>
  `${name}: ${countsOf(of)}.`).join(" ");
const sayScope = () => `${scopeName(chosen.month)}, ` +
  `${labels[chosen.label]}, ${copies[ruleName()]}`;
const captionOf = (at) => `${sayScope()}. ${basis(at)} ${figures.versions}.`;

const oneRole = (only) => {
  const { name, of } = only;
  const place = (i) => 1 + figures.skills.filter(
    (s, k) => of.named(k) > of.named(i)).length;
  return tableBox(`As chosen: ${name}`, captionOf([only]),
    [head("#"), head("Skill", true), head("% (95 %)"), head("named in"),
      head("as re\u00adquired"), head("as pre\u00adferred"),
      head("employ\u00aders")],
    rowsFor(ranked(of.named), (i) => [make("td", {}, String(place(i))),
      nameCell(i), shareCell(of, i), quotedCell(i, of.counted("any", i)),
      countCell(of.counted("required", i)),
      countCell(of.counted("preferred", i)),
      countCell(of.employersNaming(i))]));
};
const allRoles = (at) => {
  const sum = (i) => at.reduce((n, { of }) => n + of.named(i), 0);
  return tableBox("As chosen: skills in each role", captionOf(at),
    [head("Skill", true), ...at.map(({ name }) => head(name))],
    rowsFor(ranked(sum), (i) =>
      [nameCell(i), ...at.map(({ of }) => shareCell(of, i))]));
};
const twoRoles = (first, second, pair) => {
  const weight = (i) => (first.of.named(i) + second.of.named(i) > 0) *
    (pair ? 1 + Math.abs(pair(i).difference) :
      first.of.named(i) + second.of.named(i));
  return tableBox(`As chosen: ${first.name} and ${second.name}`,
    captionOf([first, second]),
    [head("Skill", true), head(first.name), head(second.name),
      head("2nd less 1st, points"), head("differ?")],
    rowsFor(ranked(weight), (i) => [nameCell(i), shareCell(first.of, i),
      shareCell(second.of, i), ...differenceCells(pair ? pair(i) : null)]));
};

const chosenTable = () => {
  const at = (role) => ({ name: figures.roles[role][1],
    of: lookUp(chosen.month, role) });
  const role = roleAt(chosen.role), other = roleAt(chosen.compare);
  if (role < 0) return allRoles(figures.roles.map((r, i) => at(i)));
  return other < 0 ? oneRole(at(role)) :
    twoRoles(at(role), at(other), lookUpPair(chosen.month, role, other));
};
