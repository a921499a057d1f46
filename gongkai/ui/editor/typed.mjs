// From typed text to what the editor shows, and back: office/disclosure/typed in another language.
import { ABOVE, BREAK, FIGURE, HEADINGS, INLINE, LEFT, LOOKS, MARKED, MOST_CELLS, POINTS, STARTS, TABLE, headingOf, stripped } from "./marks.mjs";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

// --- Reading --------------------------------------------------------------------------------------
const ROW = "row";
const LINE = "line";

const kindOf = (line) => {
  if (line.includes("\t")) return ROW;
  return POINTS.find(([mark]) => line.startsWith(mark))?.[1] ?? LINE;
};

// What stands within a line.
const inline = (text, around = []) => {
  const made = [];
  let at = 0;
  const plain = (words) => { if (words) made.push(schema.text(words, around)); };
  const within = (words, mark) => made.push(...inline(words, mark.addToSet(around)));
  for (const found of text.matchAll(INLINE)) {
    plain(text.slice(at, found.index));
    at = found.index + found[0].length;
    const { plain: sign, strong, alt, src, words, href, sup, sub } = found.groups;
    if (sign) plain(sign);
    else if (strong) within(strong, marks.strong.create());
    else if (sup) within(sup, marks.sup.create());
    else if (sub) within(sub, marks.sub.create());
    else if (href) within(words, marks.link.create({ href }));
    else if (src) made.push(nodes.image.create({ src, alt }, null, around));
    else made.push(nodes.hard_break.create(null, null, around));
  }
  plain(text.slice(at));
  return made;
};

const lineBlock = (line) => {
  const text = stripped(line);
  for (const [mark, level] of HEADINGS) {
    if (text.startsWith(mark)) return nodes.heading.create({ level }, inline(text.slice(mark.length)));
  }
  for (const [mark, look] of LOOKS) {
    if (text.startsWith(mark)) return nodes.paragraph.create({ look }, inline(text.slice(mark.length)));
  }
  const figure = FIGURE.exec(text)?.groups;
  if (figure) return nodes.figure.create({ src: figure.src, alt: figure.alt }, inline(stripped(figure.caption)));
  const level = headingOf(text);
  return level ? nodes.heading.create({ level }, inline(text)) : nodes.paragraph.create(null, inline(text));
};

const belongs = (grid, down, across) => {
  const text = grid[down][across];
  return (text === LEFT && across > 0) || (text === ABOVE && down > 0);
};

const spans = (grid, down, across) => {
  let wide = 1;
  while (across + wide < grid[down].length && grid[down][across + wide] === LEFT) wide += 1;
  const below = [ABOVE, ...Array(wide - 1).fill(LEFT)];
  const continues = (row) => row !== undefined && below.every((text, at) => row[across + at] === text);
  let deep = 1;
  while (continues(grid[down + deep])) deep += 1;
  return { colspan: wide, rowspan: deep };
};

const digit = (text) => Number(text.normalize("NFKC"));

const sheet = (rows, title) => {
  const said = TABLE.exec(title)?.groups;
  const head = said?.head ? digit(said.head) : 1;
  const cells = rows.map((row) => row.split("\t").map(stripped));
  const width = Math.max(...cells.map((row) => row.length));
  const grid = cells.map((row) => [...row, ...Array(width - row.length).fill("")]);
  const made = grid.map((row, down) => nodes.table_row.create(null, row.flatMap((text, across) => {
    if (belongs(grid, down, across)) return [];
    const heads = down < head || (said?.side && across === 0);
    return [(heads ? nodes.table_header : nodes.table_cell).create(spans(grid, down, across), inline(text))];
  })));
  const caption = said?.caption ? inline(said.caption) : [];
  return nodes.sheet.create(null, [nodes.caption.create(null, caption), nodes.table.create(null, made)]);
};

const points = (lines, kind) => {
  const [mark] = POINTS.find(([, name]) => name === kind);
  const items = lines.map((line) => nodes.list_item.create(null, nodes.paragraph.create(null, inline(line.slice(mark.length)))));
  return nodes[kind].create(null, items);
};

// Groups of one kind that follow one another become one; lines of prose stay alone.
const joined = (groups) => {
  const made = [];
  for (const { kind, lines, to } of groups) {
    const last = made.at(-1);
    if (last?.kind === kind && kind !== LINE) { last.lines.push(...lines); last.to = to; }
    else made.push({ kind, lines: [...lines], to });
  }
  return made;
};

// The lines that say something, in groups of one kind, each with where it ends. A row of blanks
// counts beside one that says something.
const groupsOf = (lines) => {
  const said = lines
    .map((whole, at) => ({ line: whole.replace(/\r$/, "").replace(/ +$/, ""), to: at + 1 }))
    .filter(({ line }) => stripped(line) || line.includes("\t"))
    .map(({ line, to }) => ({ kind: line.includes("\t") ? ROW : LINE, lines: [line], to }));
  const rows = joined(said).filter(({ kind, lines: own }) => kind !== ROW || own.some(stripped));
  return joined(rows.map((one) => ({ ...one, kind: kindOf(one.lines[0]) })));
};

