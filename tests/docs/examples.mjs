// Runs every example of README.md and docs/*.md, as a reader would: each line of a ```sh block, or of an
// indented block of commands, in a folder of the file's own, in order. A line that is not to end with 0
// says so: "# exits 1". What takes minutes (script/test and the like) is looked at only: the script is
// there and knows the options.
//
//   node tests/docs/examples.mjs [FILE...]     needs the Release program: script/build release emconform
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const program = path.join(root, "build/release/emconform");
const commandWords = /^(\S+=\S* )*(script\/\S+|emconform|export|for|cat|git|cd|curl|jq|node|unzip|mkdir|cp|test)\b/;
const tooLong = /^(git clone|cd |script\/(test|fuzz|coverage|tidy|setup|build|format)\b|\.ci\/run)/;

/// The server that the documents call em01: a mock with a certificate of its own.
const target = { url: "https://em01:9398", certificate: "em01.pem", user: "EM01\\auditor", password: "..." };

/// [{line, text, status}]: the commands of a Markdown file.
function commandsOf(file) {
  const commands = [];
  let inFence = false, runs = false, block = [];
  const endBlock = () => {
    if (block.length && block.filter(b => !/^\s*#/.test(b.text)).every(b => commandWords.test(b.text))) {
      commands.push(...block.filter(b => !/^\s*#/.test(b.text)));
    } else if (block.some(b => /^script\/run /.test(b.text))) {
      throw new Error(`${file}:${block[0].line}: this block holds commands and something else`);
    }
    block = [];
  };
  let continued = null;
  fs.readFileSync(file, "utf8").split("\n").forEach((text, i) => {
    const fence = text.match(/^```(\w*)/);
    if (fence) {
      endBlock();
      inFence = !inFence;
      runs = fence[1] === "sh";
      return;
    }
    if (inFence ? !runs : !/^ {4}\S/.test(text) && !(continued && /^ {4}/.test(text))) return void endBlock();
    const line = inFence ? text : text.slice(4);
    if (!line.trim()) return;
    if (continued) continued.text += " " + line.trim();
    else block.push({ line: i + 1, text: line });
    const last = block[block.length - 1];
    continued = last.text.endsWith("\\") ? last : null;
    if (continued) last.text = last.text.slice(0, -1).trimEnd();
  });
  endBlock();
  return commands.map(({ line, text }) => ({
    line,
    text: text.replace(/\s+#.*$/, ""),
    status: Number(text.match(/# .*exits? (\d+)/)?.[1] ?? 0),
  }));
}

async function startMock(folder) {
  const mock = spawn(program, ["mock", "--tls", "--port", "0", "--certificate-file",
    path.join(folder, target.certificate), "--username", target.user, "--password-env", "EM_PASSWORD"],
    { env: { ...process.env, EM_PASSWORD: target.password }, stdio: ["ignore", "pipe", "ignore"] });
  let url = "";
  for await (const chunk of mock.stdout) {
    url += chunk;
    if (url.includes("\n")) break;
  }
  return { url: url.trim(), stop: () => mock.kill("SIGTERM") };
}

/// Scripts that take minutes: whether they are there, and know the options.
function look(command) {
  const [word, ...rest] = command.split(/\s+/);
  if (!word.startsWith("script/")) return "";
  const file = path.join(root, word);
  if (!fs.existsSync(file)) return `${word} does not exist`;
  const text = fs.readFileSync(file, "utf8");
  const unknown = rest.filter(option => option.startsWith("--") && !text.includes(option));
  return unknown.length ? `${word} does not know ${unknown}` : "";
}

async function runFile(file) {
  const commands = commandsOf(file);
  if (!commands.length) return { commands: 0, faults: 0 };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "emconform-docs-"));
  for (const name of ["script", "tests", "docs", "contracts", "cases", "examples"])
    if (fs.existsSync(path.join(root, name))) fs.symlinkSync(path.join(root, name), path.join(folder, name));
  const mock = await startMock(folder);
  const environment = { ...process.env, PATH: `${path.dirname(program)}:${process.env.PATH}` };
  let faults = 0;
  for (const { line, text, status } of commands) {
    const where = `${path.relative(root, file)}:${line}`;
    let fault = "", output = "";
    const exported = text.match(/^export (\w+)=(.*)$/);
    if (exported) {
      environment[exported[1]] = exported[2].replace(/^['"]|['"]$/g, "");
    } else if (tooLong.test(text)) {
      fault = look(text);
    } else {
      const done = spawnSync("bash", ["-c", text.replaceAll(target.url, mock.url)],
        { cwd: folder, env: environment, encoding: "utf8", timeout: 300_000, maxBuffer: 1 << 28 });
      output = `${done.stdout}${done.stderr}`;
      if (done.status !== status) fault = `ended with ${done.status}, not with ${status}`;
    }
    if (!fault) continue;
    faults += 1;
    console.error(`${where}: ${text}\n  ${fault}\n${output.split("\n").slice(-30).join("\n")}`);
  }
  mock.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  return { commands: commands.length, faults };
}

const files = process.argv.slice(2);
if (!files.length) {
  files.push(path.join(root, "README.md"));
  for (const name of fs.readdirSync(path.join(root, "docs")).sort())
    if (name.endsWith(".md")) files.push(path.join(root, "docs", name));
}
let commands = 0, faults = 0;
for (const file of files) {
  const result = await runFile(path.resolve(file));
  commands += result.commands;
  faults += result.faults;
}
console.log(`${commands} examples of ${files.length} files, ${faults} did not do what is written`);
process.exit(faults || !commands ? 1 : 0);
