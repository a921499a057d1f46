// From markup to what the editor shows, and back. An element of which anything would get lost is
// kept as it is (`raw`).
import { MOST_CELLS } from "./marks.mjs";
import { Unknown, pieces, treeOf } from "./scanning.mjs";
import { PICTURE, schema } from "./schema.mjs";
import { headRows } from "./typed.mjs";

const { nodes, marks } = schema;

// --- Reading --------------------------------------------------------------------------------------
const LOOKS = new Set(["right", "center", "note"]);
const SPANS = /^[1-9]\d{0,2}$/;
const NOTE = /^note-(?:foot|end)note-(?:ref-)?-?\d{1,6}$/;
const only = (attrs, ...names) => {
  for (const name of Object.keys(attrs)) if (!names.includes(name)) throw new Unknown(name);
  return attrs;
};
const unknown = (what) => { throw new Unknown(what); };
const isBlank = (one) => typeof one === "string" && !/[^ \t\r\n]/.test(one);
const elements = (element, ...tags) => element.children.filter((one) => {
  if (isBlank(one)) return false;
  return tags.includes(one.tag) || unknown(one.tag ?? one);
});

const pictureAttrs = ({ attrs }) => {
  const { src, alt = "" } = only(attrs, "src", "alt");
  return PICTURE.test(src) ? { src, alt } : unknown(src);
};
const markOf = ({ tag, attrs }) => {
  if (tag === "a") {
    const { href = "", id = "" } = only(attrs, "href", "id", "rel");
    return id && !NOTE.test(id) ? unknown(id) : marks.link.create({ href, id });
  }
  only(attrs);
  return ["sup", "sub", "strong", "em", "s"].includes(tag) ? marks[tag].create() : unknown(tag);
};

const inlinePart = (one, around) => {
  if (typeof one === "string") return schema.text(one.replace(/[ \t\r\n]+/g, " "), around);
  if (one.tag === "br") return only(one.attrs) && nodes.hard_break.create(null, null, around);
  if (one.tag === "img") return nodes.image.create(pictureAttrs(one), null, around);
  const mark = markOf(one);
  const within = inline(one.children, mark.addToSet(around));
  if (!within.length && one.tag === "a") unknown("an anchor without words");
  return within;
};
const inline = (children, around = []) => children.flatMap((one) => (one === "" ? [] : inlinePart(one, around)));

// White space at the edges of a block shows nowhere.
const trimmed = (children) => {
  const made = [...children];
  const cut = (at, edge) => {
    const one = made[at];
    if (!one?.isText || one.marks.length) return;
    const text = one.text.replace(edge, "");
    if (text) made[at] = schema.text(text, one.marks);
    else made.splice(at, 1);
  };
  if (made.length) cut(0, /^ /);
  if (made.length) cut(made.length - 1, / $/);
  return made;
};
const line = (children) => trimmed(inline(children));

const looked = ({ attrs, children }) => {
  const look = only(attrs, "class").class ?? "";
  if (look && !LOOKS.has(look)) unknown(look);
  return nodes.paragraph.create({ look }, line(children));
};
const heading = (level) => ({ attrs, children }) => only(attrs) && nodes.heading.create({ level }, line(children));

const item = (element) => {
  const { id = "" } = only(element.attrs, "id");
  if (id && !NOTE.test(id)) unknown(id);
  const parts = element.children.filter((one) => !isBlank(one));
  const first = parts.findIndex((one) => ["ul", "ol"].includes(one.tag));
  const lists = first < 0 ? [] : parts.slice(first);
  let own = first < 0 ? element.children : element.children.slice(0, element.children.indexOf(lists[0]));
  const loose = own.filter((one) => !isBlank(one));
  const isLoose = loose.length === 1 && loose[0].tag === "p";
  if (isLoose) own = only(loose[0].attrs) && loose[0].children;
  const inner = [nodes.paragraph.create(null, line(own)), ...lists.map((one) => (readers[one.tag] ?? unknown)(one))];
  return nodes.list_item.create({ id, loose: isLoose }, inner);
};
const bullets = (element) => only(element.attrs) && nodes.bullet_list.createChecked(null, elements(element, "li").map(item));
const numbers = (element) => {
  const name = only(element.attrs, "class").class ?? "";
  if (name && name !== "notes") unknown(name);
  return nodes.ordered_list.createChecked({ notes: Boolean(name) }, elements(element, "li").map(item));
};

const figure = (element) => {
  only(element.attrs);
  const [picture, caption, ...more] = elements(element, "img", "figcaption");
  if (picture?.tag !== "img" || (caption && caption.tag !== "figcaption") || more.length) unknown("figure");
  return nodes.figure.create(pictureAttrs(picture), caption ? only(caption.attrs) && line(caption.children) : []);
};

// Paragraphs in a cell are its lines.
const cellLine = (children) => {
  const own = children.filter((one) => !isBlank(one));
  if (!own.length || !own.every((one) => one.tag === "p")) return line(children);
  return own.flatMap((one, at) => [...(at ? [nodes.hard_break.create()] : []), ...(only(one.attrs) && line(one.children))]);
};
const cell = ({ tag, attrs, children }) => {
  const { colspan = "1", rowspan = "1" } = only(attrs, "colspan", "rowspan", ...(tag === "th" ? ["scope"] : []));
  if (!SPANS.test(colspan) || !SPANS.test(rowspan)) unknown("span");
  const type = tag === "th" ? nodes.table_header : nodes.table_cell;
  return type.create({ colspan: Number(colspan), rowspan: Number(rowspan) }, cellLine(children));
};
const row = (element) => only(element.attrs) && nodes.table_row.create(null, elements(element, "td", "th").map(cell));
const section = (element) => only(element.attrs) && elements(element, "tr").map(row);

