// A strict reader of markup: elements in order and closed, as the server's sanitiser writes them.
// Nothing is given to the browser to make sense of; what is not understood is left as it is.
const VOID = new Set(["br", "img"]);
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+\s*=\s*"[^"<>]*")*)\s*\/?>/g;
const ATTRIBUTE = /([a-zA-Z-]+)\s*=\s*"([^"]*)"/g;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]*));?/g;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\xa0" };

export class Unknown extends Error {}

const decoded = (text) => text.replace(ENTITY, (whole, decimal, hex, name) => {
  const code = decimal ? Number(decimal) : parseInt(hex ?? "", 16);
  const made = name ? NAMED[name] : code > 31 && code < 0xd800 ? String.fromCharCode(code) : undefined;
  if (made === undefined || !whole.endsWith(";")) throw new Unknown(whole);
  return made;
});

const attributes = (text) => {
  const found = {};
  for (const [, name, value] of text.matchAll(ATTRIBUTE)) {
    if (name.toLowerCase() in found) throw new Unknown(name);
    found[name.toLowerCase()] = decoded(value);
  }
  return found;
};

// One element as a tree. Throws Unknown where it is not a whole one.
export const treeOf = (source) => {
  const root = { children: [] };
  const open = [root];
  let at = 0;
  const words = (text) => {
    if (text.includes("<")) throw new Unknown(text);
    if (text) open.at(-1).children.push(decoded(text));
  };
  for (const found of source.matchAll(TAG)) {
    words(source.slice(at, found.index));
    at = found.index + found[0].length;
    const tag = found[2].toLowerCase();
    if (found[1]) {
      if (open.pop().tag !== tag) throw new Unknown(tag);
    } else {
      const made = { tag, attrs: attributes(found[3]), children: [] };
      open.at(-1).children.push(made);
      if (!VOID.has(tag)) open.push(made);
    }
  }
  words(source.slice(at));
  if (open.length > 1 || root.children.length !== 1 || typeof root.children[0] === "string") throw new Unknown(source);
  return root.children[0];
};

// A text cut where its outermost elements end; what is out of order stays in one piece.
export const pieces = (text) => {
  const found = [];
  let from = 0;
  let depth = 0;
  const cut = (to) => { if (to > from) found.push(text.slice(from, to)); from = to; };
  const open = [];
  for (const { 0: whole, 1: closes, 2: name, index } of text.matchAll(TAG)) {
    const tag = name.toLowerCase();
    if (!depth && text.slice(from, index).trim()) cut(index); // words between elements
    if (VOID.has(tag)) { if (!depth) cut(index + whole.length); continue; }
    if (!closes) { open.push(tag); depth += 1; continue; }
    if (open.pop() !== tag) break;
    depth -= 1;
    if (!depth) cut(index + whole.length);
  }
  const rest = text.slice(from);
  return { found: rest.trim() ? [...found, rest] : found, tail: rest.trim() ? "" : rest };
};
