// SPDX-License-Identifier: MIT
// page.mjs FILE OTHER... - a report's page in Chromium: what a reader does with
// its tables, by pointer and by keyboard, and that it asks nothing of any
// network. The others are pages of one answer (study, compare).
import assert from "node:assert/strict";
import { check, close, column, faults, findings, hash, head, opener, status,
  table, texts } from "./browser.mjs";

const [url, ...others] = process.argv.slice(2).map((f) => `file://${f}`);
const open = opener(url);
const engineer = "Data engineer: skills";

const page = await open();

await check("a column head sorts, turns, and gives the order back", async () => {
  const box = table(page, engineer);
  const before = await texts(box, 1);
  const sorted = before.slice().sort((a, b) => a.localeCompare(b));
  assert.notDeepEqual(before, sorted);
  const skill = head(box, "Skill");
  const button = skill.getByRole("button");
  await button.click();
  assert.deepEqual(await texts(box, 1), sorted);
  assert.equal(await skill.getAttribute("aria-sort"), "ascending");
  await button.click();
  assert.deepEqual(await texts(box, 1), sorted.reverse());
  assert.equal(await skill.getAttribute("aria-sort"), "descending");
  await button.click();
  assert.deepEqual(await texts(box, 1), before);
  assert.equal(await skill.getAttribute("aria-sort"), null);
});

await check("Enter and Space sort, and numbers are numbers", async () => {
  const box = table(page, engineer);
  const numbers = async () => (await texts(box, 3)).map(Number);
  const falling = (await numbers()).sort((a, b) => b - a);
  const button = head(box, "named in").getByRole("button");
  await button.focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await numbers(), falling);
  await page.keyboard.press("Space");
  assert.deepEqual(await numbers(), falling.slice().reverse());
  assert.match(await status(page), /ascending by named in/);
  // Postings that are as many stay in the report's order.
  const ranks = (await texts(box, 0)).map(Number);
  const counts = await numbers();
  for (let i = 1; i < ranks.length; i++)
    assert.ok(counts[i] > counts[i - 1] || ranks[i] >= ranks[i - 1]);
  await page.keyboard.press("Enter");
});

await check("few is last, whichever way", async () => {
  const box = table(page, "Machine learning engineer by month");
  const button = box.getByRole("columnheader").nth(3).getByRole("button");
  for (const sign of [-1, 1]) {
    await button.click();
    const cells = await column(box, 3);
    const few = cells.filter((c) => c.few).length;
    assert.ok(few > 0 && few < cells.length);
    assert.ok(cells.slice(-few).every((c) => c.few));
    const shares = cells.slice(0, -few).map((c) => Number(c.text));
    assert.deepEqual(shares, shares.slice().sort((a, b) => sign * (a - b)));
  }
  await button.click();
});

await check("a theme keeps what is under it", async () => {
  const box = table(page, "Themes");
  const above = () => box.locator("tbody tr:visible").evaluateAll((rows) => {
    const path = [];
    return rows.map((r) => {
      const depth = r.classList.contains("d0") ? 0 :
        r.classList.contains("d1") ? 1 : 2;
      path.length = depth;
      path.push(r.cells[0].textContent);
      return path.join(" > ");
    });
  });
  const before = await above();
  await head(box, "Cloud engineer").getByRole("button").click();
  const after = await above();
  assert.notDeepEqual(after, before);
  assert.deepEqual(after.slice().sort(), before.slice().sort());
});

await check("the filter hides rows of other names, and says how many", async () => {
  const field = page.getByLabel("Filter by name");
  await field.fill("apa");
  const seen = await page.locator("tbody tr:visible").evaluateAll((rows) =>
    rows.filter((r) => !r.querySelector(".month, .none") &&
      !/^d[01]/.test(r.className)).map((r) => Array.from(
      r.querySelectorAll("th, td.name"), (c) => c.textContent).join("|")));
  assert.ok(seen.length > 3);
  for (const names of seen) assert.match(names, /apa/i);
  const said = Number(/^(\d+) rows in \d+ tables\.$/.exec(
    await status(page))[1]);
  assert.equal(said, await page.locator("tbody tr:visible").evaluateAll(
    (rows) => rows.filter((r) => !r.querySelector(".month, .none") &&
      Array.from(r.querySelectorAll("th, td.name")).some(
        (c) => /apa/i.test(c.textContent))).length));
  assert.equal(await hash(page), "#name=apa");
  await field.fill("no such skill");
  assert.equal(await status(page), "No row has this name.");
  assert.deepEqual(await texts(table(page, engineer), 0),
    ["No row has this name."]);
  await field.fill("sql"); // a whole name means that one
  assert.deepEqual(await texts(table(page, engineer), 1), ["SQL"]);
  assert.equal(await hash(page), "#skill=sql");
});

await check("the menu shows one role, or all", async () => {
  await page.getByRole("button", { name: "Show all" }).click();
  const menu = page.getByRole("combobox", { name: "Role" });
  const shown = () => page.locator("section[data-role]:visible").evaluateAll(
    (all) => Array.from(new Set(all.map((e) => e.dataset.role))));
  assert.equal((await shown()).length, 4);
  await menu.selectOption("Data engineer");
  assert.deepEqual(await shown(), ["data-engineer"]);
  assert.equal(await hash(page), "#role=data-engineer");
  await page.getByRole("link", { name: "Cloud engineer" }).click();
  assert.deepEqual(await shown(), ["cloud-engineer"]);
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal((await shown()).length, 4);
  assert.equal(await hash(page), "");
});

