// The files of examples/ci are what the systems take that they are for, and their commands do what
// they promise: each pipeline is run here, step by step, against the mock.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { join } from "node:path";
import test, { after, before } from "node:test";
import Ajv from "ajv";
import { schema as gitlabSchema } from "gitlab-ci-local/src/schema/schema.js";
import { Job } from "kubernetes-models/batch/v1";
import { PersistentVolumeClaim } from "kubernetes-models/v1";
import { parse, parseAllDocuments } from "yaml";
import { emconform, project, run, scratch } from "./support.mjs";

// The parser of workflows imports JSON as bundlers do.
register(
  "data:text/javascript," +
    encodeURIComponent(`
import { readFile } from "node:fs/promises";
export async function load(url, context, next) {
  if (!url.endsWith(".json") || !url.includes("workflow-parser")) return next(url, context);
  const source = "export default " + (await readFile(new URL(url), "utf8"));
  return { format: "module", shortCircuit: true, source };
}`),
);
const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

const read = (name) => readFileSync(join(project, "examples/ci", name), "utf8");
const github = read("github-actions.yml");
const gitlab = read("gitlab-ci.yml");
const jenkins = read("Jenkinsfile");
const kubernetes = parseAllDocuments(read("kubernetes-job.yaml")).map((one) => one.toJS());
const dockerfile = read("Dockerfile");

const githubJobs = parse(github).jobs;
const gitlabJobs = parse(gitlab);
const [claim, shards, verdict] = kubernetes;
const container = (job) => job.spec.template.spec.containers[0];

/** The shell scripts of a file: what is run for each part, and what puts them together. */
const scriptsOf = {
  github: Object.fromEntries(
    ["judge", "verdict"].map((job) => [job, githubJobs[job].steps.find((step) => step.run).run]),
  ),
  gitlab: {
    judge: gitlabJobs.judge.script.join("\n"),
    verdict: gitlabJobs.verdict.script.join("\n"),
  },
  jenkins: Object.fromEntries(
    [...jenkins.matchAll(/sh '''([\s\S]*?)'''/g)].map((found, i) => [["judge", "verdict"][i], found[1]]),
  ),
  kubernetes: { verdict: container(verdict).args[0] },
};

test("GitHub takes the workflow", () => {
  const parsed = parseWorkflow({ name: "ci.yml", content: github }, new NoOperationTraceWriter());
  assert.deepEqual(parsed.context.errors.getErrors().map(String), []);
  const broken = github.replace("runs-on:", "runs-at:");
  const errors = parseWorkflow({ name: "ci.yml", content: broken }, new NoOperationTraceWriter());
  assert.notEqual(errors.context.errors.getErrors().length, 0);
});

