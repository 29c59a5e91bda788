import { emojiCharacter } from './emoji.js';
import { unescapeText } from './escapes.js';
import { safeUrl } from './safe-url.js';

/** @import { TextNode } from './text-node.js' */
/** @typedef {{ node: TextNode, length: number }} Token */
/** @typedef {Map<string, number>} Unclosed up to where no further emphasis mark of a kind is closed: not looked for twice */

const quoteMark = /^(?:&gt;|>) ?/;
const restQuoteMark = /^(?:(?:&gt;){3}|>>>) ?/;
const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * Reads Slack's mrkdwn.
 * @param {string} text escaped as Slack escapes it
 * @returns {TextNode[]}
 */
export const parseMrkdwn = (text) => {
  /** @type {TextNode[]} */
  const nodes = [];
  let from = 0;
  for (const fence of text.matchAll(/```([\s\S]+?)```/g)) {
    nodes.push(...parseLines(text.slice(from, fence.index).replace(/\n$/, '')));
    nodes.push({ kind: 'preformatted', text: unescapeText(stripLinks(fence[1] ?? '').replace(/^\n|\n$/g, '')) });
    from = fence.index + fence[0].length;
    if (text[from] === '\n') from += 1;
  }
  return [...nodes, ...parseLines(text.slice(from))];
};

/** @param {string} text @returns {TextNode[]} */
const parseLines = (text) => {
  if (text === '') return [];
  const lines = text.split('\n');
  /** @type {TextNode[]} */
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const isQuote = quoteMark.test(lines[at] ?? '');
    const takesRest = restQuoteMark.test(lines[at] ?? '');
    let end = at + 1;
    while (end < lines.length && (takesRest || quoteMark.test(lines[end] ?? '') === isQuote)) end += 1;
    const run = lines.slice(at, end);
    if (takesRest) nodes.push({ kind: 'quote', children: parseInline(run.join('\n').replace(restQuoteMark, '')) });
    else if (isQuote)
      nodes.push({ kind: 'quote', children: parseInline(run.map((line) => line.replace(quoteMark, '')).join('\n')) });
    else nodes.push(...parseInline(run.join('\n')));
    at = end;
  }
  return nodes;
};

/**
 * Reads what stands inside a line.
 * @param {string} text escaped
 * @returns {TextNode[]}
 */
const parseInline = (text) => {
  /** @type {Unclosed} */
  const unclosed = new Map();
  return parseWith(text, (whole, at) => tokenAt(whole, at, unclosed));
};

/**
 * Reads text in which only emoji names count, such as Slack's `plain_text`.
 * @param {string} text escaped
 * @returns {TextNode[]}
 */
export const parsePlainText = (text) => parseWith(text, (whole, at) => breakAt(whole, at) ?? emojiAt(whole, at));

/**
 * @param {string} text
 * @param {(text: string, at: number) => Token | undefined} readToken
 * @returns {TextNode[]}
 */
const parseWith = (text, readToken) => {
  /** @type {TextNode[]} */
  const nodes = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: unescapeText(plain) });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const token = readToken(text, at);
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

/** @param {string} text @param {number} at @param {Unclosed} unclosed @returns {Token | undefined} */
const tokenAt = (text, at, unclosed) => {
  switch (text[at]) {
    case '\n':
      return breakAt(text, at);
    case ':':
      return emojiAt(text, at);
    case '<':
      return bracketAt(text, at);
    case '`':
      return codeAt(text, at);
    case '*':
      return emphasisAt(text, at, 'bold', unclosed);
    case '_':
      return emphasisAt(text, at, 'italic', unclosed);
    case '~':
      return emphasisAt(text, at, 'strike', unclosed);
    case 'h':
      return addressAt(text, at);
    default:
      return undefined;
  }
};

/** @param {RegExp} pattern sticky @param {string} text @param {number} at */
const matchAt = (pattern, text, at) => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** @param {string} text @param {number} at @returns {Token | undefined} */
const breakAt = (text, at) => (text[at] === '\n' ? { node: { kind: 'break' }, length: 1 } : undefined);

/** @param {string} text @param {number} at @returns {Token | undefined} */
export const emojiAt = (text, at) => {
  const match = matchAt(/:([a-z0-9_+-]+):/y, text, at);
  const name = match?.[1];
  return match && name && emojiCharacter(name) ? { node: { kind: 'emoji', name }, length: match[0].length } : undefined;
};

