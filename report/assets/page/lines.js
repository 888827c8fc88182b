// SPDX-License-Identifier: MIT
// lines.js - up to six pinned skills of a role over the months: lines with the
// band of their intervals and gaps where there are too few postings, and the
// same as a table.

const linesMax = 6;
const dashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2 1 2"];
const marks = ["M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z", "M-3-3h6v6h-6z",
  "M0-4l4 4-4 4-4-4z", "M0-4l4 7h-8z", "M0 4l4-7h-8z",
  "M-4-1h3v-3h2v3h3v2h-3v3h-2v-3h-3z"];

// Months in order with what is known of the role, in windows and with gaps
// where the report has them in its own series.
const monthsOf = (role) => figures.scopes
  .filter((s) => s.month !== null && s.window === figures.roles[role][2])
  .map((s) => {
    const gap = figures.roles[role][3][s.month] || "";
    const of = lookUp(keyOfScope(s), role);
    return { month: s.month, of: gap ? { ...of, few: true, gap } : of };
  })
  .sort((a, b) => a.month < b.month ? -1 : 1);

// Rows of months without a gap between them.
const runs = (months) => months.reduce((list, m, i) => {
  if (m.of.few) return list;
  if (i === 0 || months[i - 1].of.few) list.push([]);
  list[list.length - 1].push(i);
  return list;
}, []);

const axes = (size, top, step, months) => {
  const parts = [];
  for (let v = 0; v <= top; v += step)
    parts.push(draw("line", { class: "grid", x1: size.left, x2: size.right,
      y1: size.y(v), y2: size.y(v) }),
    draw("text", { x: size.left - 5, y: size.y(v) + 3.5,
      "text-anchor": "end" }, String(v / 10)));
  const every = Math.ceil(months.length * 52 / (size.right - size.left));
  months.forEach((m, i) => (months.length - 1 - i) % every === 0 &&
    parts.push(draw("text", { x: size.x(i), y: size.bottom + 15,
      "text-anchor": "middle" }, m.month)));
  return parts;
};
const line = (size, months, skill, at) => {
  const point = (i, value) => `${size.x(i).toFixed(1)} ` +
    size.y(value).toFixed(1);
  const parts = [];
  for (const run of runs(months)) {
    const path = (value) => run.map((i) => point(i, months[i].of[value](skill)))
      .join("L");
    const back = run.slice().reverse().map(
      (i) => point(i, months[i].of.low(skill))).join("L");
    parts.push(draw("path", { class: run.length > 1 ? "band" : "whisker",
      d: `M${path("high")}L${back}${run.length > 1 ? "z" : ""}` }),
    draw("path", { class: "line", "stroke-dasharray": dashes[at],
      d: `M${path("share")}` }),
    ...run.map((i) => draw("path", { class: "mark", d: marks[at],
      transform: `translate(${point(i, months[i].of.share(skill))})` })));
  }
  return draw("g", { class: `l${at}` }, ...parts);
};
const chart = (months, skills, title, wide) => {
  const high = Math.max(10, ...skills.flatMap((s) => months.filter(
    (m) => !m.of.few).map((m) => m.of.high(s))));
  const step = [10, 20, 50, 100, 200, 250].find((s) => high / s <= 5);
  const top = Math.ceil(high / step) * step;
  const [width, height] = wide ? [720, 300] : [360, 240];
  const size = { left: 30, right: width - 22, top: 8, bottom: height - 24 };
  size.x = (i) => size.left + (i + 0.5) * (size.right - size.left) /
    months.length;
  size.y = (v) => size.bottom - v * (size.bottom - size.top) / top;
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
    class: "lines", "aria-label": `${title}. The table below has its figures.`,
  }, ...axes(size, top, step, months),
  ...skills.map((s, at) => line(size, months, s, at)));
};
const legend = (skills) => make("ul", { className: "legend" },
  ...skills.map((s, at) => make("li", {}, draw("svg",
    { viewBox: "0 0 36 12", class: `l${at}`, "aria-hidden": "true" },
    draw("path", { class: "line", d: "M1 6H35",
      "stroke-dasharray": dashes[at] }),
    draw("path", { class: "mark", d: marks[at],
      transform: "translate(18 6)" })), figures.skills[s][1])));

const monthsBox = (months, skills, title, note) => tableBox(title, note,
  [head("Month"), head("n"), ...skills.map((s) => head(figures.skills[s][1]))],
  months.map(({ month, of }) => make("tr", {},
    make("th", { scope: "row", className: "month" }, month),
    countCell(of.usable), ...skills.map((s) => shareCell(of, s)))), "narrow");

// The parts of the page that show the pinned skills, or say how to.
const overTime = (wide) => {
  const note = (text) => [make("p", {}, text)];
  const role = roleAt(chosen.role);
  if (role < 0)
    return note("Choose one role to see its pinned skills month by month.");
  const skills = chosen.pins.slice(0, linesMax).map(
    (id) => figures.skills.findIndex((s) => s[0] === id));
  if (skills.length === 0)
    return note(`Pin up to ${linesMax} skills (\u2606 beside their names) to ` +
      "see them month by month.");
  const window = figures.roles[role][2];
  const months = monthsOf(role);
  const title = `${figures.roles[role][1]}: pinned skills month by month`;
  const words = `Per cent of postings, ${labels[chosen.label]}, ` +
    `${copies[ruleName()]}, with the 95 % interval. ` +
    (window > 1 ? `Each month is taken together with the ${window - 1} ` +
      "before it. " : "") + "Gaps: no postings, too few, or an outage." +
    (chosen.pins.length > linesMax ?
      ` The first ${linesMax} pinned skills.` : "");
  return [make("p", {}, words), months.every((m) => m.of.few) ?
    make("p", {}, "No month has enough postings for a line.") :
    make("figure", {}, chart(months, skills, title, wide), legend(skills)),
    monthsBox(months, skills, title, `Per cent, ${labels[chosen.label]}, ` +
      `${copies[ruleName()]}. ${figures.versions}.`)];
};