test("GitHub puts no text of others into a script", () => {
  for (const { steps } of Object.values(githubJobs))
    for (const step of steps) assert.doesNotMatch(step.run ?? "", /\$\{\{/, step.name);
});

test("GitLab takes the pipeline", () => {
  const fits = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(gitlabSchema);
  assert.ok(fits(gitlabJobs), JSON.stringify(fits.errors?.slice(0, 3)));
  assert.ok(!fits({ ...gitlabJobs, judge: { ...gitlabJobs.judge, parallel: "x" } }));
  const { junit } = gitlabJobs.verdict.artifacts.reports;
  assert.ok(gitlabJobs.verdict.artifacts.paths.some((path) => junit.startsWith(path)));
});

test("Kubernetes takes the jobs", () => {
  new PersistentVolumeClaim(claim).validate();
  for (const job of [shards, verdict]) new Job(job).validate();
  const broken = structuredClone(shards);
  broken.spec.completions = "four";
  assert.throws(() => new Job(broken).validate());
});

test("Kubernetes: each part knows how many there are, and none has rights it does not need", () => {
  const { completions, parallelism, completionMode } = shards.spec;
  assert.equal(completionMode, "Indexed");
  const environment = (job) =>
    Object.fromEntries(container(job).env.map(({ name, value }) => [name, value]));
  for (const job of [shards, verdict]) {
    assert.equal(environment(job).EMCONFORM_SHARDS, String(completions));
    const pod = job.spec.template.spec;
    assert.equal(pod.restartPolicy, "Never");
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.equal(pod.automountServiceAccountToken, false);
    const locked = container(job).securityContext;
    assert.equal(locked.readOnlyRootFilesystem, true);
    assert.equal(locked.allowPrivilegeEscalation, false);
    assert.deepEqual(locked.capabilities.drop, ["ALL"]);
    const volumes = new Set(pod.volumes.map(({ name }) => name));
    for (const { name } of container(job).volumeMounts) assert.ok(volumes.has(name), name);
  }
  assert.equal(parallelism, completions);
  assert.ok(!JSON.stringify(kubernetes).includes("--password-env"), "the password is a file");
});

test("Jenkins: brackets are closed and the JUnit file is published", () => {
  const code = jenkins.replace(/\/\/.*|'''[\s\S]*?'''|'[^']*'|"[^"]*"/g, "");
  for (const [open, close] of ["{}", "()", "[]"])
    assert.equal(code.split(open).length, code.split(close).length, open);
  const [, published] = jenkins.match(/junit testResults: '([^']*)'/);
  assert.ok(scriptsOf.jenkins.verdict.includes(`junit=${published}`));
});

test("the image holds what the program is linked with, and does not run as root", () => {
  const [, last] = dockerfile.split(/^FROM .*bookworm-slim$/m).slice(-2);
  const final = last ?? dockerfile;
  const packages = new Set(final.match(/--no-install-recommends\s*\\?\s*([\s\S]*?)&&/)[1].match(/[\w.+-]+/g));
  const needed = run("objdump", ["-p", process.env.EMCONFORM]).stdout.matchAll(/NEEDED\s+(\S+)/g);
  const paths = run("ldd", [process.env.EMCONFORM]).stdout;
  for (const [, library] of needed) {
    const path = paths.match(new RegExp(`${library.replace(/[.+]/g, "\\$&")} => (\\S+)`))?.[1];
    if (!path) continue;
    const real = run("readlink", ["-f", path]).stdout.trim();
    const listed = [real, real.replace(/^\/usr/, "")]; // before /lib was /usr/lib
    const owner = run("dpkg-query", ["-S", ...listed]).stdout.split(":")[0];
    const inBase = ["libc6", "libgcc-s1", "libstdc++6"]; // of debian:bookworm-slim itself
    assert.ok(packages.has(owner) || inBase.includes(owner), `${library} is of ${owner}`);
  }
  assert.match(final, /^USER \d*[1-9]\d*:\d+$/m);
  assert.match(final, /^ENTRYPOINT \["emconform"\]$/m);
});

test("shellcheck finds nothing in the scripts", () => {
  for (const [system, scripts] of Object.entries(scriptsOf))
    for (const [job, script] of Object.entries(scripts)) {
      const shell = system === "jenkins" ? "dash" : "bash";
      const checked = run("shellcheck", ["--shell", shell, "--exclude=SC2154", "-"], { input: script });
      assert.equal(checked.status, 0, `${system} ${job}:\n${checked.stdout}`);
    }
});

const folder = scratch();
const bin = join(folder, "bin");
const password = "a-password-of-the-mock";
let mock, target;

before(async () => {
  mkdirSync(bin);
  symlinkSync(process.env.EMCONFORM, join(bin, "emconform"));
  writeFileSync(join(folder, "password"), password + "\n");
  const args = ["mock", "--port", "0", "--tls", "--certificate-file", join(folder, "em.pem")];
  mock = spawn(process.env.EMCONFORM, [...args, "--password-env", "EM_PASSWORD", "--defect", "links.up_missing"], {
    env: { ...process.env, EM_PASSWORD: password },
    stdio: ["ignore", "pipe", "ignore"],
  });
  target = await new Promise((found) => mock.stdout.once("data", (text) => found(String(text).trim())));
});
after(() => mock.kill());

/** A workspace in which scripts of a pipeline run, with what its settings provide. */
function workspace(name) {
  const place = join(folder, name);
  mkdirSync(join(place, "ci"), { recursive: true });
  writeFileSync(join(place, "ci/em.pem"), readFileSync(join(folder, "em.pem")));
  const settings = {
    PATH: `${bin}:${process.env.PATH}`,
    EM_TARGET: target,
    EM_USERNAME: "emconform",
    EM_PASSWORD: password,
    EM_CA: join(place, "ci/em.pem"),
  };
  return {
    place,
    /** Runs a script as the system does: it stops at the first command that fails. */
    do(script, environment = {}, shell = ["bash", "-eo", "pipefail"]) {
      const [program, ...args] = shell;
      return spawnSync(program, [...args, "-c", script], {
        cwd: place,
        env: { ...settings, ...environment },
        encoding: "utf8",
      });
    },
  };
}

/** What the parts left and the verdict wrote. */
function expectVerdict(place, finished, reports) {
  assert.equal(finished.status, 1, finished.stdout + finished.stderr); // the mock is broken
  assert.match(finished.stdout, /emconform: FAILS {2}exit 1/);
  const text = readFileSync(join(place, reports, "junit.xml"), "utf8");
  assert.match(text, /name="exit status" value="1"/);
  assert.match(text, /<failure type="links.required"/);
  assert.match(readFileSync(join(place, reports, "report.html"), "utf8"), /<\/html>\s*$/);
  assert.equal(JSON.parse(readFileSync(join(place, reports, "report.json"))).outcome, "FAILS");
}

const parts = [1, 2, 3, 4];

test("GitHub's workflow judges in parts and tells the verdict on the whole", () => {
  const { place, do: step } = workspace("github");
  assert.deepEqual(githubJobs.judge.strategy.matrix.shard, parts);
  for (const part of parts) {
    const judged = step(scriptsOf.github.judge, { SHARD: `${part}/${parts.length}` });
    assert.equal(judged.status, 0, judged.stdout + judged.stderr);
    mkdirSync(join(place, `runs/run-${part}`), { recursive: true });
    const file = readFileSync(join(place, "shard/run.ndjson"));
    writeFileSync(join(place, `runs/run-${part}/run.ndjson`), file); // as the artifacts do
  }
  const summary = join(place, "summary");
  const finished = step(scriptsOf.github.verdict, { GITHUB_STEP_SUMMARY: summary });
  expectVerdict(place, finished, "report");
  assert.match(readFileSync(summary, "utf8"), /^## ❌ emconform: FAILS/);
  // Commands of the runner: the console report stands between two, the annotations behind it.
  const lines = finished.stdout.trim().split("\n");
  const [, token] = lines[0].match(/^::stop-commands::([0-9a-f]{32})$/);
  const resumed = lines.indexOf(`::${token}::`);
  assert.ok(resumed > 0);
  assert.match(lines[resumed + 1], /^::error title=links\.required on /);
  for (const line of lines.slice(resumed + 1)) assert.match(line, /^::(error|warning|notice) title=/);
});

test("GitLab's pipeline judges in parts and tells the verdict on the whole", () => {
  const { place, do: job } = workspace("gitlab");
  assert.equal(gitlabJobs.judge.parallel, parts.length);
  for (const part of parts) {
    const numbered = { CI_NODE_INDEX: String(part), CI_NODE_TOTAL: String(parts.length) };
    const judged = job(scriptsOf.gitlab.judge, numbered);
    assert.equal(judged.status, 0, judged.stdout + judged.stderr);
  }
  expectVerdict(place, job(scriptsOf.gitlab.verdict, { CI_NODE_TOTAL: "1" }), "report");
});

test("Jenkins' pipeline judges in parts and tells the verdict on the whole", () => {
  const { place, do: step } = workspace("jenkins");
  const axis = jenkins.match(/values ((?:'\d+'(?:, )?)+)/)[1].match(/\d+/g).map(Number);
  const [, number] = jenkins.match(/EMCONFORM_SHARDS = '(\d+)'/);
  assert.deepEqual(axis, parts);
  assert.equal(Number(number), parts.length);
  const shell = ["sh", "-e"];
  for (const part of parts) {
    const named = { SHARD: String(part), EMCONFORM_SHARDS: number };
    const judged = step(scriptsOf.jenkins.judge, named, shell);
    assert.equal(judged.status, 0, judged.stdout + judged.stderr);
  }
  expectVerdict(place, step(scriptsOf.jenkins.verdict, {}, shell), "report");
});

test("Kubernetes' jobs judge in parts and tell the verdict on the whole", () => {
  const { place, do: pod } = workspace("kubernetes");
  const here = (text) =>
    text
      .replaceAll("/runs", join(place, "runs"))
      .replaceAll("/run/secrets/em", folder)
      .replaceAll("/etc/em", folder)
      .replace("https://em01:9398", target)
      .replace("EM01\\auditor", "emconform");
  const statuses = parts.map((_, index) => {
    const args = container(shards).args.map((arg) => here(arg).replace("$(JOB_COMPLETION_INDEX)", index));
    const environment = { JOB_COMPLETION_INDEX: String(index), EMCONFORM_SHARDS: String(parts.length) };
    return emconform(args, { cwd: place, env: { ...process.env, ...environment } }).status;
  });
  assert.ok(statuses.includes(1), String(statuses));
  assert.ok(statuses.every((status) => [0, 1, 5].includes(status)), String(statuses));
  assert.equal(readdirSync(join(place, "runs")).length, parts.length);
  const finished = pod(here(scriptsOf.kubernetes.verdict), { EMCONFORM_SHARDS: String(parts.length) });
  expectVerdict(place, finished, "runs/report");
});

test("a part that could not judge at all stops its job", () => {
  const { place, do: job } = workspace("broken");
  const numbered = { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "4", EM_CA: "/nowhere.pem" };
  const judged = job(scriptsOf.gitlab.judge, numbered);
  assert.equal(judged.status, 2, judged.stderr);
  assert.ok(!existsSync(join(place, "shard-1/run.ndjson")));
});