// The blocks of a typed text, each with the text it was read from.
export const readTyped = (text) => {
  const lines = text.split("\n");
  const blocks = [];
  let from = 0;
  const add = (node, to) => { blocks.push({ node, source: lines.slice(from, to).join("\n") }); from = to; };
  const found = groupsOf(lines);
  found.forEach(({ kind, lines: own, to }, at) => {
    const before = found[at - 1];
    const title = before?.kind === LINE && TABLE.test(before.lines[0]) ? before.lines[0] : "";
    if (kind === ROW) add(sheet(own, title), to);
    else if (kind !== LINE) add(points(own, kind), to);
    // The line that names a table belongs to it.
    else if (!(found[at + 1]?.kind === ROW && TABLE.test(own[0]))) add(lineBlock(own[0]), to);
  });
  return { blocks, tail: from < lines.length ? `\n${lines.slice(from).join("\n")}` : "" };
};

// --- Writing --------------------------------------------------------------------------------------
export class Beyond extends Error {}

const plainly = (text) => text.replace(MARKED, (found) => [...found].map((one) => `\\${one}`).join(""));
const pictured = ({ src, alt }) => `![${alt}](${src})`;
const wraps = {
  strong: (text) => `**${text}**`,
  sup: (text) => `^{${text}}`,
  sub: (text) => `_{${text}}`,
  link: (text, { href, id }) => { if (!href || id) throw new Beyond(); return `[${text}](${href})`; },
};

// What stands within a line. Children that share a mark at this depth stand together within it.
const written = (children, depth = 0) => {
  const made = [];
  for (let at = 0; at < children.length;) {
    const mark = children[at].marks[depth];
    if (!mark) {
      const one = children[at];
      if (one.isText) made.push(plainly(one.text));
      else made.push(one.type === nodes.image ? pictured(one.attrs) : BREAK);
      at += 1;
      continue;
    }
    let end = at + 1;
    while (children[end]?.marks[depth]?.eq(mark)) end += 1;
    const wrap = wraps[mark.type.name];
    if (!wrap) throw new Beyond();
    made.push(wrap(written(children.slice(at, end), depth + 1), mark.attrs));
    at = end;
  }
  return made.join("");
};
const line = (node) => written([...node.content.content]);

// The order of a plain paragraph that is a heading by its words, or 0.
export const headingByWords = (node) => {
  if (node.type !== nodes.paragraph || node.attrs.look) return 0;
  try {
    return headingOf(stripped(line(node)));
  } catch (error) {
    if (error instanceof Beyond) return 0;
    throw error;
  }
};

const writers = {
  paragraph: (node) => {
    const text = line(node);
    const mark = LOOKS.find(([, look]) => look === node.attrs.look)?.[0];
    if (mark) return `${mark}${text}`;
    return STARTS.some((start) => text.startsWith(start)) ? `\\${text}` : text;
  },
  heading: (node) => {
    const text = line(node);
    const [mark] = HEADINGS.find(([, level]) => level === node.attrs.level);
    return headingOf(text) === node.attrs.level ? text : `${mark}${text}`;
  },
  figure: (node) => {
    const caption = line(node);
    return caption ? `${pictured(node.attrs)} ${caption}` : pictured(node.attrs);
  },
  bullet_list: (node) => list(node, "• "),
  ordered_list: (node) => list(node, "№ "),
  sheet: (node, before) => tableText(node, before),
};

const list = (node, mark) => node.content.content.map((item) => {
  if (item.childCount > 1 || node.attrs.notes || item.attrs.id || item.attrs.loose) throw new Beyond();
  return `${mark}${line(item.firstChild)}`;
}).join("\n");

const isHead = (row) => row.content.content.every((one) => one.type === nodes.table_header);
export const headRows = (table) => {
  const rows = table.content.content;
  const first = rows.findIndex((row) => !isHead(row));
  return first < 0 ? rows.length : first;
};

const tableText = (node, before) => {
  const [caption, table] = node.content.content;
  const rows = table.content.content;
  const head = headRows(table);
  const side = rows.slice(head).some((row) => row.content.content.some((one) => one.type === nodes.table_header));
  const grid = rows.map(() => []);
  let cells = 0;
  rows.forEach((row, down) => row.forEach((one) => {
    let across = 0;
    while (grid[down][across] !== undefined) across += 1;
    const { colspan, rowspan } = one.attrs;
    if ((cells += colspan * rowspan) > MOST_CELLS || down + rowspan > rows.length) throw new Beyond();
    for (let y = 0; y < rowspan; y += 1) {
      for (let x = 0; x < colspan; x += 1) grid[down + y][across + x] = x ? LEFT : ABOVE;
    }
    grid[down][across] = line(one);
  }));
  const width = Math.max(...grid.map((row) => row.length));
  const lines = grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? "").join("\t"));
  const name = line(caption);
  const needed = name || side || head !== 1 || before?.type === nodes.sheet;
  const title = `【表${head !== 1 ? ` ${head}` : ""}${side ? " 首列" : ""}】${name}`;
  return (needed ? [title, ...lines] : lines).join("\n");
};

// A block as typed text. Throws Beyond where typed text has no mark for what is in it.
export const writeTyped = (node, before) => {
  const writer = writers[node.type.name];
  if (!writer) throw new Beyond();
  return writer(node, before);
};
