// Answers, a line of JSON each, what the editor makes of texts: the tests' ear at its reading and
// writing, without a browser.
import { createInterface } from "node:readline";
import { Text } from "../../../gongkai/ui/editor/text.mjs";
import { schema } from "../../../gongkai/ui/editor/schema.mjs";

const without = (doc) => {
  let raw = 0;
  doc.descendants((node) => { raw += node.type === schema.nodes.raw; });
  return raw;
};
const acts = {
  // The text written again block by block, and how many of them are only kept.
  kept: (text) => {
    const read = new Text(text);
    read.doc.check();
    return { text: read.composed(read.doc), kept: without(read.doc) };
  },
  // The text written anew as if every block had been touched.
  anew: (text) => {
    const read = new Text(text);
    read.sources.clear();
    return { text: read.composed(read.doc), markup: read.asMarkup(read.doc) };
  },
  // The text after one sentence was added to one of its blocks.
  edited: (text, at, words) => {
    const read = new Text(text);
    const blocks = [...read.doc.content.content];
    const place = at % blocks.length;
    const old = blocks[place];
    if (!["paragraph", "heading"].includes(old.type.name)) return { skipped: true };
    const content = old.content.addToEnd(schema.text(words));
    blocks[place] = old.copy(content);
    const sources = read.doc.content.content.map((one) => read.sources.get(one));
    return { text: read.write(read.doc.copy(schema.nodes.doc.create(null, blocks).content)), source: sources[place], sources, place };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [act, ...given] = JSON.parse(line);
  let said;
  try { said = acts[act](...given); } catch (error) { said = { error: String(error.stack) }; }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
