import { unescapeText } from './escapes.js';
import { addressAt, emojiAt } from './parse-mrkdwn.js';
import { safeUrl } from './safe-url.js';

/** @import { TextNode } from './text-node.js' */
/** @typedef {{ node: TextNode, length: number }} Token */
/** @typedef {{ node: TextNode, lineCount: number }} Part */

const listItem = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * Reads standard Markdown, as far as Slack's `markdown` block shows it. HTML stays text.
 * @param {string} text
 * @returns {TextNode[]}
 */
export const parseMarkdown = (text) => {
  const lines = text.split('\n');
  /** @type {TextNode[]} */
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const rest = lines.slice(at);
    const part =
      readFence(rest) ??
      readHeading(rest) ??
      readRule(rest) ??
      readQuote(rest) ??
      readTable(rest) ??
      readList(rest) ??
      readParagraph(rest);
    nodes.push(part.node);
    at += part.lineCount;
  }
  return nodes;
};

/** @param {string[]} lines @returns {Part | undefined} */
const readFence = (lines) => {
  const mark = /^\s*(```+|~~~+)/.exec(lines[0] ?? '')?.[1];
  if (!mark) return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === mark);
  const body = lines.slice(1, end === -1 ? undefined : end);
  return { node: { kind: 'preformatted', text: body.join('\n') }, lineCount: end === -1 ? lines.length : end + 1 };
};

/** @param {string[]} lines @returns {Part | undefined} */
const readHeading = (lines) => {
  const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[0] ?? '');
  return match
    ? { node: { kind: 'heading', level: match[1]?.length ?? 1, children: parseInline(match[2] ?? '') }, lineCount: 1 }
    : undefined;
};

/** @param {string[]} lines @returns {Part | undefined} */
const readRule = (lines) =>
  /^\s*(?:-\s*){3,}$|^\s*(?:\*\s*){3,}$|^\s*(?:_\s*){3,}$/.test(lines[0] ?? '')
    ? { node: { kind: 'rule' }, lineCount: 1 }
    : undefined;

/** @param {string[]} lines @param {(line: string) => boolean} belongs @returns {string[]} */
const takeWhile = (lines, belongs) => {
  const end = lines.findIndex((line) => !belongs(line));
  return end === -1 ? lines : lines.slice(0, end);
};

/** @param {string[]} lines @returns {Part | undefined} */
const readQuote = (lines) => {
  const quoted = takeWhile(lines, (line) => /^\s*(?:>|&gt;)/.test(line));
  if (quoted.length === 0) return undefined;
  const inner = quoted.map((line) => line.replace(/^\s*(?:>|&gt;) ?/, '')).join('\n');
  return { node: { kind: 'quote', children: parseMarkdown(inner) }, lineCount: quoted.length };
};

/** @param {string} row @returns {TextNode[][]} */
const readCells = (row) =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => parseInline(cell.trim()));

/** @param {string} cell of the rule below a table's head */
const alignment = (cell) => {
  if (/^:.*:$/.test(cell)) return 'center';
  return cell.endsWith(':') ? 'right' : undefined;
};

/** @param {string[]} lines @returns {Part | undefined} */
const readTable = (lines) => {
  const [head = '', rule = ''] = lines;
  if (!head.includes('|') || !tableRule.test(rule)) return undefined;
  const body = takeWhile(lines.slice(2), (line) => line.includes('|'));
  const alignments = rule
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => alignment(cell.trim()));
  return { node: { kind: 'table', rows: [head, ...body].map(readCells), alignments }, lineCount: body.length + 2 };
};

/** @param {string[]} lines @returns {Part | undefined} */
const readList = (lines) => {
  const first = listItem.exec(lines[0] ?? '');
  if (!first) return undefined;
  const taken = takeWhile(lines, (line) => listItem.test(line) || /^\s{2,}\S/.test(line));
  /** @type {{ indent: number, text: string }[]} */
  const items = [];
  for (const line of taken) {
    const match = listItem.exec(line);
    if (match) items.push({ indent: Math.floor((match[1]?.length ?? 0) / 2), text: match[3] ?? '' });
    else items.push({ indent: items.at(-1)?.indent ?? 0, text: `${items.pop()?.text ?? ''} ${line.trim()}` });
  }
  return {
    node: {
      kind: 'list',
      isOrdered: first[2] !== undefined,
      start: Number(first[2] ?? 1),
      items: items.map(({ indent, text }) => ({ indent, children: parseInline(tickBox(text)) })),
    },
    lineCount: taken.length,
  };
};

/** @param {string} text a list item, perhaps of a task list */
const tickBox = (text) => text.replace(/^\[ \]\s/, '☐ ').replace(/^\[[xX]\]\s/, '☑ ');

/** @param {string[]} lines @returns {Part} */
const readParagraph = (lines) => {
  const taken = takeWhile(
    lines,
    (line) => line.trim() !== '' && (line === lines[0] || !/^\s*(?:```|~~~|#{1,6}\s|>|[-*+]\s|\d+[.)]\s)/.test(line)),
  );
  return { node: { kind: 'paragraph', children: parseInline(taken.join('\n')) }, lineCount: Math.max(taken.length, 1) };
};

