// The visual editor of a draft (gongkai/ui/editor) in one script, with the licences of what is in it.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const packagesOf = (inputs) => Object.keys(inputs)
  .flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? [])
  .filter((name, at, all) => all.indexOf(name) === at)
  .sort();
const licence = (name) => `${name}\n\n${readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim()}\n`;

export const bundled = () => {
  const made = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [join("gongkai", "ui", "editor", "main.mjs")],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome92", "firefox92", "safari15.4"],
    metafile: true,
    banner: { js: "/*! With packages under the MIT licence: see editor.licences.txt. */" },
    write: false,
  });
  return { script: made.outputFiles[0].text, licences: packagesOf(made.metafile.inputs).map(licence).join("\n----\n\n") };
};
