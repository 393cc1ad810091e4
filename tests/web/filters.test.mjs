// The filters: by verdict, endpoint, rule and text; their state in the address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { is_quiet, open, output, shown } from "./browser.mjs";

const changed = (page, text) => page.locator("output", { hasText: text }).waitFor();

test("nothing is hidden at first", async () => {
  const { page, faults } = await open("signed");
  assert.equal(await output(page), "All 71 results are shown.");
  assert.equal(await page.locator("[data-verdict][hidden]").count(), 0);
  is_quiet(faults);
});

test("by verdict: several are either of them", async () => {
  const { page } = await open("signed");
  await page.locator("[name=verdict][value=fail]").check();
  await changed(page, "10 of 71");
  assert.deepEqual(await shown(page),
    ["fail links.required /backupTaskSessions", "fail times.utc /backupTaskSessions/{ID}"]);
  assert.equal(await page.locator("details.passed:visible").count(), 0);
  await page.locator("[name=verdict][value=warn]").check();
  await changed(page, "18 of 71");
});

test("by endpoint and by rule, one rule or a family", async () => {
  const { page } = await open("signed");
  await page.locator("[name=endpoint]").selectOption("/backupTaskSessions/{ID}");
  await changed(page, "8 of 71");
  await page.locator("[name=rule]").selectOption("links.*");
  await changed(page, "4 of 71");
  assert.deepEqual(await shown(page), ["waived links.named /backupTaskSessions/{ID}"]);
  await page.locator("[name=rule]").selectOption("links.required");
  await changed(page, "2 of 71");
  assert.equal(await page.locator("details.passed:visible").count(), 1);
  assert.equal(await page.locator("details.passed tbody tr:visible").count(), 1);
});

test("a group of several rules is found by each of them", async () => {
  const { page } = await open("signed");
  for (const rule of ["http.status", "times.utc"]) {
    await page.locator("[name=rule]").selectOption(rule);
    await page.waitForURL(new RegExp(`rule=${rule}`));
    assert.ok((await shown(page)).includes("not testable 2 rules /nas/jobs/{ID}/backupSessions"));
  }
});

test("by words: all of them, in any case, anywhere in the result", async () => {
  const { page } = await open("signed");
  await page.locator("[name=text]").fill("no LINKS  ref[4]");
  await changed(page, "8 of 71");
  assert.deepEqual(await shown(page), ["fail links.required /backupTaskSessions"]);
  await page.locator("[name=text]").fill("there is no such text");
  await changed(page, "0 of 71");
  await page.getByRole("button", { name: "Clear" }).click();
  await changed(page, "All 71 results");
});

test("the address holds the filter, and a shared address sets it", async () => {
  const { page } = await open("signed");
  await page.locator("[name=verdict][value=fail]").check();
  await page.locator("[name=verdict][value=error]").check();
  await page.locator("[name=endpoint]").selectOption("/backupTaskSessions");
  await page.locator("[name=text]").fill("Rel Up");
  await page.waitForURL(/text=/);
  const { hash } = new URL(page.url());
  assert.equal(hash,
    "#verdict=fail%2Cerror&endpoint=%2FbackupTaskSessions&text=Rel+Up");
  const other = await open("signed", { hash });
  assert.match(await output(other.page), /8 of 71/);
  assert.equal(await other.page.locator("[name=text]").inputValue(), "Rel Up");
  await other.page.evaluate(() => { location.hash = "#rule=times.utc"; });
  await changed(other.page, "18 of 71");
  assert.equal(await other.page.locator("[name=text]").inputValue(), "");
});

test("an address of another report, or of an enemy, hides nothing by mistake", async () => {
  for (const hash of ["#endpoint=/gone&rule=nothing.*", "#=&&&%E0%A4%A", "#verdict=<script>evil()</script>",
    "#constructor=x&__proto__=y", "#exchange-999999"]) {
    const { page, faults } = await open("signed", { hash });
    assert.equal((await shown(page)).length > 0, true, hash);
    is_quiet(faults);
    await page.context().close();
  }
});

test("the bars lead to what they count", async () => {
  const { page } = await open("signed");
  await page.locator(".bars").getByRole("link", { name: "/systemSessions" }).click();
  await changed(page, "8 of 71");
  await page.locator(".bars").getByRole("link", { name: "links", exact: true }).click();
  await changed(page, "20 of 71");
  assert.equal(await page.locator("[name=rule]").inputValue(), "links.*");
});

test("what passed opens to show the rule one looks for, and closes again", async () => {
  const { page } = await open("signed");
  await page.locator("[name=rule]").selectOption("http.media_type");
  await changed(page, "8 of 71");
  assert.ok(await page.locator("details.passed tbody tr:visible").isVisible());
  await page.getByRole("button", { name: "Clear" }).click();
  await changed(page, "All 71");
  assert.equal(await page.locator("details.passed[open]").count(), 0);
});

test("5,000 results with 500 findings are filtered and opened", async (t) => {
  const { page, faults } = await open("large");
  // A figure, no test: how fast it is depends on what else the machine does.
  t.diagnostic(`opened in ${await page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now()))));
  }))} ms`);
  assert.equal(await page.locator(".item").count(), 500);
  assert.ok(await page.evaluate(() => document.querySelectorAll("*").length) < 60_000);
  await page.locator("[name=text]").fill("Thing4990x");
  await changed(page, "1 of 5,000");
  await page.getByRole("button", { name: "Clear" }).click();
  await changed(page, "All 5,000");
  await page.getByRole("button", { name: "Open all" }).click();
  assert.equal(await page.locator(".item:not([open])").count(), 0);
  await page.getByRole("button", { name: "Close all" }).click();
  assert.equal(await page.locator(".item[open]").count(), 0);
  is_quiet(faults);
});
