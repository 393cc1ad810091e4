// Whatever a target calls its things is text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { is_quiet, open } from "./browser.mjs";

for (const name of ["evil", "hostile"]) {
  test(`names of ${name} are inert, whatever is opened, pointed at or clicked`, async () => {
    const { page, faults } = await open(name);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const element of document.querySelectorAll("main *"))
        for (const type of ["mouseover", "focus", "load", "error"])
          element.dispatchEvent(new Event(type, { bubbles: true }));
      for (const link of document.querySelectorAll("a")) link.click();
    });
    assert.equal(await page.locator("script").count(), 2);
    assert.equal(await page.locator("style").count(), 2);
    assert.equal(await page.locator("img, iframe, object, embed, base, meta[http-equiv=refresh]").count(), 0);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("*")]
      .flatMap((element) => [...element.attributes])
      .filter(({ name: attribute }) => attribute.startsWith("on") || attribute === "style" ||
        attribute === "src" || attribute === "srcdoc")
      .map(({ name: attribute }) => attribute)), []);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("a")]
      .map((link) => link.getAttribute("href")).filter((href) => !href.startsWith("#"))), []);
    is_quiet(faults);
  });
}

test("no character hides or turns the direction of writing", async () => {
  const { page } = await open("evil");
  const text = await page.evaluate(() => document.documentElement.textContent);
  assert.doesNotMatch(text, /[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\u0000\u0001\u001b]/u);
  assert.match(text, /\\u202edesrever/);
});

test("filters work on hostile names too", async () => {
  const { page, faults } = await open("evil");
  const options = await page.locator("[name=rule] option").count();
  assert.ok(options > 17);
  for (let index = 1; index < options; index += 5) {
    await page.locator("[name=rule]").selectOption({ index });
    await page.locator("output", { hasText: "A filter is set" }).waitFor();
    assert.ok(await page.locator("[data-verdict]:not([hidden])").count() > 0, `option ${index}`);
  }
  await page.locator("[name=text]").fill("<script>evil()</script>");
  await page.locator("output", { hasText: "A filter is set" }).waitFor();
  is_quiet(faults);
});