/** @param {string} text @param {number} at @returns {Token | undefined} */
const codeAt = (text, at) => {
  const match = matchAt(/`([^`\n]+)`/y, text, at);
  return match
    ? { node: { kind: 'code', text: unescapeText(stripLinks(match[1] ?? '')) }, length: match[0].length }
    : undefined;
};

/** @param {string} text what stands in code: a link shows as its label @returns {string} */
const stripLinks = (text) =>
  text.replace(/<((?:https?|mailto):[^<>|\n]+)(?:\|([^<>\n]+))?>/g, (_, url, label) => label ?? url);

/** @param {string} text @param {number} at @returns {Token | undefined} */
export const addressAt = (text, at) => {
  if (at > 0 && wordCharacter.test(text[at - 1] ?? '')) return undefined;
  const match = matchAt(/https?:\/\/[^\s<>|"]*[^\s<>|".,;:!?)\]}'*_~`]/y, text, at);
  const url = match && unescapeText(match[0]);
  return match && url && safeUrl(url)
    ? { node: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, length: match[0].length }
    : undefined;
};

/** @param {string} text @param {number} at @param {'bold' | 'italic' | 'strike'} kind @param {Unclosed} unclosed @returns {Token | undefined} */
const emphasisAt = (text, at, kind, unclosed) => {
  const mark = text[at];
  const next = text[at + 1] ?? ' ';
  if ((at > 0 && wordCharacter.test(text[at - 1] ?? '')) || /\s/.test(next) || next === mark) return undefined;
  if (at < (unclosed.get(kind) ?? 0)) return undefined;
  const end = emphasisEnd(text, at);
  if (end === -1) {
    unclosed.set(kind, lineEnd(text, at));
    return undefined;
  }
  return { node: { kind, children: parseInline(text.slice(at + 1, end)) }, length: end + 1 - at };
};

/** @param {string} text @param {number} at */
const lineEnd = (text, at) => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};

/** @param {string} text @param {number} start where the opening mark stands @returns {number} -1 where none closes it */
const emphasisEnd = (text, start) => {
  const mark = text[start];
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at += 1) {
    const skipped = matchAt(/<[^<>\n]+>|`[^`\n]+`/y, text, at);
    if (skipped) at += skipped[0].length - 1;
    else if (text[at] === mark && !/\s/.test(text[at - 1] ?? '') && !wordCharacter.test(text[at + 1] ?? '')) return at;
  }
  return -1;
};

/** @param {string} text @param {number} at @returns {Token | undefined} */
const bracketAt = (text, at) => {
  const match = matchAt(/<([^<>\n]+)>/y, text, at);
  const inside = match?.[1];
  if (!match || !inside) return undefined;
  const [target = '', label] = splitOnce(inside, '|');
  const node = bracketNode(target, label);
  return node && { node, length: match[0].length };
};

/** @param {string} text @param {string} separator @returns {[string, string?]} */
const splitOnce = (text, separator) => {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

/** @param {string} target @param {string} [label] @returns {TextNode | undefined} */
const bracketNode = (target, label) => {
  const text = label === undefined ? {} : { label: unescapeText(label) };
  if (/^@[UW]\w+$/.test(target)) return { kind: 'user', id: target.slice(1), ...text };
  if (/^#[CGD]\w+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...text };
  if (/^!(?:here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!subteam^')) return { kind: 'usergroup', id: target.slice('!subteam^'.length), ...text };
  if (target.startsWith('!date^')) return dateNode(target, label ?? '');
  const url = unescapeText(target);
  return safeUrl(url) ? { kind: 'link', url, children: parsePlainText(label ?? target) } : undefined;
};

/** @param {string} target "!date^seconds^pattern^link" @param {string} fallback @returns {TextNode | undefined} */
const dateNode = (target, fallback) => {
  const [, seconds, pattern, url] = target.split('^');
  const timestamp = Number(seconds);
  if (!seconds || !pattern || !Number.isFinite(timestamp)) return undefined;
  return {
    kind: 'date',
    timestamp,
    pattern: unescapeText(pattern),
    fallback: unescapeText(fallback),
    ...(url ? { url } : {}),
  };
};
