// The report of a run that really took place, against a mock that leaves out a link.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { is_quiet, open, shown } from "./browser.mjs";

test("names the broken rule, and quietly", async () => {
  const { page, faults } = await open("mock");
  assert.equal(await page.locator("h1").textContent(), "FAILS");
  const failed = (await shown(page)).filter((title) => title.startsWith("fail"));
  assert.ok(failed.length > 0);
  assert.ok(failed.every((title) => title.startsWith("fail links.")), failed.join("\n"));
  const { results } = await page.evaluate(() => ({
    results: [...document.querySelectorAll("[data-results]")]
      .reduce((sum, element) => sum + Number(element.dataset.results), 0),
  }));
  assert.equal(await page.locator(".number-of").textContent(), `${results.toLocaleString("en")} results`);
  is_quiet(faults);
});

test("its line judges just this again, and comes to the same", async () => {
  const { page } = await open("mock");
  const item = page.locator(".item[data-verdict=fail]").first();
  const lines = await item.locator(".command code").allTextContents();
  const line = lines.find((text) => text.startsWith("emconform run"));
  const rule = await item.locator(".rule").textContent();
  const folder = mkdtempSync(join(tmpdir(), "emconform-"));
  try {
    const shell = `emconform() { "$EMCONFORM" "$@"; }; ${line}`;
    const { status } = spawnSync("sh", ["-c", shell], { cwd: folder, stdio: "ignore" });
    assert.equal(status, 1, line);
    const records = readFileSync(join(folder, "emconform-again", "run.ndjson"), "utf8")
      .trim().split("\n").map(JSON.parse);
    const results = records.filter(({ kind }) => kind === "result");
    assert.ok(results.some(({ verdict }) => verdict === "fail"));
    assert.deepEqual([...new Set(results.map((result) => result.check))], [rule]);
    assert.equal(new Set(results.map((result) => `${result.suite}/${result.case}`)).size, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
