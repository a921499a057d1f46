// What the buttons and keys do.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, Selection, TextSelection } from "prosemirror-state";
import {
  CellSelection, addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow,
  goToNextCell, isInTable, mergeCells, splitCell, toggleHeader,
} from "prosemirror-tables";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

// --- Where the cursor is ----------------------------------------------------------------------------
export const within = ({ selection }, ...types) => {
  const { $from } = selection;
  if (selection instanceof NodeSelection && types.includes(selection.node.type)) return { node: selection.node, pos: selection.from };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), pos: $from.before(depth), depth };
  }
  return null;
};
const LISTS = [nodes.bullet_list, nodes.ordered_list];
const NARROW = [nodes.table_cell, nodes.table_header, nodes.caption, nodes.figure];
// Within a line of its own: nothing but words and pictures fits there.
export const isNarrow = (state) => Boolean(within(state, ...NARROW));

// --- Paragraphs and headings --------------------------------------------------------------------
const STYLES = {
  "": [nodes.paragraph, { look: "" }],
  right: [nodes.paragraph, { look: "right" }],
  center: [nodes.paragraph, { look: "center" }],
  note: [nodes.paragraph, { look: "note" }],
  2: [nodes.heading, { level: 2 }],
  3: [nodes.heading, { level: 3 }],
  4: [nodes.heading, { level: 4 }],
};
export const styleOf = ({ selection }) => {
  const block = selection.$from.parent;
  if (block.type === nodes.heading) return String(block.attrs.level);
  return block.type === nodes.paragraph ? block.attrs.look : "";
};
// Out of every list first: what is styled is no point any more.
const unlist = (view) => {
  while (within(view.state, nodes.list_item) && liftListItem(nodes.list_item)(view.state, view.dispatch));
};
const style = (name) => (state, dispatch, view) => {
  if (isNarrow(state)) return false;
  if (!dispatch) return true;
  unlist(view);
  return setBlockType(...STYLES[name])(view.state, dispatch);
};

const listed = (type) => (state, dispatch, view) => {
  if (isNarrow(state)) return false;
  const list = within(state, ...LISTS);
  if (list?.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  if (!dispatch) return true;
  if (list) {
    dispatch(state.tr.setNodeMarkup(list.pos, type));
    return true;
  }
  setBlockType(nodes.paragraph, { look: "" })(state, dispatch);
  return wrapInList(type)(view.state, dispatch);
};

// --- Tables ---------------------------------------------------------------------------------------
// A block after the one the cursor is in, or in the place of an empty line.
export const insertBlock = (state, dispatch, block, inside = 0) => {
  const { $from, $to } = state.selection;
  const top = $from.depth ? $from.node(1) : null;
  const isEmpty = top?.type === nodes.paragraph && !top.childCount;
  const at = $to.depth ? $to.after(1) : $to.pos;
  const tr = isEmpty ? state.tr.replaceWith($from.before(1), $from.after(1), block) : state.tr.insert(at, block);
  const start = (isEmpty ? $from.before(1) : at) + inside;
  tr.setSelection(Selection.near(tr.doc.resolve(start + 1)));
  dispatch(tr.scrollIntoView());
  return true;
};
export const insertTable = (rows, columns) => (state, dispatch) => {
  const row = (type) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.create()));
  const made = Array.from({ length: rows }, (_, at) => row(at ? nodes.table_cell : nodes.table_header));
  const caption = nodes.caption.create();
  return insertBlock(state, dispatch, nodes.sheet.create(null, [caption, nodes.table.create(null, made)]), caption.nodeSize);
};
const dropTable = (state, dispatch) => {
  const sheet = within(state, nodes.sheet);
  if (!sheet) return false;
  if (dispatch) {
    const tr = state.tr.replaceWith(sheet.pos, sheet.pos + sheet.node.nodeSize, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(sheet.pos + 1))).scrollIntoView());
  }
  return true;
};
// What stood in several cells stands in lines of the one.
const mergeLines = (state, dispatch) => {
  if (!dispatch || !(state.selection instanceof CellSelection)) return mergeCells(state, dispatch);
  const tr = state.tr;
  const filled = [];
  state.selection.forEachCell((node, pos) => { if (node.childCount) filled.push(pos); });
  filled.slice(1).sort((one, other) => other - one).forEach((pos) => tr.insert(pos + 1, nodes.hard_break.create()));
  return mergeCells(state.apply(tr), (merged) => {
    for (const step of merged.steps) tr.step(step);
    dispatch(tr.setSelection(CellSelection.create(tr.doc, merged.selection.$anchorCell.pos)));
  });
};
// Row and column of heads are on or off as their first cells are.
const firstCells = (state, across) => {
  const rows = within(state, nodes.table)?.node.content.content ?? [];
  return across ? [...(rows[0]?.content.content ?? [])] : rows.slice(1).flatMap((row) => row.firstChild ?? []);
};
export const isHeaded = (state, across) => {
  const cells = firstCells(state, across);
  return cells.length > 0 && cells.every((one) => one.type === nodes.table_header);
};

