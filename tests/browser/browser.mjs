// SPDX-License-Identifier: MIT
// browser.mjs - what the checks of pages share: Chromium, pages opened from
// disk, and whatever goes wrong in them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
const wait_ms = 60000;

// Words on the console, errors, dialogs, requests: of all pages.
export const faults = [];
export const close = () => browser.close();

// Opens the page at this address, in a context of its own.
export const opener = (address) =>
  async (hash = "", options = {}, prepare = () => {}) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(wait_ms);
    page.on("console", (m) => faults.push(`console: ${m.text()}`));
    page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
    page.on("dialog", (d) => faults.push(`dialog: ${d.message()}`));
    context.on("request", (r) => {
      if (!r.url().startsWith(address) && !r.url().startsWith("data:"))
        faults.push(`request: ${r.url()}`);
    });
    await prepare(context);
    await page.goto(address + hash);
    return page;
  };

export const check = async (what, run) => {
  await run();
  console.log(`ok: ${what}`);
};

// What axe-core finds wrong in the page.
export const findings = async (page) => {
  await page.evaluate(axe);
  return page.evaluate(() => axe.run().then((r) =>
    r.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)));
};

// The table whose title begins so; and its rows as they stand, by column.
export const table = (page, title) =>
  page.locator(`.scroll[aria-label^="Table: ${title}"]`).first();
export const column = (box, i) => box.locator("tbody tr:not(.more)")
  .evaluateAll((rows, at) => rows.filter(
    (r) => r.checkVisibility() && r.cells[at]).map((r) => ({
    few: r.cells[at].classList.contains("few"),
    text: Array.from(r.cells[at].childNodes).filter((n) =>
      !/SMALL|BUTTON/.test(n.nodeName)).map((n) => n.textContent).join("")
      .trim() })), i);
export const texts = async (box, i) =>
  (await column(box, i)).map((c) => c.text);
export const head = (box, name) => box.getByRole("columnheader", { name });
export const status = (page) => page.getByRole("status").textContent();
export const hash = (page) => page.evaluate(() => location.hash);