await check("contents lead to headings, which stand in order", async () => {
  const astray = await page.evaluate(() => Array.from(
    document.querySelectorAll("nav a")).map((a) => a.getAttribute("href"))
    .filter((to) => !/^#/.test(to) || !/^(H[2-4]|SECTION)$/.test(
      (document.getElementById(to.slice(1)) || document).nodeName)));
  assert.deepEqual(astray, []);
  assert.ok(await page.locator("nav a").count() > 20);
  const levels = await page.locator("h1, h2, h3, h4").evaluateAll(
    (all) => all.map((e) => Number(e.nodeName[1])));
  levels.forEach((level, i) => assert.ok(i === 0 ? level === 1 :
    level > 1 && level - levels[i - 1] <= 1, `heading ${i}`));
});

await check("a table is copied as CSV, safe for spreadsheets", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const box = table(page, engineer);
  const before = await texts(box, 1);
  await box.locator("tbody th").first().evaluate((e) => {
    e.textContent = '=HYPERLINK("x", 1)';
  });
  await box.getByRole("button", { name: "Copy as CSV" }).click();
  await page.getByText("Copied: Data engineer").waitFor();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  const lines = csv.split(/\r?\n/);
  assert.equal(lines.pop(), "");
  assert.equal(lines[0], "#,Skill,% (95 %),% (95 %) low,% (95 %) high," +
    "named in,as required,as preferred,employers,moved,change");
  assert.match(lines[1],
    /^1,"'=HYPERLINK\(""x"", 1\)",[\d.]+,[\d.]+,[\d.]+,\d+,\d+,\d+,\d+,/);
  assert.equal(lines.length, before.length + 1);
  before.slice(1).forEach((name, i) =>
    assert.ok(lines[i + 2].includes(`,${name},`), lines[i + 2]));
});

await check("without a clipboard the text is there to be copied", async () => {
  const other = await open("", {}, (c) => c.addInitScript(() =>
    Object.defineProperty(navigator, "clipboard", { value: undefined })));
  await table(other, "Cloud engineer: skills")
    .getByRole("button", { name: "Copy as CSV" }).click();
  const area = other.getByRole("textbox", { name: /as CSV$/ });
  assert.match(await area.inputValue(), /^#,Skill,/);
  assert.ok(await area.evaluate((e) => document.activeElement === e &&
    e.selectionEnd - e.selectionStart === e.value.length));
  await other.context().close();
});

await check("an address restores role and skill", async () => {
  const other = await open("#role=data-engineer&skill=sql");
  assert.equal(await other.getByRole("combobox", { name: "Role" })
    .inputValue(), "data-engineer");
  assert.deepEqual(await texts(table(other, engineer), 1), ["SQL"]);
  assert.equal(await other.locator("#role-cloud-engineer").isVisible(), false);
  const months = table(other, "Data engineer by month");
  assert.equal(await months.locator("th.picked").textContent(), "SQL");
  await other.evaluate(() => {
    location.hash = "#role=%3Cimg%3E&skill=" +
      encodeURIComponent("<img src=x onerror=alert(1)>");
  });
  await other.getByText("No row has this name.").first().waitFor();
  assert.equal(await other.locator("img").count(), 0);
  await other.evaluate(() => { location.hash = ""; });
  await other.locator("#role-cloud-engineer").waitFor();
  assert.ok((await texts(table(other, engineer), 1)).length > 10);
  await other.context().close();
});

await check("without script all can be read, and nothing can be pressed",
  async () => {
    const other = await open("", { javaScriptEnabled: false });
    assert.equal(await other.locator("button, select, input").count(), 0);
    const rows = other.locator("tbody tr");
    assert.ok(await rows.count() > 300);
    assert.equal(await other.locator("tbody tr:visible").count(),
      await rows.count());
    await other.context().close();
  });

await check("controls are not printed", async () => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".controls:visible, .copy:visible").count(),
    0);
  assert.ok(await page.locator("tbody tr:visible").count() > 300);
  await page.emulateMedia({ media: "screen" });
});

await check("axe-core finds nothing; the page is as wide as the screen",
  async () => {
    const states = [[390, "light", ""], [1280, "dark", "#role=data-engineer"]];
    for (const [width, colorScheme, state] of states) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate((to) => { location.hash = to; }, state);
      assert.deepEqual(await findings(page), [], `${width} ${colorScheme}`);
      assert.ok(await page.evaluate(() =>
        document.documentElement.scrollWidth <= innerWidth));
    }
  });

await check("pages of one answer have the same controls", async () => {
  for (const address of others) {
    const other = await opener(address)("");
    const box = other.locator(".scroll").first();
    const names = await texts(box, 0);
    const button = box.getByRole("columnheader").first().getByRole("button");
    await button.click();
    await button.click();
    assert.notDeepEqual(await texts(box, 0), names);
    assert.deepEqual(await findings(other), []);
    await other.context().close();
  }
});

assert.deepEqual(faults, []);

await check("no other script runs", async () => {
  await page.evaluate(() => {
    const e = document.createElement("script");
    e.textContent = "document.title = 'ran'";
    document.body.append(e);
    document.body.insertAdjacentHTML("beforeend",
      "<img src='data:,' onerror='document.title = \"ran\"'>");
  });
  assert.match(await page.title(), /^Skill demand/);
  assert.match(faults.join(), /Content Security Policy/);
});

await close();
