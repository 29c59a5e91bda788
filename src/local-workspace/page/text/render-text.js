import { element } from '../element.js';
import { formatDate, fullTime } from '../times.js';
import { emojiCharacter } from './emoji.js';
import { fromRichText } from './from-rich-text.js';
import { parseMarkdown } from './parse-markdown.js';
import { parseMrkdwn, parsePlainText } from './parse-mrkdwn.js';
import { safeUrl } from './safe-url.js';

/** @import { Names } from '../names.js' */
/** @import { RichTextBlock, TextObject } from '../contract.js' */
/** @import { TextNode } from './text-node.js' */

const maximumIndent = 5;

/** @type {{ bold: 'strong', italic: 'em', strike: 's', underline: 'u', quote: 'blockquote', paragraph: 'p' }} */
const tags = { bold: 'strong', italic: 'em', strike: 's', underline: 'u', quote: 'blockquote', paragraph: 'p' };

/** @param {string} text Slack mrkdwn @param {Names} names @returns {Node[]} */
export const renderMrkdwn = (text, names) => renderNodes(parseMrkdwn(text), names);

/** @param {string} text Markdown @param {Names} names @returns {Node[]} */
export const renderMarkdown = (text, names) => renderNodes(parseMarkdown(text), names);

/** @param {RichTextBlock} block @param {Names} names @returns {Node[]} */
export const renderRichText = (block, names) => renderNodes(fromRichText(block), names);

/**
 * Draws a text object: mrkdwn formatted, plain text as it stands.
 * @param {TextObject} object
 * @param {Names} names
 * @returns {Node[]}
 */
export const renderTextObject = (object, names) =>
  object.type === 'mrkdwn' ? renderMrkdwn(object.text, names) : renderNodes(parsePlainText(object.text), names);

/**
 * What a text object or a plain string says, for a label or an attribute that takes no markup.
 * @param {TextObject | string | undefined} text
 * @returns {string} '' for none
 */
export const plainText = (text) =>
  parsePlainText(typeof text === 'string' ? text : (text?.text ?? ''))
    .map((node) => {
      if (node.kind === 'text') return node.text;
      return node.kind === 'emoji' ? emojiCharacter(node.name) : ' ';
    })
    .join('');

/**
 * Draws a text tree. A link to anything but http, https and mailto is drawn as text.
 * @param {TextNode[]} nodes
 * @param {Names} names
 * @returns {Node[]}
 */
const renderNodes = (nodes, names) => nodes.map((node) => renderNode(node, names));

/** @param {TextNode} node @param {Names} names @returns {Node} */
const renderNode = (node, names) => {
  switch (node.kind) {
    case 'text':
      return document.createTextNode(node.text);
    case 'break':
      return element('br');
    case 'rule':
      return element('hr');
    case 'code':
      return element('code', {}, node.text);
    case 'preformatted':
      return element('pre', { tabindex: '0' }, node.text);
    case 'heading':
      return element(
        'p',
        { class: `heading heading-${node.level}`, role: 'heading', 'aria-level': Math.min(node.level + 2, 6) },
        ...renderNodes(node.children, names),
      );
    case 'link':
      return renderLink(node.url, renderNodes(node.children, names));
    case 'user':
      return renderPerson(node.id, node.label, names);
    case 'channel':
      return element('span', { class: 'mention' }, `#${names.channel(node.id) ?? node.label ?? node.id}`);
    case 'usergroup':
      return element('span', { class: 'mention' }, `@${node.label?.replace(/^@/, '') ?? node.id}`);
    case 'broadcast':
      return element('span', { class: 'mention mention-self' }, `@${node.range}`);
    case 'emoji':
      return renderEmoji(node.name, node.unicode);
    case 'date':
      return renderDate(node);
    case 'list':
      return renderList(node, names);
    case 'table':
      return renderTable(
        node.rows.map((row) => row.map((cell) => renderNodes(cell, names))),
        node.alignments,
      );
    default:
      return element(tags[node.kind], {}, ...renderNodes(node.children, names));
  }
};

/**
 * A link that opens in a new tab and tells it nothing of this page.
 * @param {string} url
 * @param {Node[]} children
 * @returns {Node} the children alone where the address is not a safe one
 */
export const renderLink = (url, children) => {
  const href = safeUrl(url);
  return href
    ? element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children)
    : element('span', {}, ...children);
};

/** @param {string} id @param {string | undefined} label @param {Names} names */
const renderPerson = (id, label, names) => {
  const name = names.person(id) === id ? (label ?? id) : names.person(id);
  return element('span', { class: id === names.selfId ? 'mention mention-self' : 'mention' }, `@${name}`);
};

/**
 * @param {string} name without colons
 * @param {string} [unicode] hexadecimal code points joined by "-", as rich text gives them
 * @returns {Node} the name as it was written where nothing is known of it
 */
export const renderEmoji = (name, unicode) => {
  const character = emojiCharacter(name) ?? fromCodePoints(unicode);
  if (!character) return document.createTextNode(`:${name}:`);
  return element(
    'span',
    { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:` },
    character,
  );
};

/** @param {string | undefined} unicode @returns {string | undefined} */
const fromCodePoints = (unicode) =>
  unicode && /^[0-9a-f]{1,5}(?:-[0-9a-f]{1,5})*$/i.test(unicode)
    ? String.fromCodePoint(...unicode.split('-').map((point) => Number.parseInt(point, 16)))
    : undefined;

/** @param {Extract<TextNode, { kind: 'date' }>} node */
const renderDate = ({ timestamp, pattern, fallback, url }) => {
  const moment = new Date(timestamp * 1000);
  if (Number.isNaN(moment.getTime())) return document.createTextNode(fallback);
  const time = element(
    'time',
    { datetime: moment.toISOString(), title: fullTime(moment) },
    formatDate(timestamp, pattern, new Date()),
  );
  return url ? renderLink(url, [time]) : time;
};

/** @param {Extract<TextNode, { kind: 'list' }>} node @param {Names} names */
const renderList = ({ isOrdered, start, items }, names) =>
  element(
    isOrdered ? 'ol' : 'ul',
    isOrdered && start !== 1 ? { start } : {},
    ...items.map(({ indent, children }) =>
      element('li', { class: `indent-${Math.min(indent, maximumIndent)}` }, ...renderNodes(children, names)),
    ),
  );

/**
 * A table whose first row is its head; it scrolls sideways where it is wider than its place.
 * @param {Node[][][]} rows of cells
 * @param {(string | undefined)[]} alignments by column: 'left', 'center', 'right'
 * @returns {HTMLElement}
 */
export const renderTable = (rows, alignments) => {
  const [head = [], ...body] = rows;
  /** @param {'th' | 'td'} tag */
  const cells = (tag) => (/** @type {Node[]} */ content, /** @type {number} */ column) =>
    element(tag, { class: `align-${alignments[column] ?? 'left'}`, scope: tag === 'th' ? 'col' : null }, ...content);
  return element(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map(cells('th')))),
      element('tbody', {}, ...body.map((row) => element('tr', {}, ...row.map(cells('td'))))),
    ),
  );
};
