// SPDX-License-Identifier: MIT
// valid.mjs FILE... - the pages are valid HTML, as html-validate has it.
import assert from "node:assert/strict";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const validator = new HtmlValidate(new FileSystemConfigLoader({
  extends: ["html-validate:standard"], root: true }));
for (const file of process.argv.slice(2)) {
  const report = await validator.validateFile(file);
  assert.deepEqual(report.results.flatMap((r) => r.messages).map((m) =>
    `${m.line}:${m.column} ${m.ruleId}: ${m.message}`).slice(0, 5), [], file);
  console.log(`ok: ${file}`);
}
