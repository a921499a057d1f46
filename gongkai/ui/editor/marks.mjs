// The marks of typed text. The server knows the same ones (office/disclosure/typed/marks.py), and
// tests/ui/editor holds the two against one another.

// White space as the server's language strips it: not quite what `trim` means here.
const SPACE = "\\t\\n\\v\\f\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EDGES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
const START = new RegExp(`^[${SPACE}]+`);
const END = new RegExp(`[${SPACE}]+$`);
export const stripped = (text) => text.replace(EDGES, "");
export const strippedStart = (text) => text.replace(START, "");
export const strippedEnd = (text) => text.replace(END, "");

export const HEADINGS = [["# ", 2], ["## ", 3], ["### ", 4]];
export const LOOKS = [["→ ", "right"], ["↔ ", "center"], ["※ ", "note"]];
export const POINTS = [["• ", "bullet_list"], ["№ ", "ordered_list"]];
export const LEFT = "<";
export const ABOVE = "^";
export const BREAK = "↵";
export const TABLE = new RegExp(`^【表(?: ?(?<head>[0-9０-９]))?(?: ?(?<side>首列))?】[${SPACE}]*(?<caption>[^\\n]*)`);
export const STARTS = [...HEADINGS, ...LOOKS, ...POINTS].map(([mark]) => mark).concat("【表");

const NO_SPACE = `[^${SPACE}]`;
const PICTURE = `!\\[(?<alt>[^\\[\\]\\n]*)\\]\\((?<src>images/[^()${SPACE}]+)\\)`;
export const FIGURE = new RegExp(`^${PICTURE}[${SPACE}]*(?<caption>[^\\n]*)$`);
const ESCAPED = "\\\\*\\[!^_#→↔※•№【<";
export const INLINE = new RegExp([
  `\\\\(?<plain>[${ESCAPED}])`,
  "\\*\\*(?<strong>[^*\\n]+)\\*\\*",
  PICTURE,
  `\\[(?<words>[^\\[\\]\\n]+)\\]\\((?<href>(?:https?://|mailto:)[^()${SPACE}]+)\\)`,
  "\\^\\{(?<sup>[^{}\\n]+)\\}",
  "_\\{(?<sub>[^{}\\n]+)\\}",
  `(?<br>${BREAK})`,
].join("|"), "g");
// What would be read as a mark gets a backslash.
export const MARKED = new RegExp(`\\\\(?=[${ESCAPED}])|\\*(?=\\*)|!?\\[(?=[^\\[\\]]*\\]\\((?:https?:|mailto:|images/))|\\^(?=\\{)|_(?=\\{)`, "g");

// Text that bears elements is markup: the other spelling of a text.
const ELEMENT = /<(p|h[2-4]|table|ul|ol|figure|img|br|div)(?![\p{L}\p{N}_])/iu;
export const isMarkup = (text) => ELEMENT.test(text);

const FIRST = new RegExp(`^[一二三四五六七八九十]{1,3}、${NO_SPACE}`);
const SECOND = new RegExp(`^（[一二三四五六七八九十]{1,3}）${NO_SPACE}`);
const SHORT = 40;
// The order of a line that is a heading by its words, or 0.
export const headingOf = (text) => {
  if ([...text].length > SHORT || text.endsWith("。") || text.endsWith("；")) return 0;
  if (FIRST.test(text)) return 2;
  return SECOND.test(text) ? 3 : 0;
};

export const MOST_CELLS = 100_000;
