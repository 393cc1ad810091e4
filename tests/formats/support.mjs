// The program and its sample reports, for the scripts of this folder.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const project = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** A folder that is gone when the process ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "emconform-formats-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program: {status, stdout, stderr}. */
export function run(program, args, options = {}) {
  const finished = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (finished.error) throw finished.error;
  return finished;
}

export function emconform(args, options) {
  return run(process.env.EMCONFORM, args, options);
}

/** The sample runs in one format: [{name, text, file}]. */
export function samples(format) {
  const folder = scratch();
  const written = run(process.env.REPORT_SAMPLES, [folder]);
  if (written.status !== 0) throw new Error(written.stderr);
  return readdirSync(folder)
    .filter((file) => file.endsWith("." + format))
    .map((file) => ({
      name: file.slice(0, -format.length - 1),
      file: join(folder, file),
      text: readFileSync(join(folder, file), "utf8"),
    }));
}

/** Reports of a real run, against the embedded mock broken in that way: {format: text}. */
export function realReports(formats, options = []) {
  const folder = scratch();
  const files = Object.fromEntries(formats.map((format) => [format, join(folder, format)]));
  const reports = formats.flatMap((format) => ["--report", `${format}=${files[format]}`]);
  const finished = emconform(["run", "--output", folder, ...options, ...reports]);
  const texts = formats.map((format) => [format, readFileSync(files[format], "utf8")]);
  return { status: finished.status, ...Object.fromEntries(texts) };
}