const sheet = (element) => {
  only(element.attrs);
  const parts = elements(element, "caption", "thead", "tbody", "tr");
  const caption = parts[0]?.tag === "caption" ? parts.shift() : null;
  const head = parts[0]?.tag === "thead" ? section(parts.shift()) : null;
  const rows = [...(head ?? []), ...parts.flatMap((one) => (one.tag === "tr" ? [row(one)] : one.tag === "tbody" ? section(one) : unknown(one.tag)))];
  const table = nodes.table.createChecked(null, rows);
  if (head && head.length !== headRows(table)) unknown("thead");
  let cells = 0;
  table.descendants(({ attrs }) => { cells += (attrs.colspan ?? 0) * (attrs.rowspan ?? 0); });
  if (cells > MOST_CELLS) unknown("so many cells");
  return nodes.sheet.create(null, [nodes.caption.create(null, caption ? only(caption.attrs) && line(caption.children) : []), table]);
};

const readers = { p: looked, h2: heading(2), h3: heading(3), h4: heading(4), ul: bullets, ol: numbers, figure, table: sheet };

const TAGS = /<[^<>]*>/g;
const block = (source) => {
  try {
    const own = source.trim();
    const tree = treeOf(own.includes("<") ? own : `<p>${own}</p>`);
    const made = (readers[tree.tag] ?? unknown)(tree);
    made.check();
    return made;
  } catch (error) {
    if (!(error instanceof Unknown || error instanceof RangeError)) throw error;
    return nodes.raw.create({ source, words: source.replace(TAGS, " ").replace(/\s+/g, " ").trim().slice(0, 200) });
  }
};

// The blocks of a text of markup, each with the text it was read from.
export const readMarkup = (text) => {
  const { found, tail } = pieces(text);
  return { blocks: found.map((source) => ({ node: block(source), source })), tail };
};

// --- Writing --------------------------------------------------------------------------------------
const BETWEEN = /(<\/(?:p|h[2-4]|table|caption|thead|tbody|tr|ul|ol|li|figure)>)(?=<)/g;
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\xa0/g, "&nbsp;");
const quoted = (text) => escaped(text).replace(/"/g, "&quot;");
const attribute = (names) => Object.entries(names).map(([name, value]) => (value ? ` ${name}="${quoted(String(value))}"` : "")).join("");
const element = (tag, names, inner) => `<${tag}${attribute(names)}>${inner}</${tag}>`;
const picture = ({ src, alt }) => `<img src="${quoted(src)}" alt="${quoted(alt)}">`;

const inlineText = (children, depth = 0) => {
  const made = [];
  for (let at = 0; at < children.length;) {
    const one = children[at];
    const mark = one.marks[depth];
    let end = at + 1;
    if (mark) {
      while (children[end]?.marks[depth]?.eq(mark)) end += 1;
      const within = inlineText(children.slice(at, end), depth + 1);
      made.push(mark.type === marks.link ? element("a", mark.attrs, within) : element(mark.type.name, {}, within));
    } else if (one.isText) made.push(escaped(one.text));
    else made.push(one.type === nodes.image ? picture(one.attrs) : "<br>");
    at = end;
  }
  return made.join("");
};
const within = (node) => inlineText([...node.content.content]);

const cellText = (node, scope) => {
  const heads = node.type === nodes.table_header;
  const { colspan, rowspan } = node.attrs;
  return element(heads ? "th" : "td", { scope: heads && scope, colspan: colspan > 1 && colspan, rowspan: rowspan > 1 && rowspan }, within(node));
};
const rowText = (scope) => (node) => element("tr", {}, node.content.content.map((one) => cellText(one, scope)).join(""));
const sheetText = (node) => {
  const [caption, table] = node.content.content;
  const rows = table.content.content;
  const head = headRows(table);
  const name = caption.childCount ? element("caption", {}, within(caption)) : "";
  const top = head ? element("thead", {}, rows.slice(0, head).map(rowText("col")).join("")) : "";
  return element("table", {}, name + top + element("tbody", {}, rows.slice(head).map(rowText("row")).join("")));
};
const listText = (tag, names) => (node) => element(tag, names(node.attrs), node.content.content.map((one) => {
  const [own, ...lists] = one.content.content;
  const words = one.attrs.loose ? element("p", {}, within(own)) : within(own);
  return element("li", { id: one.attrs.id }, words + lists.map((list) => writers[list.type.name](list)).join(""));
}).join(""));

const writers = {
  paragraph: (node) => element("p", { class: node.attrs.look }, within(node)),
  heading: (node) => element(`h${node.attrs.level}`, {}, within(node)),
  bullet_list: listText("ul", () => ({})),
  ordered_list: listText("ol", ({ notes }) => ({ class: notes && "notes" })),
  figure: (node) => element("figure", {}, picture(node.attrs) + (node.childCount ? element("figcaption", {}, within(node)) : "")),
  sheet: sheetText,
  raw: (node) => node.attrs.source.trim(),
};

// A block as markup, in lines.
export const writeMarkup = (node) => writers[node.type.name](node).replace(node.type === nodes.raw ? /(?!)/ : BETWEEN, "$1\n");
