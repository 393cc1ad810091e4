// Two public readers of JUnit files show all that stands in ours.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { parse as junit2json } from "junit2json";
import { chromium } from "playwright-core";
import getSuites from "xunit-viewer/src/cli/get-suites.js";
import render from "xunit-viewer/src/cli/render.js";
import { realReports, samples, scratch } from "./support.mjs";

const reports = samples("junit");
const real = realReports(["junit"], ["--defect", "links.up_missing"]);
reports.push({ name: "real", text: real.junit });

const logger = { error: String, file: String, warning: String };
const plain = { attrValueProcessors: [] }; // names that look like numbers stay texts
const cases = (suite) => suite.testcase ?? [];
const count = (root, verdict) =>
  root.testsuite.flatMap(cases).filter((testcase) => testcase[verdict]).length;

test("junit2json finds every testcase, and as many verdicts as are announced", async () => {
  for (const { name, text } of reports) {
    const root = await junit2json(text, plain);
    const all = root.testsuite.flatMap(cases);
    assert.equal(all.length, Number(root.tests), name);
    assert.equal(count(root, "failure"), Number(root.failures), name);
    assert.equal(count(root, "error"), Number(root.errors), name);
    for (const suite of root.testsuite)
      assert.equal(count({ testsuite: [suite] }, "skipped"), Number(suite.skipped ?? 0), name);
    for (const testcase of all) assert.ok(testcase.name && testcase.classname, name);
  }
});

test("junit2json reads messages and texts as they were written", async () => {
  const { text } = reports.find(({ name }) => name === "sample");
  const root = await junit2json(text, plain);
  const failed = root.testsuite.flatMap(cases).find((testcase) => testcase.failure);
  const [failure] = failed.failure;
  assert.match(failure.message, /^\/Ref\[1\]\/Links: expected a link with Rel Up/);
  assert.ok(failure.inner.startsWith(failure.message + "\n"));
  assert.equal(failure.type, "links.required");
});

/** As xunit-viewer sees it, before it draws. */
async function viewed({ name, text }) {
  const { suites } = await getSuites(logger, [{ file: name, contents: text }]);
  assert.ok(suites, `${name}: xunit-viewer cannot parse it`);
  return Object.values(suites);
}

test("xunit-viewer loses no suite, no testcase and no message", async () => {
  for (const report of reports) {
    const root = await junit2json(report.text, plain);
    const suites = await viewed(report);
    // It throws suites of one name together, and testcases of one name in them.
    assert.equal(suites.length, new Set(root.testsuite.map((suite) => suite.name)).size);
    const shown = suites.flatMap((suite) => Object.values(suite.tests));
    assert.equal(shown.length, Number(root.tests), report.name);
    const having = (status) => shown.filter((one) => one.status === status).length;
    assert.equal(having("failure"), Number(root.failures), report.name);
    assert.equal(having("error"), Number(root.errors), report.name);
    for (const one of shown)
      if (one.status !== "passed") assert.ok(one.messages.length > 0, `${report.name}: ${one.name}`);
  }
});

/** The page that xunit-viewer makes of a report, in a browser; what it says there once it has drawn
 * one of the failures, each given by its name and messages. */
async function shownBy(browser, { name, text }, folder, failures) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, render(logger, [{ file: `${name}.xml`, contents: text }], "", {}));
  const page = await browser.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.route(/^https?:/, (route) => route.abort()); // its icon
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction((all) => {
    const words = document.querySelector("#root").textContent;
    return all.some((one) => one.every((word) => words.includes(word)));
  }, failures);
  const words = await page.evaluate(() => document.querySelector("#root").textContent);
  const scripts = await page.evaluate(
    () => document.querySelectorAll("#root script, #root img[src=x]").length,
  );
  await page.close();
  return { words, troubles, scripts };
}

// It draws the first suites, and more as one scrolls: the test above saw all that it draws.
test("xunit-viewer counts every verdict and draws failures in a browser, as text", async () => {
  const folder = scratch();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    for (const wanted of ["sample", "real", "marked_up"]) {
      const report = reports.find(({ name }) => name === wanted);
      const suites = await viewed(report);
      const tests = suites.flatMap((suite) => Object.values(suite.tests));
      const failures = tests.filter((one) => one.status === "failure");
      // What it draws of the real run first is without a failure.
      const counted = `SUITES${suites.length} / ${suites.length}`;
      const drawn =
        wanted === "real" ? [[counted]] : failures.map((one) => [counted, one.name, ...one.messages]);
      const { words, troubles, scripts } = await shownBy(browser, report, folder, drawn);
      assert.deepEqual(troubles, [], wanted);
      assert.equal(scripts, 0, wanted);
      for (const status of ["failure", "error"]) {
        const number = tests.filter((one) => one.status === status).length;
        if (number > 0) assert.ok(words.includes(`${number} / ${number}`), `${wanted}: ${status}`);
      }
    }
  } finally {
    await browser.close();
  }
});
