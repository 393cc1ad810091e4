// What the page says, with and without script, and that it says it quietly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { is_quiet, open, output, shown } from "./browser.mjs";

test("the answer, its reason and the picture are on the first screen", async () => {
  const { page, faults } = await open("conforming");
  assert.equal(await page.title(), "CONFORMS: https://em01.example.com:9398");
  for (const selector of ["h1", ".why", ".glance .bar", ".glance a[href='#unverified']", ".facts"]) {
    const box = await page.locator(selector).first().boundingBox();
    assert.ok(box.y + box.height <= 900, `${selector} ends at ${box.y + box.height}`);
  }
  is_quiet(faults);
});

test("every page of the samples is quiet, and is styled and run under its own policy", async () => {
  for (const name of ["conforming", "signed", "aborted", "large", "evil", "hostile"]) {
    const { page, faults } = await open(name);
    assert.equal(await page.locator("h1").evaluate((h1) => getComputedStyle(h1).fontWeight), "750");
    assert.ok(await page.locator("#filters").isVisible(), "the script ran");
    is_quiet(faults);
    await page.context().close();
  }
});

test("style and script that a target smuggles in are refused by the policy", async () => {
  const { page, faults } = await open("conforming");
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "h1 { display: none }";
    document.head.append(style);
    const script = document.createElement("script");
    try { script.textContent = "evil()"; } catch { return; }  // Trusted Types
    document.head.append(script);
  });
  assert.ok(await page.locator("h1").isVisible());
  assert.ok(faults.length > 0 && faults.every((fault) => fault.startsWith("console")), faults.join());
});

test("without script everything can be read", async () => {
  const { page, faults } = await open("signed", { javaScriptEnabled: false });
  assert.ok(!(await page.locator("#filters").isVisible()));
  const item = page.locator(".item[data-verdict=fail]").nth(1);
  await item.locator("summary").first().click();
  await item.locator("summary").first().click();
  assert.ok(await item.locator(".difference").getByText("a time with Z").isVisible());
  await item.locator(".exchange > summary").first().click();
  assert.ok(await item.getByText("HTTP/1.1 200 OK").first().isVisible());
  is_quiet(faults);
});

test("a finding shows rule, difference, place, exchange and the lines to copy", async () => {
  const { page } = await open("signed");
  const item = page.locator(".item[data-verdict=fail]").first();
  assert.ok((await item.getAttribute("open")) !== null, "few failures stand open");
  for (const [part, text] of [[".cited", "Every link relation of the contract is there, with its type."],
    [".where", "/Ref[1]/Links"], [".difference", "Rel Alternate and Type BackupTaskSession"]])
    assert.ok(await item.locator(part).getByText(text).first().isVisible(), text);
  const lines = await item.locator(".command code").allTextContents();
  assert.ok(lines.includes("emconform explain links.required"));
  assert.ok(lines.some((line) => line.startsWith("curl -sS")));
  assert.ok(lines.some((line) => line.endsWith(
    "--filter backupTaskSessions/list/links.required --output emconform-again")));
});

test("a line is copied by its button", async () => {
  const { page } = await open("signed", { permissions: ["clipboard-read", "clipboard-write"] });
  const line = page.locator(".item[open] .command").first();
  await line.scrollIntoViewIfNeeded();
  await line.getByRole("button", { name: "copy" }).click();
  await line.getByRole("button", { name: "copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
    await line.locator("code").textContent());
});

test("a link to an exchange opens what it stands in, also where a filter hides it", async () => {
  const { page, faults } = await open("signed");
  const id = await page.locator(".alike .exchange").first().getAttribute("id");
  await page.locator("[name=verdict][value=pass]").check();
  await page.evaluate((target) => { location.hash = target; }, id);
  await page.locator(`#${id} > summary`).waitFor({ state: "visible" });
  assert.ok(await page.locator(`#${id}`).evaluate((details) => details.open));
  is_quiet(faults);
});

test("paper shows what was found even if it is closed, and never a filter that nobody sees", async () => {
  const { page } = await open("signed", { hash: "#verdict=warn" });
  await page.emulateMedia({ media: "print" });
  assert.deepEqual((await shown(page)).length, 1);
  const item = page.locator(".item[data-verdict=warn]");
  assert.ok((await item.getAttribute("open")) === null);
  assert.ok((await item.locator(".difference").boundingBox()).height > 0);
  assert.ok(await page.locator("output").isVisible());
  assert.match(await output(page), /A filter is set/);
  assert.ok(!(await page.locator("#filters select").first().isVisible()));
  assert.ok(await page.getByRole("heading", { name: "Decision" }).isVisible());
});
