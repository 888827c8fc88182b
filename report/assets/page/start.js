// SPDX-License-Identifier: MIT
// start.js - the controls, and what they do: each choice changes what is shown
// and the address, and the address what is chosen.

const tables = Array.from(document.querySelectorAll(".scroll"), adopt);
let made = []; // tables of the reader's own choice
const skills = new Map(figures ? figures.skills : []); // id to name
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

// ---- Choice of figures ----

const select = (key, ...options) => make("select",
  { onchange: (e) => choose({ [key]: e.target.value }) }, ...options);
const months = (windows) => Array.from(scopes.keys()).filter(
  (key) => key !== "" && key.includes("x") === windows).sort();
const monthOptions = (name, windows) => months(windows).length ?
  [make("optgroup", { label: name }, ...months(windows).map(
    (key) => option(key, scopeName(key))))] : [];
const menus = figures && {
  month: select("month", option("", `All: ${figures.period}`),
    ...monthOptions("Single months", false),
    ...monthOptions("Three months together", true)),
  label: select("label", ...Object.entries(labels).map(
    ([id, name]) => option(id, name))),
  dedup: select("dedup", ...figures.rules.map(
    (id, i) => option(i === figures.rule ? "" : id, copies[id]))),
  compare: select("compare", option("", "no other role")),
};
const moreRows = make("button", { type: "button", onclick: () =>
  choose({ rows: chosen.rows ? "" : "all" }) });
// What the top of the page has not chosen.
const ownKeys = ["month", "label", "dedup", "compare", "pins", "rows"];
const isOwn = (key) => String(chosen[key]) !== String(initial[key]);
const undo = make("button", { type: "button", onclick: () => choose(
  Object.fromEntries(ownKeys.map((key) => [key, initial[key]]))) },
"Reset choice");
const compareLabel = menus && make("label", {}, "Compare with ",
  menus.compare);
const chosenParts = { table: make("div"), time: make("div") };
const wide = matchMedia("(min-width: 45rem)");

const choiceSection = () => {
  const hasMonths = months(false).length > 1;
  const section = make("section", { id: "choose" },
    make("h2", {}, "Choose and compare"),
    make("p", {}, "Any month of the report, by how a skill is named and by " +
      "what counts as one posting. All other parts of the page are about " +
      `${figures.period}, ${labels.any}, ` +
      `${copies[figures.rules[figures.rule]]}.`),
    make("div", { className: "controls", attributes: { role: "group",
      "aria-label": "What this part shows" } },
    make("label", {}, "Month ", menus.month),
    make("label", {}, "Skills ", menus.label),
    make("label", {}, "Copies ", menus.dedup), compareLabel, moreRows, undo),
    chosenParts.table);
  if (figures.cut) section.append(make("p", {}, "Months before " +
    `${months(false).map(monthName)[0] || "the end"} are left out of this ` +
    "part to keep the page small; a report of a shorter period has them."));
  if (hasMonths) section.append(make("h3", {}, "Over time"), chosenParts.time);
  return section;
};

// Months that have too few postings of the role say so in the menu.
const nameMonths = () => {
  const role = roleAt(chosen.role);
  for (const o of menus.month.querySelectorAll("optgroup option")) {
    const of = role < 0 ? null : lookUp(o.value, role);
    o.textContent = scopeName(o.value) + (!of || !of.few ? "" :
      of.usable ? ` (too few: ${of.usable})` : " (none)");
  }
};
const nameCompared = () => {
  const role = roleAt(chosen.role);
  const others = figures.roles.filter((r, i) => i !== role &&
    figures.pairs.some((p) => p.includes(role) && p.includes(i)));
  menus.compare.replaceChildren(option("", "no other role"),
    ...others.map(([id, name]) => option(id, name)));
  compareLabel.hidden = others.length === 0;
};
const redraw = () => {
  const focused = document.activeElement;
  const key = focused && focused.dataset.pin;
  const sorted = made.length ? made[0].sorted : null;
  chosenParts.table.replaceChildren(chosenTable());
  chosenParts.time.replaceChildren(...overTime(wide.matches));
  made = Array.from(document.querySelectorAll("#choose .scroll"), adopt);
  const column = sorted ? made[0].names.indexOf(sorted.name) : -1;
  if (column >= 0) order(made[0], column, sorted.way);
  const extra = made[0].rows.length > rowsFirst;
  moreRows.hidden = !extra;
  moreRows.textContent = chosen.rows ? `Only the first ${rowsFirst} skills` :
    `All ${made[0].rows.length} skills`;
  undo.hidden = !ownKeys.some(isOwn);
  const again = key && Array.from(document.querySelectorAll("[data-pin]"))
    .find((e) => e.dataset.pin === key);
  if (again) again.focus();
};
const showChoice = () => {
  nameMonths();
  nameCompared();
  for (const [key, menu] of Object.entries(menus)) menu.value = chosen[key];
  redraw();
};

