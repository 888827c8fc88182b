// SPDX-License-Identifier: MIT
// choice.mjs PAGE MONTH MONTH-PAGE COMPARED - the part of a report's page that
// a reader makes: what is chosen has the figures of the report that would have
// been asked for (MONTH-PAGE, by --month MONTH --dedup none; COMPARED, of two
// roles as JSON), the address keeps it, the keyboard reaches it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check, close, faults, findings, hash, head, opener, status, table,
  texts } from "./browser.mjs";

const [file, month, month_file, compared] = process.argv.slice(2);
const open = opener(`file://${file}`);
const page = await open();
const menu = (name, on = page) => on.getByRole("combobox", { name,
  exact: true });
const box = (title, on = page) => table(on, `As chosen: ${title}`);
const all = (on = page) => on.getByRole("button", { name: /^All \d+ skills$/ });
const pin = (name, on = page) => on.locator("#choose").getByRole("button",
  { name: `Pin ${name}`, exact: true });
const choose = (name, value) => menu(name).selectOption(value);
const caption = (on = page) => on.locator("#choose caption").first()
  .textContent();
// Rows that are seen, by skill, as the texts of their cells without the names.
const rows = (of) => of.locator("tbody tr[data-skill]").evaluateAll((trs) =>
  trs.filter((tr) => tr.checkVisibility()).map((tr) => [tr.dataset.skill,
    Array.from(tr.cells).filter((c) => c.nodeName === "TD").map(
      (c) => c.textContent.replace(/\s+/g, " ").trim())]));
const byColumn = async (of) => {
  const heads = (await of.locator("thead th").allTextContents())
    .map((h) => h.replace(/\u00ad/g, "").trim()).filter((h) => h !== "Skill");
  return (await rows(of)).map(([skill, cells]) => [skill,
    Object.fromEntries(heads.map((h, i) => [h, cells[i]]))]);
};
const columns = ["#", "% (95 %)", "named in", "as required", "as preferred",
  "employers"];
// The same figures in the table that is chosen and in that of a report, whose
// last skills the choice may not have.
const same = async (made, reported, least) => {
  const found = new Map(await byColumn(made));
  const wanted = (await byColumn(reported)).filter(([s]) => found.has(s));
  assert.ok(wanted.length >= least);
  for (const [skill, cells] of wanted)
    for (const name of columns.slice(1))
      assert.equal(found.get(skill)[name], cells[name], `${skill}: ${name}`);
  const order = wanted.map(([skill]) => skill);
  assert.deepEqual(Array.from(found.keys()).filter((s) => order.includes(s)),
    order);
};

await check("each role as chosen has the figures of its table", async () => {
  for (const role of await menu("Role").locator("option").allTextContents()) {
    if (role === "All roles") continue;
    await choose("Role", role);
    await all().click();
    await same(box(role), table(page, `${role}: skills`), 20);
    await page.getByRole("button", { name: "Reset choice" }).click();
  }
});

await check("a month by another rule has the figures of its own report",
  async () => {
    const other = await opener(`file://${month_file}`)();
    await choose("Role", "Data engineer");
    await all().click();
    await choose("Month", month);
    await choose("Copies", "none");
    assert.equal(await hash(page),
      `#role=data-engineer&month=${month}&dedup=none&rows=all`);
    await same(box("Data engineer"), table(other, "Data engineer: skills"), 10);
    assert.match(await caption(), /every posting found counts/);
    assert.match(await status(page), /^Data engineer: \w{3} \d{4}, named in/);
    await other.context().close();
  });

await check("a month with too few postings says so, and has no share",
  async () => {
    await choose("Role", "Cloud engineer");
    const option = menu("Month").locator(`option[value="${month}"]`);
    const [, few] = /\(too few: (\d+)\)$/.exec(await option.textContent());
    assert.ok(Number(few) < 30);
    assert.match(await caption(),
      new RegExp(`${few} with usable text .*: too few for shares`));
    for (const [, cells] of await byColumn(box("Cloud engineer")))
      assert.match(cells["% (95 %)"], /^\d+ few$/);
    await page.goBack(); // one choice, one step
    assert.equal(await menu("Role").inputValue(), "data-engineer");
    assert.equal(await menu("Month").inputValue(), month);
  });

await check("as required, the share is of the postings that require it so",
  async () => {
    await page.getByRole("button", { name: "Reset choice" }).click();
    await choose("Role", "Data engineer");
    const usable = Number(/(\d+) with usable/.exec(await caption())[1]);
    await choose("Skills", "required");
    const list = await byColumn(box("Data engineer"));
    assert.ok(list.length >= 10);
    list.forEach(([, cells], i) => {
      const [, share, low, high] =
        /^([\d.]+) ([\d.]+)\u2013([\d.]+)$/.exec(cells["% (95 %)"]);
      const n = Number(cells["as required"]);
      assert.ok(Math.abs(share - 100 * n / usable) <= 0.0501);
      assert.ok(Number(low) <= share && share <= Number(high));
      if (i) assert.ok(n <= Number(list[i - 1][1]["as required"]));
    });
    assert.equal(await hash(page), "#role=data-engineer&label=required");
  });