/** @param {string} text @returns {TextNode[]} */
const parseInline = (text) => {
  /** @type {TextNode[]} */
  const nodes = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: unescapeText(plain) });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const escaped = /^\\([\\`*_{}[\]()#+.!|~<>-])/.exec(text.slice(at, at + 2))?.[1];
    const token = escaped
      ? { node: { kind: /** @type {const} */ ('text'), text: escaped }, length: 2 }
      : tokenAt(text, at);
    if (token) {
      flush();
      nodes.push(token.node);
      at += token.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
};

/** @type {[RegExp, (inner: string, second: string) => TextNode | undefined][]} tried in this order */
const inlineForms = [
  [/\n/y, () => ({ kind: 'break' })],
  [/``([^\n]+?)``|`([^`\n]+)`/y, (inner, second) => ({ kind: 'code', text: unescapeText(inner ?? second) })],
  [
    /!?\[([^\]\n]*)\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+"[^"]*")?\s*\)/y,
    (label, url) => linkNode(url, label),
  ],
  [/<((?:https?:|mailto:)[^<>\s|]+)(?:\|([^<>\n]+))?>/y, (url, label) => linkNode(url, label ?? url)],
  [
    /\*\*(?=\S)([^\n]*?\S)\*\*|__(?=\S)([^\n]*?\S)__/y,
    (inner, second) => ({ kind: 'bold', children: parseInline(inner ?? second) }),
  ],
  [/~~(?=\S)([^\n]*?\S)~~/y, (inner) => ({ kind: 'strike', children: parseInline(inner) })],
  [/\*(?=[^\s*])([^\n*]*?[^\s*])\*/y, (inner) => ({ kind: 'italic', children: parseInline(inner) })],
  [
    /(?<![\p{L}\p{N}])_(?=[^\s_])([^\n]*?[^\s_])_(?![\p{L}\p{N}])/uy,
    (inner) => ({ kind: 'italic', children: parseInline(inner) }),
  ],
];

/** @param {string} url @param {string} label @returns {TextNode | undefined} */
const linkNode = (url, label) => {
  const target = unescapeText(url);
  return safeUrl(target)
    ? { kind: 'link', url: target, children: label === url ? [{ kind: 'text', text: target }] : parseInline(label) }
    : undefined;
};

/** @param {string} text @param {number} at @returns {Token | undefined} */
const tokenAt = (text, at) => {
  for (const [pattern, make] of inlineForms) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && make(match[1] ?? /** @type {any} */ (undefined), match[2] ?? /** @type {any} */ (undefined));
    if (match && node) return { node, length: match[0].length };
  }
  return emojiAt(text, at) ?? (text[at] === 'h' ? addressAt(text, at) : undefined);
};