// ---- What is shown ----

const show = () => {
  for (const e of document.querySelectorAll("[data-role]"))
    e.hidden = chosen.role !== "" && e.dataset.role !== chosen.role;
  if (figures) showChoice();
  let n = 0, places = 0;
  for (const t of [...tables, ...made]) {
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
  const role = roles.get(chosen.role);
  say(chosen.text !== "" ? n === 0 ? "No row has this name." :
    `${plural(n, "row")} in ${plural(places, "table")}.` :
    figures && touched ? `${role || "All roles"}: ${sayScope()}.` : "");
};
let touched = false; // nothing is announced before a choice is made
const choose = (change, entry = true) => {
  touched = true;
  Object.assign(chosen, change);
  if (chosen.compare === chosen.role || !chosen.role) chosen.compare = "";
  show();
  keep(entry);
};
const has = {
  role: (id) => roles.has(id),
  skill: (id) => skills.get(id),
  month: (key) => scopes.has(key),
  label: (id) => Boolean(figures && Object.hasOwn(labels, id)),
  dedup: (id) => Boolean(figures && figures.rules.includes(id) &&
    figures.rules[figures.rule] !== id),
  compare: (id) => Boolean(figures && figures.pairs.some(
    (p) => p.includes(roleAt(id)))),
  rows: (value) => value === "all",
  pin: (id) => Boolean(figures && figures.skills.some((s) => s[0] === id)),
};
// The address asks for a choice, or for a heading that a choice may hide.
const follow = () => {
  const hash = location.hash.slice(1);
  const heading = document.getElementById(hash);
  if (hash === "" || hash.includes("=")) {
    read(hash, has);
    if (chosen.compare === chosen.role || !chosen.role) chosen.compare = "";
    show();
    if (hash && !(history.state && history.state.own))
      (ownKeys.some(isOwn) ? document.getElementById("choose") : controls)
        .scrollIntoView();
  } else if (heading) {
    const hidden = heading.closest("[hidden]");
    const quotes = heading.closest("details");
    if (hidden) {
      chosen.role = hidden.dataset.role || "";
      show();
    }
    if (quotes) quotes.open = true;
    if (hidden || quotes) heading.scrollIntoView();
  }
};

// ---- Controls ----

const menu = select("role", option("", "All roles"),
  ...Array.from(roles, ([id, name]) => option(id, name)));
const filter = make("input", {
  type: "search", autocomplete: "off", attributes: { list: "names" },
  oninput: () => choose({ text: filter.value.trim(),
    skill: skillOf(filter.value.trim()) }, false),
});
const status = make("p", { attributes: { role: "status" } });
const say = (text) => { status.textContent = text; };
const controls = make("div", { className: "controls",
  attributes: { role: "search", "aria-label": "What the tables show" } });

if (tables.length) {
  if (roles.size > 1) controls.append(make("label", {}, "Role ", menu));
  controls.append(make("label", {}, "Filter by name ", filter),
    make("button", { type: "button", onclick: () =>
      choose({ role: "", skill: "", text: "" }) }, "Show all"),
    status, make("datalist", { id: "names" }, ...Array.from(
      new Set(skills.values()), (value) => make("option", { value }))));
  document.querySelector("main").before(controls);
  const first = document.querySelector("main > section[data-role]");
  if (figures && first) {
    first.before(choiceSection());
    const link = document.querySelector("nav a[href='#glance']");
    if (link) link.parentElement.after(make("li", {},
      make("a", { href: "#choose" }, "Choose and compare")));
    wide.onchange = show;
  }
  addEventListener("hashchange", follow);
  show();
  follow();
}