await check("two roles side by side have the differences of `compare`",
  async () => {
    const [first, second] = ["ml-engineer", "data-engineer"];
    const skills = new Map(JSON.parse(readFileSync(compared, "utf8")).skills
      .map((s) => [s.id, s]));
    const points = (x) => (x < 0 ? "-" : "+") + Math.abs(100 * x).toFixed(1);
    for (const turned of [false, true]) {
      const other = await open(
        `#role=${turned ? second : first}&compare=${turned ? first : second}` +
        "&rows=all");
      const made = other.locator("#choose .scroll").first();
      let n = 0;
      for (const [skill, cells] of await rows(made)) {
        const s = skills.get(skill);
        if (!s) continue;
        const sign = turned ? -1 : 1;
        const ends = [s.difference_low95, s.difference_high95];
        const [low, high] = turned ? ends.reverse() : ends;
        assert.equal(cells[2].replace(/-0\.0/g, "+0.0"),
          `${points(sign * s.difference)} ${points(sign * low)} to ` +
          points(sign * high));
        assert.match(cells[3], /^(yes|not detectably)$/);
        if (s.q < 0.001) assert.equal(cells[3], "yes");
        if (s.q > 0.2) assert.equal(cells[3], "not detectably");
        n++;
      }
      assert.ok(n >= 20);
      await other.context().close();
    }
  });

await check("pinned skills stay on top, and keep the focus", async () => {
  const other = await open("#role=data-engineer");
  const made = box("Data engineer", other);
  const names = (await rows(made)).map(([skill]) => skill);
  const nameOf = (id) => made.locator(`tr[data-skill="${id}"] th`)
    .evaluate((e) => e.lastChild.textContent);
  const [fifth, last] = [await nameOf(names[4]), await nameOf(names.at(-1))];
  await pin(fifth, other).focus();
  await other.keyboard.press("Enter");
  assert.equal((await rows(made))[0][0], names[4]);
  assert.ok(await pin(fifth, other).evaluate(
    (e) => document.activeElement === e));
  assert.equal(await pin(fifth, other).getAttribute("aria-pressed"), "true");
  assert.equal(await status(other), `${fifth} is pinned.`);
  await pin(last, other).click();
  assert.equal(await hash(other),
    `#role=data-engineer&pins=${names[4]},${names.at(-1)}`);
  // Sorted by name they are on top all the same, also after another choice.
  await head(made, "Skill").getByRole("button").click();
  await menu("Skills", other).selectOption("preferred");
  const sorted = await texts(made, 1);
  assert.deepEqual(sorted.slice(0, 2), [fifth, last].sort());
  assert.deepEqual(sorted.slice(2), sorted.slice(2).sort(
    (a, b) => a.localeCompare(b)));
  for (let i = 0; i < 2; i++) await other.goBack();
  assert.equal(await hash(other), `#role=data-engineer&pins=${names[4]}`);
  assert.equal(await pin(last, other).getAttribute("aria-pressed"), "false");
  await other.goForward();
  assert.equal(await pin(last, other).getAttribute("aria-pressed"), "true");
  await other.getByRole("button", { name: "Reset choice" }).click();
  assert.equal(await hash(other), "#role=data-engineer");
  await other.context().close();
});

await check("pinned skills over time: a line each, and the series' figures",
  async () => {
    // Of machine learning engineers the months are taken together by three.
    for (const [id, role] of [["data-engineer", "Data engineer"],
      ["ml-engineer", "Machine learning engineer"]]) {
      const series = table(page, `${role} by month`);
      const heads = (await series.locator("thead th").allTextContents())
        .slice(2, 8);
      const ids = new Map(await page.evaluate(() => JSON.parse(
        document.getElementById("data").textContent).skills.map(
        ([skill, name]) => [name, skill])));
      const other = await open(
        `#role=${id}&pins=${heads.map((h) => ids.get(h)).join(",")}`);
      const time = other.locator("#choose .scroll").nth(1);
      const cells = (of, n) => of.locator("tbody tr:not(:has(.none))")
        .evaluateAll((trs, count) => trs.map((tr) => Array.from(tr.cells)
          .slice(0, count).map((c) => c.classList.contains("few") ? "few" :
            c.firstChild.textContent.trim())), n);
      assert.deepEqual(await cells(time, 8), await cells(series, 8));
      const months = (await cells(time, 8)).filter((r) => r[2] !== "few");
      const svg = other.locator("#choose svg.lines");
      assert.equal(await svg.locator("g").count(), 6);
      assert.equal(await svg.locator(".mark").count(), 6 * months.length);
      assert.equal(await other.locator(".legend li").count(), 6);
      assert.match(await svg.getAttribute("aria-label"), new RegExp(role));
      await other.context().close();
    }
  });

