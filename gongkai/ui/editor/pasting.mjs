// What is pasted, reduced to what the text may hold: headings, lists, tables, links and bold words
// stay; styles, colours and scripts go. The page's own copies are left to the schema.
import { headingOf } from "./marks.mjs";
import { LINK } from "./schema.mjs";

// Styles and handlers are never applied: the page's policy would refuse them, and say so. What a
// style says of boldness, sides and lists is read from where it is put.
const unstyled = (html) => html
  .replace(/<(style|script|xml|head)\b[\s\S]*?<\/\1\s*>/gi, "")
  .replace(/<!--[\s\S]*?-->|<!\[[\s\S]*?\]>/g, "")
  .replace(/<[a-zA-Z][^>]*>/g, (tag) => tag
    .replace(/\sstyle\s*=/gi, " data-look=")
    .replace(/[\s/"']on[a-z]+\s*=/gi, " data-on="));
const look = (element) => (element.getAttribute("data-look") ?? "").toLowerCase().replace(/\s/g, "");

const HEADINGS = { H1: "h2", H2: "h3", H3: "h4", H4: "h4", H5: "h4", H6: "h4" };
const BLOCKS = "p, div, section, article, header, footer, main, blockquote, pre, h1, h2, h3, h4, h5, h6, ul, ol, table, figure, li, tr, td, th, dl, dt, dd, center";
const DROPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "NOSCRIPT", "SVG", "INPUT", "SELECT", "TEXTAREA", "BUTTON"]);
const IDEOGRAPH = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

const make = (tag, children = []) => {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
};
// Files break their lines within Chinese words, where no blank belongs.
const words = (text) => text
  .replace(/\s*[\r\n]\s*/g, (_, at, whole) => {
    const before = whole.slice(0, at).at(-1) ?? "";
    const after = whole.slice(at).trimStart()[0] ?? "";
    return IDEOGRAPH.test(before) || IDEOGRAPH.test(after) ? "" : " ";
  })
  .replace(/[ \t\f]+/g, " ");

// --- Within a line -----------------------------------------------------------------------------------
const isBold = (element) => {
  const weight = /font-weight:(bold|bolder|normal|\d+)/.exec(look(element))?.[1];
  if (weight) return /bold/.test(weight) || Number(weight) >= 600;
  return ["B", "STRONG"].includes(element.tagName);
};
const wrapOf = (element) => {
  if (element.tagName === "A" && LINK.test(element.getAttribute("href") ?? "")) {
    const link = make("a");
    link.setAttribute("href", element.getAttribute("href").trim());
    return link;
  }
  const raised = /vertical-align:(super|sub)/.exec(look(element))?.[1];
  if (element.tagName === "SUP" || raised === "super") return make("sup");
  if (element.tagName === "SUB" || raised === "sub") return make("sub");
  return isBold(element) ? make("strong") : null;
};
const inline = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return [words(node.data)];
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName.toUpperCase())) return [];
  if (node.tagName === "BR") return [make("br")];
  if (node.tagName === "IMG") return [];
  if (/mso-list:ignore/.test(look(node))) return [];
  const inner = [...node.childNodes].flatMap(inline);
  const wrap = wrapOf(node);
  if (!wrap) return inner;
  wrap.append(...inner);
  return [wrap];
};
// White space at the edges goes, and so does a line with nothing in it.
const lineOf = (tag, children) => {
  const line = make(tag, children);
  line.normalize();
  const edge = (first) => {
    let at = line;
    while (at && at.nodeType !== Node.TEXT_NODE) at = first ? at.firstChild : at.lastChild;
    if (at) at.data = first ? at.data.replace(/^[\s\u3000]+/, "") : at.data.replace(/[\s\u3000]+$/, "");
  };
  edge(true);
  edge(false);
  while (line.lastChild?.nodeName === "BR") line.lastChild.remove();
  return line.textContent.trim() ? line : null;
};

// --- Lists of Word and WPS: paragraphs that say their level and bear their mark ---------------------
const pointOf = (element) => {
  const level = /mso-list:\w+level(\d)/.exec(look(element))?.[1];
  if (!level) return null;
  const ignored = [...element.querySelectorAll("[data-look]")].find((one) => /mso-list:ignore/.test(look(one)));
  return { level: Number(level), mark: (ignored?.textContent ?? "").trim() };
};
// Numbers stay words wherever they say more than a list of points would: 第一条, 一、, （一）, 1.1.
const kindOf = (mark) => {
  if (/^[·•●○■□◆◇➢▪o§ØüvuqnlÞ\uf000-\uf0ff*–—-]$/.test(mark)) return "ul";
  return /^\d{1,2}[.．、)]$/.test(mark) ? "ol" : "";
};

