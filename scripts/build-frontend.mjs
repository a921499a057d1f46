// Compiles the styles, copies the scripts and bundles the visual editor into
// gongkai/ui/static/ui/dist: gongkai.css and gongkai.js stand on every page, the others on the pages
// that name them. Each file is written plain, under a name with its hash (which browsers may keep for
// ever), and compressed; the manifest leads from the plain name to the hashed one.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";
import { bundled } from "./bundle-editor.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "gongkai", "ui");
const dist = join(source, "static", "ui", "dist");

const styles = (name) => sass.compile(join(source, "styles", name), {
  style: "compressed",
  loadPaths: [join(root, "node_modules")],
  quietDeps: true,
  // Bootstrap 5.3 is written with @import; its successor is not out.
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
}).css;
const scripts = readdirSync(join(source, "scripts"))
  .filter((name) => name.endsWith(".js"))
  .sort()
  .map((name) => [name, readFileSync(join(source, "scripts", name), "utf8")]);

const editor = bundled();

const write = (name, content) => {
  writeFileSync(join(dist, name), content);
  writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const manifest = {};
for (const [name, content] of [
  ...scripts,
  ["editor.js", editor.script],
  ["editor.licences.txt", editor.licences],
  ["editor.css", styles("editor.scss")],
  ["gongkai.css", styles("gongkai.scss")],
]) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const hashed = name.replace(".", `.${hash}.`);
  write(hashed, content);
  manifest[name] = hashed;
  write(name, content);
}
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
