// Bundles the scripts of the site into the package, with the licences of what is in the bundle.
// The same lock file gives the same bytes: no clock, no path of this machine, names made from contents.

import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "intlgraph", "rendering", "assets");
const ownLicence = join(here, "..", "LICENSE");

/** Return the folders of the packages that a file of the bundle comes from, as the bundler names its inputs. */
function packagesOf(inputs) {
  const found = inputs.map((path) => path.match(/^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  return [...new Set(found.filter(Boolean))].sort();
}

/** Return what the NOTICE says of one package: its name, version, licence, and the text of the licence. */
function notice(name) {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).filter((each) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(each)).sort()[0];
  if (!file && !/\bApache-2\.0\b/.test(about.license ?? "")) {
    throw new Error(`${name} carries no licence file, and its licence is not one whose text we have.`);
  }
  const text = readFileSync(file ? join(folder, file) : ownLicence, "utf8").replaceAll("\r\n", "\n").trim();
  return `${name} ${about.version} (${about.license})\n\n${text}\n`;
}

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/drawings.ts", "src/sparql.ts", "src/engine.ts", "src/onward.ts", "src/sparql.css"],
  outdir: out,
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".wasm": "file" },
  charset: "utf8",
  metafile: true,
  write: false,
  logLevel: "warning",
});

if (existsSync(out)) rmSync(out, { recursive: true });
mkdirSync(out, { recursive: true });
for (const file of result.outputFiles) writeFileSync(file.path, file.contents);
const rule = `\n${"-".repeat(78)}\n\n`;
const told = packagesOf(Object.keys(result.metafile.inputs)).map(notice);
const first = "These scripts of intlgraph (Apache-2.0) hold the following packages, bundled.\n";
writeFileSync(join(out, "NOTICE.txt"), [first, ...told].join(rule));
