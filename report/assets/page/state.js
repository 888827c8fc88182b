// SPDX-License-Identifier: MIT
// state.js - what a reader has chosen, which the address keeps:
// #role=ID&skill=ID&month=2025-03&label=required&dedup=none&pins=ID,ID...

const initial = {
  role: "", // "": all
  skill: "", text: "", // what names are filtered by; of one skill also its id
  month: "", // "": the period; 2025-03, or 2025-03x3: with the two before it
  label: "any",
  dedup: "", // "": the rule that the rest of the page goes by
  compare: "", // a second role
  pins: [],
  rows: "", // "all": more than the first
};
const chosen = { ...initial };

// To the address; as an entry of its own, to come back to, or not.
const keep = (entry) => {
  const p = new URLSearchParams();
  for (const key of ["role", "skill", "month", "label", "dedup", "compare",
    "rows"])
    if (chosen[key] !== initial[key]) p.set(key, chosen[key]);
  if (chosen.text && !chosen.skill) p.set("name", chosen.text);
  if (chosen.pins.length) p.set("pins", chosen.pins.join(","));
  const hash = String(p).replace(/%2C/g, ",");
  const address = hash ? `#${hash}` : location.href.split("#")[0];
  if (`#${hash}` === (location.hash || "#")) return;
  try {
    if (entry) history.pushState({ own: true }, "", address);
    else history.replaceState(history.state, "", address);
  } catch (e) { /* A frame of a mail program may have no address. */ }
};

// From the address. What the page does not have is left out, but for a skill,
// which is then a name that no row has.
const read = (hash, has) => {
  const p = new URLSearchParams(hash);
  const one = (key) => has[key](p.get(key)) ? p.get(key) : initial[key];
  const skill = p.get("skill") || "";
  Object.assign(chosen, {
    role: one("role"), month: one("month"), label: one("label"),
    dedup: one("dedup"), compare: one("compare"), rows: one("rows"),
    skill: has.skill(skill) ? skill : "",
    text: has.skill(skill) || skill || p.get("name") || "",
    pins: Array.from(new Set((p.get("pins") || "").split(",")))
      .filter((id) => has.pin(id)),
  });
};