// --- Links and pictures -----------------------------------------------------------------------------
export const linkAt = (state) => {
  const { $from, from, to, empty } = state.selection;
  const mark = marks.link.isInSet($from.marks()) || marks.link.isInSet([...($from.nodeAfter?.marks ?? []), ...($from.nodeBefore?.marks ?? [])]);
  if (!mark) return null;
  if (!empty) return { mark, from, to };
  const parent = $from.parent;
  const has = (at) => mark.isInSet(parent.child(at).marks);
  let first = Math.min($from.index(), parent.childCount - 1);
  if (!has(first)) first -= 1;
  let last = first;
  while (first > 0 && has(first - 1)) first -= 1;
  while (last + 1 < parent.childCount && has(last + 1)) last += 1;
  const start = $from.start();
  const offset = (end) => parent.content.content.slice(0, end).reduce((sum, one) => sum + one.nodeSize, 0);
  return { mark, from: start + offset(first), to: start + offset(last + 1) };
};
export const setLink = (found, href, words) => (state, dispatch) => {
  const { from, to } = found ?? state.selection;
  const tr = state.tr.removeMark(from, to, marks.link);
  if (!href) { dispatch(tr); return; }
  const text = words || state.doc.textBetween(from, to) || href;
  const mark = marks.link.create({ href });
  if (text !== state.doc.textBetween(from, to)) tr.replaceWith(from, to, schema.text(text, mark.addToSet(state.selection.$from.marks())));
  else tr.addMark(from, to, mark);
  dispatch(tr.scrollIntoView());
};
export const pictureAt = (state) => within(state, nodes.figure, nodes.image);
export const setPicture = (found, attrs) => (state, dispatch) => {
  if (found) dispatch(state.tr.setNodeMarkup(found.pos, null, attrs));
  else if (isNarrow(state)) dispatch(state.tr.replaceSelectionWith(nodes.image.create(attrs)));
  else insertBlock(state, dispatch, nodes.figure.create(attrs));
};
export const dropPicture = (found) => (state, dispatch) => dispatch(state.tr.delete(found.pos, found.pos + found.node.nodeSize));

// --- Keys -----------------------------------------------------------------------------------------
const breakLine = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});
const inCell = (command) => (state, dispatch, view) => Boolean(within(state, nodes.table_cell, nodes.table_header)) && command(state, dispatch, view);
// From the name of a table into it; from what stands below a picture to the next line.
const onward = (state, dispatch) => {
  const found = within(state, nodes.caption, nodes.figure);
  if (!found) return false;
  const after = found.pos + found.node.nodeSize;
  const tr = state.tr;
  if (found.node.type === nodes.figure) tr.insert(after, nodes.paragraph.create());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  return true;
};
// The whole of a narrow line is all there is to select at first.
const unlessListed = (state) => !within(state, nodes.list_item);
export const keys = {
  ...baseKeymap,
  Enter: chainCommands(inCell(breakLine), onward, splitListItem(nodes.list_item), baseKeymap.Enter),
  "Shift-Enter": breakLine,
  "Mod-b": toggleMark(marks.strong),
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  // The key leaves the editor from the last cell, and wherever a point cannot go deeper.
  Tab: (state, dispatch) => (isInTable(state) ? goToNextCell(1)(state, dispatch) : !unlessListed(state) && sinkListItem(nodes.list_item)(state, dispatch)),
  "Shift-Tab": (state, dispatch) => (isInTable(state) ? goToNextCell(-1)(state, dispatch) : !unlessListed(state) && liftListItem(nodes.list_item)(state, dispatch)),
};

export const acts = {
  strong: toggleMark(marks.strong),
  sup: toggleMark(marks.sup),
  sub: toggleMark(marks.sub),
  bullets: listed(nodes.bullet_list),
  numbers: listed(nodes.ordered_list),
  undo,
  redo,
  "row-before": addRowBefore,
  "row-after": addRowAfter,
  "row-drop": deleteRow,
  "column-before": addColumnBefore,
  "column-after": addColumnAfter,
  "column-drop": deleteColumn,
  merge: mergeLines,
  split: splitCell,
  "head-row": toggleHeader("row"),
  "head-column": toggleHeader("column"),
  "table-drop": dropTable,
};
export { style };

// What is pressed, as the state has it.
export const pressed = {
  strong: (state) => hasMark(state, marks.strong),
  sup: (state) => hasMark(state, marks.sup),
  sub: (state) => hasMark(state, marks.sub),
  bullets: (state) => within(state, ...LISTS)?.node.type === nodes.bullet_list,
  numbers: (state) => within(state, ...LISTS)?.node.type === nodes.ordered_list,
  "head-row": (state) => isHeaded(state, true),
  "head-column": (state) => isHeaded(state, false),
};
const hasMark = (state, mark) => {
  const { from, to, empty, $from } = state.selection;
  if (state.selection instanceof CellSelection) return false;
  return empty ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, mark);
};
