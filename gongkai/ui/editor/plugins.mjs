// What goes on beside the keys: pasting, headings by their words, a line to go on after the last
// table, what cannot be shown.
import { Fragment, Slice } from "prosemirror-model";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { NodeSelection, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { Decoration, DecorationSet } from "prosemirror-view";
import { isNarrow, keys, within } from "./commands.mjs";
import { cleaned } from "./pasting.mjs";
import { schema } from "./schema.mjs";
import { asHeading } from "./text.mjs";
import { readTyped } from "./typed.mjs";

const { nodes } = schema;

// --- Pasting ----------------------------------------------------------------------------------------
// Blocks as the lines of one.
const asLines = (fragment) => {
  const made = [];
  fragment.descendants((node) => {
    if (!node.isTextblock) return true;
    if (made.length && node.childCount) made.push(nodes.hard_break.create());
    made.push(...node.content.content);
    return false;
  });
  return made.length || !fragment.firstChild?.isInline ? Fragment.from(made) : fragment;
};
const isCells = (slice) => Boolean(slice.content.firstChild?.type.spec.tableRole);
// A table that is pasted into a table fills its cells.
const intoCells = (state, sheet) => {
  const heads = within(state, nodes.table_header) ? nodes.table_header : nodes.table_cell;
  const rows = sheet.lastChild.content.content.map((row, at) => row.copy(Fragment.from(row.content.content.map((one) => {
    const type = at === 0 ? heads : nodes.table_cell;
    return type.create(one.attrs, one.content);
  }))));
  return new Slice(Fragment.from(nodes.table.create(null, rows)), 0, 0);
};
const fitting = (state, slice) => {
  if (isCells(slice)) return slice;
  if (!isNarrow(state)) return new Slice(Fragment.from(slice.content.content.map(asHeading)), slice.openStart, slice.openEnd);
  const [first, ...more] = slice.content.content.filter((one) => one.content.size);
  if (first?.type === nodes.sheet && !more.length && within(state, nodes.table)) return intoCells(state, first);
  return new Slice(asLines(slice.content), 0, 0);
};
export const textSlice = (text) => {
  const blocks = readTyped(text.replace(/\r\n?/g, "\n")).blocks.map(({ node }) => node);
  return Slice.maxOpen(Fragment.from(blocks), false);
};
const pasting = (told) => new Plugin({
  props: {
    transformPastedHTML: (html) => {
      const { html: kept, pictures } = cleaned(html);
      if (pictures) told();
      return kept;
    },
    clipboardTextParser: textSlice,
    transformPasted: (slice, view) => fitting(view.state, slice),
  },
});

// --- Headings by their words ------------------------------------------------------------------------
// A short line that begins 一、 or （一） is a heading once the cursor has left it, as it is for who
// types; one that grew long, or ends in a full stop, is none any more.
const lineOf = ({ doc, selection }) => {
  const { $head } = selection;
  if ($head.depth !== 1) return null;
  return { pos: $head.before(1), node: $head.parent, doc };
};
const headings = new Plugin({
  state: {
    init: () => null,
    // The line that was typed into and not left yet.
    apply: (tr, touched, before, after) => {
      const pos = touched === null ? null : tr.mapping.map(touched, -1);
      if (!tr.docChanged) return pos;
      return lineOf(after)?.pos ?? pos;
    },
  },
  appendTransaction(transactions, before, after) {
    const was = this.key && this.getState(before);
    if (was === null || was === undefined) return null;
    const pos = transactions.reduce((at, tr) => tr.mapping.map(at, -1), was);
    if (lineOf(after)?.pos === pos) return null;
    const node = after.doc.nodeAt(pos);
    if (!node || after.doc.resolve(pos).depth) return null;
    const made = asHeading(node);
    return made === node ? null : after.tr.setNodeMarkup(pos, made.type, made.attrs);
  },
});

// --- A line after the last block -----------------------------------------------------------------------
const CLOSED = [nodes.sheet, nodes.figure, nodes.raw];
export const withLastLine = (doc) => (CLOSED.includes(doc.lastChild.type) ? doc.copy(doc.content.addToEnd(nodes.paragraph.create())) : doc);
const lastLine = new Plugin({
  appendTransaction: (transactions, before, { doc, tr }) => (
    CLOSED.includes(doc.lastChild.type) ? tr.insert(doc.content.size, nodes.paragraph.create()) : null
  ),
});

// --- What stands where nothing is written yet ---------------------------------------------------------
const hints = (words) => new Plugin({
  props: {
    decorations: ({ doc }) => {
      const found = [];
      const hint = (pos, node, text) => found.push(Decoration.node(pos, pos + node.nodeSize, { "data-empty": text }));
      if (doc.childCount === 1 && doc.firstChild.type === nodes.paragraph && !doc.firstChild.childCount) hint(0, doc.firstChild, words.empty);
      doc.descendants((node, pos) => {
        if (node.type === nodes.caption && !node.childCount) hint(pos, node, words.emptyCaption);
        if (node.type === nodes.figure && !node.childCount) hint(pos, node, words.emptyFigure);
        return node.type === nodes.sheet;
      });
      return DecorationSet.create(doc, found);
    },
  },
});

// --- What is pressed with the mouse -------------------------------------------------------------------
const pictures = (open) => new Plugin({
  props: {
    handleClickOn: (view, pos, node, at, event) => {
      if (node.type !== nodes.figure || event.target.nodeName !== "IMG") return false;
      view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
      return true;
    },
    handleDoubleClickOn: (view, pos, node, at, event) => {
      if (event.target.nodeName !== "IMG") return false;
      open();
      return true;
    },
  },
});

// What has no place in the schema: said so, with its words.
export const rawView = (label) => (node) => {
  const dom = document.createElement("div");
  dom.className = "visual-raw";
  const told = document.createElement("p");
  told.className = "muted";
  told.textContent = label;
  const words = document.createElement("p");
  words.textContent = node.attrs.words;
  dom.append(told, words);
  return { dom };
};

export const plugins = ({ told, picture, words }) => [
  pasting(told),
  hints(words),
  headings,
  lastLine,
  pictures(picture),
  keymap(keys),
  history(),
  gapCursor(),
  dropCursor({ class: "visual-drop", color: false }),
  tableEditing(),
];
