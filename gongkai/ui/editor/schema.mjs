// What the editor shows: the closed schema of text (disclosure/importing/sanitising.py) and nothing
// beyond. What has no place in it stands as a block that is shown and kept as it is (`raw`).
import { Schema } from "prosemirror-model";

export const PICTURE = /^images\/[0-9a-f]{20}\.(?:png|jpg|gif)$/;
export const LINK = /^(?:https?:\/\/|mailto:)./i;
const NOTE = /^#note-(?:foot|end)note-(?:ref-)?-?\d{1,6}$/;

// Where the pictures of this draft are had, by the name the text gives them.
export const addresses = new Map();

const picture = ({ src, alt }) => {
  const attrs = { "data-picture": src, alt };
  if (addresses.has(src)) attrs.src = addresses.get(src);
  return ["img", attrs];
};
const pictureOf = (dom) => {
  const src = dom.getAttribute("data-picture") ?? dom.getAttribute("src") ?? "";
  return PICTURE.test(src) ? { src, alt: dom.getAttribute("alt") ?? "" } : false;
};
const span = (dom, name) => {
  const number = Number(dom.getAttribute(name));
  return Number.isInteger(number) && number > 0 && number < 1000 ? number : 1;
};
const cell = (tag, role) => ({
  content: "inline*",
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
  tableRole: role,
  isolating: true,
  parseDOM: [{ tag, getAttrs: (dom) => ({ colspan: span(dom, "colspan"), rowspan: span(dom, "rowspan") }) }],
  toDOM: ({ attrs }) => {
    const spans = Object.entries({ colspan: attrs.colspan, rowspan: attrs.rowspan }).filter(([, many]) => many > 1);
    return [tag, Object.fromEntries(spans), 0];
  },
});
const looks = ["right", "center", "note"];

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    attrs: { look: { default: "" } },
    parseDOM: [{ tag: "p", getAttrs: (dom) => ({ look: looks.find((one) => dom.classList.contains(one)) ?? "" }) }],
    toDOM: ({ attrs }) => ["p", attrs.look ? { class: attrs.look } : {}, 0],
  },
  heading: {
    content: "inline*",
    group: "block",
    attrs: { level: { default: 2 } },
    defining: true,
    parseDOM: [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block list",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    content: "list_item+",
    group: "block list",
    attrs: { notes: { default: false } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ notes: dom.classList.contains("notes") }) }],
    toDOM: ({ attrs }) => ["ol", attrs.notes ? { class: "notes" } : {}, 0],
  },
  list_item: {
    content: "paragraph list*",
    attrs: { id: { default: "" }, loose: { default: false } },
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  figure: {
    content: "inline*",
    group: "block",
    attrs: { src: {}, alt: { default: "" } },
    isolating: true,
    parseDOM: [{
      tag: "figure",
      contentElement: (dom) => dom.querySelector("figcaption") ?? dom.ownerDocument.createElement("p"),
      getAttrs: (dom) => {
        const img = dom.querySelector("img");
        return img ? pictureOf(img) : false;
      },
    }],
    toDOM: ({ attrs }) => ["figure", picture(attrs), ["figcaption", 0]],
  },
  // A table with its name, which may be empty.
  sheet: {
    content: "caption table",
    group: "block",
    isolating: true,
    parseDOM: [{ tag: "div.sheet" }],
    toDOM: () => ["div", { class: "sheet" }, 0],
  },
  caption: {
    content: "inline*",
    parseDOM: [{ tag: "p.sheet-caption", priority: 60 }],
    toDOM: () => ["p", { class: "sheet-caption" }, 0],
  },
  table: {
    content: "table_row+",
    tableRole: "table",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: cell("td", "cell"),
  table_header: cell("th", "header_cell"),
  raw: { group: "block", atom: true, attrs: { source: {}, words: { default: "" } }, toDOM: ({ attrs }) => ["div", { class: "raw" }, attrs.words] },
  text: { group: "inline" },
  image: {
    inline: true,
    group: "inline",
    attrs: { src: {}, alt: { default: "" } },
    draggable: true,
    parseDOM: [{ tag: "img", getAttrs: pictureOf }],
    toDOM: ({ attrs }) => picture(attrs),
  },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};

const plain = (tag, ...more) => ({ parseDOM: [{ tag }, ...more], toDOM: () => [tag, 0] });
// The order is that of nesting, from without.
const marks = {
  sup: plain("sup"),
  sub: plain("sub"),
  strong: plain("strong", { tag: "b" }),
  em: plain("em"),
  s: plain("s"),
  link: {
    attrs: { href: { default: "" }, id: { default: "" } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => LINK.test(dom.getAttribute("href")) && { href: dom.getAttribute("href"), id: "" } }],
    toDOM: ({ attrs }) => ["a", LINK.test(attrs.href) || NOTE.test(attrs.href) ? { href: attrs.href } : {}, 0],
  },
};

export const schema = new Schema({ nodes, marks });
