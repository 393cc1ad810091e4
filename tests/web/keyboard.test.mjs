// All of it without a mouse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { is_quiet, open, output, shown } from "./browser.mjs";

const focused = (page) =>
  page.evaluate(() => document.activeElement.name || document.activeElement.tagName.toLowerCase());

test("/ leads to the text, Escape empties it", async () => {
  const { page, faults } = await open("signed");
  await page.keyboard.press("/");
  assert.equal(await focused(page), "text");
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("[name=text]").inputValue(), "a/b", "in the field it is a letter");
  await page.locator("output", { hasText: "A filter is set" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("output", { hasText: "All 71" }).waitFor();
  is_quiet(faults);
});

test("Tab reaches every filter in order, Space and arrows set them", async () => {
  const { page } = await open("signed");
  await page.keyboard.press("/");
  const reached = [];
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Tab");
    reached.push(await focused(page));
    if (reached.at(-1) === "verdict" && reached.length === 1) await page.keyboard.press("Space");
  }
  for (const name of ["verdict", "endpoint", "rule", "button", "unfold", "fold"])
    assert.ok(reached.includes(name), `${name} in ${reached}`);
  assert.match(await output(page), /10 of 71/);
  await page.locator("[name=rule]").focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/rule=/);
});

test("Enter in the text neither sends nor reloads", async () => {
  const { page, faults } = await open("signed");
  await page.keyboard.press("/");
  await page.keyboard.type("links");
  await page.keyboard.press("Enter");
  await page.locator("output", { hasText: "A filter is set" }).waitFor();
  assert.ok((await shown(page)).length > 0);
  is_quiet(faults);
});

test("Enter opens and closes a result, and the focus can be seen", async () => {
  const { page } = await open("signed");
  const item = page.locator(".item:not([open])").first();
  const handle = await item.elementHandle();
  await item.locator("summary").first().focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "summary");
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
  await page.keyboard.press("Enter");
  assert.ok(await handle.evaluate((details) => details.open));
  await page.keyboard.press("Enter");
  assert.ok(!(await handle.evaluate((details) => details.open)));
});
