// The JSON report fits the schema that is published for it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import Ajv from "ajv";
import { project, realReports, samples } from "./support.mjs";

const schema = JSON.parse(
  readFileSync(join(project, "contracts/schema/report.schema.json"), "utf8"),
);

/** As the schema, but knows no keys besides its own: what is written is described. */
function closed(node) {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if (copy.type === "object" && copy.properties) copy.additionalProperties = false;
  return copy;
}

const fits = new Ajv({ strict: true, allErrors: true }).compile(schema);
const fitsExactly = new Ajv({ strict: true, allErrors: true }).compile(closed(schema));

function expectFit(text) {
  const json = JSON.parse(text);
  assert.ok(fits(json), JSON.stringify(fits.errors?.slice(0, 3)));
  assert.ok(fitsExactly(json), JSON.stringify(fitsExactly.errors?.slice(0, 3)));
  return json;
}

test("every key has a description", () => {
  const check = (node, path) => {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const where = `${path}/${name}`;
      assert.ok(property.description || property.$ref, where);
      check(property, where);
    }
  };
  check(schema, "");
  for (const [name, definition] of Object.entries(schema.definitions)) check(definition, name);
});

test("sample runs fit, hostile ones too", () => {
  const all = samples("json");
  assert.ok(all.length > 20);
  for (const { text } of all) expectFit(text);
});

test("a real run fits, and its parts agree", () => {
  const { json: text, status } = realReports(["json"], ["--defect", "links.up_missing"]);
  const report = expectFit(text);
  assert.equal(report.exit_status, status);
  assert.equal(report.outcome, "FAILS");
  assert.equal(report.results.length, report.counts.all);
  assert.equal(report.results.length, report.run.planned);
  assert.ok(report.counts.fail > 0);
  const cited = new Set(report.results.flatMap((result) => result.exchanges));
  assert.deepEqual(
    report.exchanges.map((exchange) => exchange.index),
    [...cited].sort((a, b) => a - b),
  );
  const rules = new Set(report.rules.map((rule) => rule.id));
  for (const result of report.results) assert.ok(rules.has(result.check), result.check);
});

test("what is not the document is refused", () => {
  const report = JSON.parse(samples("json").find(({ name }) => name === "sample").text);
  const broken = [
    { ...report, schema: 2 },
    { ...report, outcome: "FINE" },
    { ...report, results: [{ ...report.results[0], verdict: "passed" }] },
    { ...report, counts: undefined },
  ];
  for (const json of broken) assert.ok(!fits(JSON.parse(JSON.stringify(json))));
});