// --- Tables -------------------------------------------------------------------------------------------
const cellOf = (cell, heads) => {
  const lines = cell.querySelector(BLOCKS)
    ? [...blocks(cell)].flatMap((one) => [make("br"), ...flat(one)]).slice(1)
    : [...cell.childNodes].flatMap(inline);
  const made = lineOf(heads ? "th" : "td", lines) ?? make(heads ? "th" : "td");
  // Heads are bold anyway.
  if (heads && made.childNodes.length === 1 && made.firstChild.nodeName === "STRONG") made.replaceChildren(...made.firstChild.childNodes);
  for (const name of ["colspan", "rowspan"]) if (cell[name === "colspan" ? "colSpan" : "rowSpan"] > 1) made.setAttribute(name, cell.getAttribute(name));
  return made;
};
const flat = (block) => {
  if (!block.querySelector("li, tr")) return [...block.childNodes];
  return [...block.querySelectorAll("li, tr")].flatMap((one) => [make("br"), one.textContent.trim()]).slice(1);
};
const tableOf = (table) => {
  const rows = [...table.rows];
  const named = table.querySelector("th") !== null;
  const made = make("table", [make("tbody", rows.map((row, at) => make("tr", [...row.cells].map((cell) => {
    const heads = named ? cell.tagName === "TH" : at === 0 && rows.length > 1 && row.cells.length > 1;
    return cellOf(cell, heads);
  })))) ]);
  const caption = make("p", table.caption ? inline(table.caption) : []);
  caption.className = "sheet-caption";
  const sheet = make("div", [caption, made]);
  sheet.className = "sheet";
  return sheet;
};

// --- Blocks ------------------------------------------------------------------------------------------
const listOf = (list) => {
  const made = make(list.tagName.toLowerCase());
  for (const item of list.children) {
    if (["UL", "OL"].includes(item.tagName)) { (made.lastChild ?? made.appendChild(make("li", [make("p")]))).append(listOf(item)); continue; }
    const lists = [...item.children].filter((one) => ["UL", "OL"].includes(one.tagName));
    const own = [...item.childNodes].filter((one) => !lists.includes(one)).flatMap(inline);
    made.append(make("li", [lineOf("p", own) ?? make("p"), ...lists.map(listOf)]));
  }
  return made;
};
const paragraph = (element) => {
  const made = lineOf(HEADINGS[element.tagName] ?? "p", [...element.childNodes].flatMap(inline));
  if (!made || made.tagName !== "P") return made;
  // A heading that was made by hand is one by its words.
  const whole = made.childNodes.length === 1 && made.firstChild.nodeName === "STRONG";
  if (whole && headingOf(made.textContent)) made.replaceChildren(...made.firstChild.childNodes);
  const side = /text-align:(center|right)/.exec(look(element))?.[1] ?? element.getAttribute("align")?.toLowerCase();
  if (["center", "right"].includes(side)) made.className = side;
  return made;
};
const pointed = (element, point, lists) => {
  const kind = kindOf(point.mark);
  const made = paragraph(element);
  if (!made) return null;
  if (!kind) {
    made.prepend(point.mark + (/[.)\d]$/.test(point.mark) ? " " : /[章节条]$/.test(point.mark) ? "　" : ""));
    lists.length = 0;
    return made;
  }
  const item = make("li", [make("p", [...made.childNodes])]);
  const depth = Math.min(point.level, lists.length + 1);
  lists.length = Math.min(lists.length, depth);
  const list = lists[depth - 1];
  if (list?.tagName.toLowerCase() === kind) { list.append(item); return null; }
  const fresh = make(kind, [item]);
  lists[depth - 1] = fresh;
  if (depth === 1) return fresh;
  lists[depth - 2].lastChild.append(fresh);
  return null;
};

function* blocks(parent) {
  let loose = [];
  const lists = [];
  const flush = () => {
    const made = lineOf("p", loose);
    loose = [];
    if (made) lists.length = 0;
    return made ? [made] : [];
  };
  for (const node of parent.childNodes) {
    const isBlock = node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
    if (!isBlock) { loose.push(...inline(node)); continue; }
    yield* flush();
    const point = pointOf(node);
    if (!point) lists.length = 0;
    if (node.tagName === "TABLE") yield tableOf(node);
    else if (["UL", "OL"].includes(node.tagName)) yield listOf(node);
    else if (node.querySelector(BLOCKS)) yield* blocks(node);
    else {
      const made = point ? pointed(node, point, lists) : paragraph(node);
      if (made) yield made;
    }
  }
  yield* flush();
}

// Pasted markup as the schema reads it, and whether pictures were left out.
export const cleaned = (html) => {
  if (/\sdata-pm-slice\s*=/.test(html)) return { html, pictures: false };
  const page = new DOMParser().parseFromString(unstyled(html), "text/html");
  const made = make("div", [...blocks(page.body)]);
  return { html: made.innerHTML, pictures: page.querySelector("img, v\\:imagedata") !== null };
};
