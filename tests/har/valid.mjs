// HAR files are valid by har-validator: those that emconform writes, as a run and from a recorded
// run's file, and the samples of browsers and proxies in tests/data/har.
//   node tests/har/valid.mjs PROGRAM
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { har } = createRequire(import.meta.url)('har-validator');
const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'emconform-har-'));
const samples = new URL('../data/har/', import.meta.url).pathname;
let faults = 0;

const emconform = (...args) => execFileSync(program, args, { cwd: folder, stdio: 'pipe' });

async function check(file) {
  const log = JSON.parse(readFileSync(file));
  try {
    await har(log);
    if (log.log.entries.length === 0) throw { errors: 'it has no entries' };
    console.log(`valid: ${file}, ${log.log.entries.length} entries`);
  } catch (error) {
    ++faults;
    console.error(`NOT valid: ${file}: ${JSON.stringify(error.errors)}`);
  }
}

try {
  const run = ['run', '--filter', '/jobs', '--filter', 'logon'];
  emconform(...run, '--report', 'har=run.har');
  emconform(...run, '--record', '--anonymize', '--output', 'later');
  emconform('report', 'later/run.ndjson', '--report', 'har=later.har');
  for (const file of ['run.har', 'later.har']) await check(join(folder, file));
  for (const name of readdirSync(samples)) await check(join(samples, name));
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(faults === 0 ? 0 : 1);
