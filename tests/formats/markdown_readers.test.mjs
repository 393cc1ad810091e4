// What GitHub's reading of Markdown (CommonMark with its extensions) makes of the Markdown report:
// the words of the target stay text, whatever they look like.
import assert from "node:assert/strict";
import test from "node:test";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { samples } from "./support.mjs";

const html = (text) =>
  micromark(text, {
    allowDangerousHtml: true, // as GitHub, which sanitizes only afterwards
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

/** The HTML without its code, in which mentions and references are text. */
const outsideOfCode = (page) => page.replace(/<code[^>]*>[\s\S]*?<\/code>/g, "");
const elements = (page) => new Set([...page.matchAll(/<([a-z0-9]+)/gi)].map((found) => found[1]));
const known = ["h2", "h3", "p", "ul", "li", "strong", "em", "code", "pre"];
const tables = ["table", "thead", "tbody", "tr", "th", "td"];

const reports = samples("md");

test("no element, link or image comes from the target", () => {
  assert.ok(reports.length > 20);
  for (const { name, text } of reports)
    for (const element of elements(html(text)))
      assert.ok([...known, ...tables].includes(element), `${name}: <${element}>`);
});

test("no mention, reference or command comes from the target", () => {
  for (const { name, text } of reports) {
    const rest = outsideOfCode(html(text));
    assert.doesNotMatch(rest, /[@#!~%$][a-z0-9]/i, name);
    assert.doesNotMatch(rest, /:\/\/|www\./i, name);
    assert.doesNotMatch(text, /^\s*\//m, `${name}: a line that starts with a command`);
  }
});

test("each row of a table has as many cells as its head", () => {
  for (const { name, text } of reports)
    for (const [table] of html(text).matchAll(/<table>[\s\S]*?<\/table>/g)) {
      const rows = table.split("<tr>").slice(1);
      const cells = (row) => row.split(/<t[hd]/).length - 1;
      for (const row of rows) assert.equal(cells(row), cells(rows[0]), name);
    }
  // A row with too many cells would lose them: the source has as many bars everywhere.
  for (const { name, text } of reports)
    for (const line of text.split("\n").filter((one) => one.startsWith("| ")))
      assert.equal(line.split("|").length - 1, 9, `${name}: ${line}`);
});

test("the words of the target are there, as they were said", () => {
  const { text } = reports.find(({ name }) => name === "marked_up");
  const page = html(text);
  assert.match(page, /<code>[^<]*&lt;script&gt;alert\(2\)&lt;\/script&gt;/);
  assert.match(page, /<code>[^<]*\[a\]\(javascript:b\)/);
});

test("the reader of this test would have found them", () => {
  const naive = html("| a |\n| --- |\n| <img src=x> [a](b) www.evil.example |\n");
  for (const element of ["img", "a"]) assert.ok(elements(naive).has(element), element);
});