await check("the address restores all of it, and nothing that is not there",
  async () => {
    const address = `#role=ml-engineer&month=${month}x3&label=preferred` +
      "&dedup=exact&compare=data-scientist&rows=all&pins=python,sql";
    const other = await open(address);
    assert.equal(await menu("Role", other).inputValue(), "ml-engineer");
    assert.equal(await menu("Month", other).inputValue(), `${month}x3`);
    assert.equal(await menu("Skills", other).inputValue(), "preferred");
    assert.equal(await menu("Copies", other).inputValue(), "exact");
    assert.equal(await menu("Compare with", other).inputValue(),
      "data-scientist");
    assert.equal(await other.locator("#choose tr.pinned").count(), 2);
    await other.evaluate(() => { location.hash = "#role=none&month=1999-01" +
      "&label=toString&dedup=__proto__&compare=x&rows=1&pins=x,,<img>&x=y"; });
    await other.getByText("Choose one role").waitFor();
    for (const name of ["Role", "Month", "Copies"])
      assert.equal(await menu(name, other).inputValue(), "");
    assert.equal(await menu("Skills", other).inputValue(), "any");
    assert.equal(await other.locator("#choose tr.pinned, img").count(), 0);
    await other.context().close();
  });

await check("the count of a skill leads to its quotes, and back", async () => {
  const other = await open("#role=data-engineer&pins=sql");
  const link = other.locator('#choose a[href="#evidence-data-engineer-sql"]');
  const quotes = other.locator("details:has(#evidence-data-engineer-sql)");
  assert.equal(await quotes.getAttribute("open"), null);
  await link.click();
  await other.locator("#evidence-data-engineer-sql li").first().waitFor();
  await other.goBack();
  assert.equal(await hash(other), "#role=data-engineer&pins=sql");
  await menu("Month", other).selectOption(month); // quotes are of the period
  assert.equal(await link.count(), 0);
  await other.context().close();
});

await check("the keyboard reaches every control, and shows where it is",
  async () => {
    const other = await open("#role=data-engineer&pins=sql");
    await other.locator("#choose h2").evaluate((e) => {
      e.tabIndex = -1;
      e.focus();
    });
    const wanted = await other.locator("#choose").evaluate((e) =>
      Array.from(e.querySelectorAll("select, button, a, .scroll"))
        .filter((c) => c.checkVisibility()).length);
    let seen = 0;
    for (; seen < wanted; seen++) {
      await other.keyboard.press("Tab");
      const at = await other.evaluate(() => {
        const e = document.activeElement;
        const style = getComputedStyle(e);
        return { inside: Boolean(e.closest("#choose")), tag: e.nodeName,
          shown: style.outlineStyle !== "none" &&
            parseFloat(style.outlineWidth) >= 2 };
      });
      assert.ok(at.inside && at.shown, `${seen} of ${wanted}: ${at.tag}`);
    }
    await other.keyboard.press("Tab");
    assert.ok(await other.evaluate(
      () => !document.activeElement.closest("#choose")));
    await other.context().close();
  });

await check("what can be pressed is at least 24 pixels in size", async () => {
  const other = await open("#role=data-engineer&pins=sql",
    { viewport: { width: 390, height: 800 } });
  const small = await other.evaluate(() => Array.from(
    document.querySelectorAll("button, select, input, nav a, summary"))
    .filter((e) => e.checkVisibility()).map((e) => [e.outerHTML,
      e.getBoundingClientRect()]).filter(
      ([, r]) => r.width < 24 || r.height < 24).map(([html]) => html));
  assert.deepEqual(small, []);
  await other.context().close();
});

await check("print shows the choice in words, and no control", async () => {
  const other = await open(`#role=data-engineer&month=${month}&pins=sql`);
  await other.emulateMedia({ media: "print" });
  assert.equal(await other.locator("#choose select:visible").count(), 0);
  assert.equal(await other.locator("#choose button:not(.sort):visible")
    .count(), 0);
  assert.match(await caption(other),
    /^As chosen: Data engineer\. \w{3} \d{4},/);
  assert.equal(await other.locator("#role-cloud-engineer").isVisible(), false);
  assert.ok(await other.locator("#choose tbody tr:visible").count() >= 10);
  await other.context().close();
});

await check("axe-core finds nothing in any choice; it fits a phone",
  async () => {
    const states = ["#month=" + month, "#role=cloud-engineer&month=" + month,
      "#role=data-engineer&label=required&dedup=none&pins=sql,python&rows=all",
      "#role=ml-engineer&compare=data-engineer&pins=python",
      "#name=no+such+skill"];
    for (const colorScheme of ["light", "dark"]) {
      const other = await open("", { colorScheme,
        viewport: { width: 390, height: 800 } });
      // The rest of the page has its own check, and axe is slow on it.
      await other.evaluate(() => document.querySelectorAll(
        "main > :not(#choose)").forEach((e) => e.remove()));
      for (const state of states) {
        await other.evaluate((to) => { location.hash = to; }, state);
        await other.waitForFunction((to) => location.hash === to, state);
        assert.deepEqual(await findings(other), [],
          `${colorScheme} ${state}`);
        assert.ok(await other.evaluate(() =>
          document.documentElement.scrollWidth <= innerWidth), state);
      }
      await other.context().close();
    }
  });

await check("without script there is no such part", async () => {
  const other = await open("", { javaScriptEnabled: false });
  assert.equal(await other.locator("#choose").count(), 0);
  await other.context().close();
});

assert.deepEqual(faults, []);
await close();
