// That everybody can read it: axe-core at WCAG 2.2 AA, wide and narrow, light and dark, and nothing
// runs out of the page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { is_quiet, open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const violations = async (page) => {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate((runOnly) =>
    // eslint-disable-next-line no-undef
    axe.run(document, { runOnly, resultTypes: ["violations"] }), tags);
  return found.map(({ id, nodes }) => `${id}: ${nodes.length}, as ${nodes[0].html.slice(0, 200)}: ` +
    `${nodes[0].failureSummary}`);
};

const looks = [1280, 390].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

for (const { width, colorScheme } of looks) {
  test(`axe-core finds nothing at ${width} pixels, ${colorScheme}`, async () => {
    for (const name of ["conforming", "signed", "aborted"]) {
      const { page } = await open(name, {
        viewport: { width, height: 900 }, colorScheme, bypassCSP: true,  // axe-core writes markup
      });
      // Skipped contents have no colours yet: show all, opened.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await page.addStyleTag({ content: ".item { content-visibility: visible !important }" });
      assert.deepEqual(await violations(page), [], name);
      await page.context().close();
    }
  });
}

for (const width of [1280, 390]) {
  test(`nothing is wider than ${width} pixels`, async () => {
    for (const name of ["conforming", "signed", "aborted", "evil"]) {
      const { page, faults } = await open(name, { viewport: { width, height: 900 } });
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(await wide(), width, name);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      assert.equal(await wide(), width, `${name}, opened`);
      is_quiet(faults);
      await page.context().close();
    }
  });
}
