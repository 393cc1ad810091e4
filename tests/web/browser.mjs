// Chromium with the sample pages that html_pages wrote into HTML_PAGES. Each page tells what it
// should never do: ask the network, complain on the console, run what a target sent.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.env.HTML_PAGES;
const where = (name, hash = "") => `${pathToFileURL(`${folder}/${name}.html`)}${hash}`;

let browser;
before(async () => {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
});
after(() => browser?.close());

// open("signed", {hash, ...options of a browser's context}) -> {page, faults, goto}
export const open = async (name, { hash = "", ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("popup", () => faults.push("a window was opened"));
  page.on("framenavigated", (frame) => {
    if (frame.url().split("#")[0] !== where(name)) faults.push(`went to ${frame.url().slice(0, 200)}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== where(name) && !url.startsWith("data:"))
      faults.push(`asked for ${url.slice(0, 200)}`);
  });
  await page.exposeFunction("evil", () => { faults.push("evil() was called"); });
  await page.goto(where(name, hash));
  return { page, faults, where: (other) => where(name, other) };
};

export const is_quiet = (faults) => assert.deepEqual(faults, []);

// Titles of what is to be seen of the results: "fail links.required /jobs"
export const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".item:not([hidden])")].map((item) =>
      [".badge", ".rule", ".endpoint"].map((part) => item.querySelector(part).textContent).join(" ")));

export const output = (page) => page.locator("output").textContent();
