// The text of the field and what the editor shows of it. What nobody touched is written as it was.
import { Fragment } from "prosemirror-model";
import { isMarkup, strippedEnd, strippedStart } from "./marks.mjs";
import { readMarkup, writeMarkup } from "./markup.mjs";
import { schema } from "./schema.mjs";
import { Beyond, headingByWords, readTyped, writeTyped } from "./typed.mjs";

const { nodes } = schema;
const empty = () => nodes.paragraph.create();

// --- What a text is once it is typed and stored -----------------------------------------------------
const edge = (children, at, cut) => {
  const one = children[at];
  if (!one?.isText || one.marks.length) return children;
  const text = cut(one.text);
  if (text === one.text) return children;
  const rest = [...children];
  rest.splice(at, 1, ...(text ? [schema.text(text)] : []));
  return text ? rest : edge(rest, at && at - 1, cut);
};
const trimmed = (node) => {
  let children = edge([...node.content.content], 0, strippedStart);
  children = edge(children, children.length - 1, strippedEnd);
  return node.copy(Fragment.from(children));
};
const isList = (node) => node.type === nodes.bullet_list || node.type === nodes.ordered_list;

// A plain line that is a heading by its words.
export const asHeading = (node) => {
  const level = headingByWords(node);
  return level ? nodes.heading.create({ level }, node.content) : node;
};

const settledBlock = (node) => {
  if (node.isTextblock) return trimmed(node);
  if (node.isLeaf) return node;
  const children = settledChildren(node.content.content);
  return isList(node) && !children.length ? null : node.copy(Fragment.from(children));
};
const settledChildren = (children) => children.map(settledBlock).filter((one) => one && !(one.type === nodes.list_item && isBare(one)));
const isBare = (node) => node.childCount === 1 && !node.firstChild.childCount;
const disappears = (node) => (node.type === nodes.paragraph || node.type === nodes.heading) && !node.childCount;

// The blocks as reading them again gives them: no empty lines, no blanks at edges, one list of
// what stands together.
const settled = (blocks) => {
  const made = [];
  for (const one of settledChildren(blocks)) {
    if (disappears(one)) continue;
    const last = made.at(-1);
    if (isList(one) && last?.hasMarkup(one.type, one.attrs)) made[made.length - 1] = last.copy(last.content.append(one.content));
    else made.push(one);
  }
  return made;
};

// --- The field's text ---------------------------------------------------------------------------
export class Text {
  constructor(text) {
    this.text = text;
    this.markup = isMarkup(text);
    const read = this.markup ? readMarkup(text) : readTyped(text);
    const blocks = read.blocks.length ? read.blocks : [{ node: empty(), source: text }];
    this.tail = read.blocks.length ? read.tail : "";
    this.sources = new Map(blocks.map(({ node, source }) => [node, source]));
    this.before = new Map(blocks.map(({ node }, at) => [node, blocks[at - 1]?.node ?? null]));
    this.doc = nodes.doc.create(null, blocks.map(({ node }) => node));
  }

  // The block of the text that a block still is, or is again.
  known(block) {
    if (this.sources.has(block)) return block;
    for (const one of this.sources.keys()) if (one.eq(block)) return one;
    return undefined;
  }

  // The text of what the editor shows now.
  write(doc) {
    if (doc === this.doc || doc.eq(this.doc)) return this.text;
    return this.composed(doc);
  }

  composed(doc) {
    if (this.markup) return this.asMarkup(doc);
    return this.typed(doc, (block) => this.sources.get(this.known(block))) ?? this.typed(doc, () => undefined) ?? this.asMarkup(doc);
  }

  // Typed text, or nothing where it would not be read as what is shown.
  typed(doc, sourceOf) {
    const lines = [];
    let before = null;
    try {
      for (const one of doc.content.content) {
        const source = sourceOf(one);
        const [block] = source === undefined ? settled([one]) : [one];
        if (!block) continue;
        lines.push(source ?? writeTyped(block, before));
        before = block;
      }
    } catch (error) {
      if (error instanceof Beyond) return null;
      throw error;
    }
    const text = lines.join("\n") + this.tail;
    if (isMarkup(text)) return null;
    const again = readTyped(text).blocks.map(({ node }) => node);
    const shown = settled(doc.content.content).map(asHeading);
    return Fragment.from(settled(again)).eq(Fragment.from(shown)) ? text : null;
  }

  // Markup: a block a line, but what stood together in the text stands so again.
  asMarkup(doc) {
    let text = "";
    let last = null;
    for (const one of doc.content.content) {
      const known = this.markup ? this.known(one) : undefined;
      const made = known ? this.sources.get(known) : settled([one]).map(writeMarkup).join("");
      if (!made) continue;
      const together = known && last === this.before.get(known);
      text += !text || together || /^\s/.test(made) ? made : `\n${made}`;
      last = known ?? one;
    }
    return text + (this.markup ? this.tail : "");
  }
}
