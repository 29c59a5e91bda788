/** @import { RichTextBlock } from '../contract.js' */
/** @import { TextNode } from './text-node.js' */

/**
 * A `rich_text` block as a text tree. Its texts are not escaped.
 * @param {RichTextBlock} block
 * @returns {TextNode[]}
 */
export const fromRichText = (block) => block.elements.flatMap(fromPart);

/** @param {RichTextBlock['elements'][number]} part @returns {TextNode[]} */
const fromPart = (part) => {
  switch (part.type) {
    case 'rich_text_section':
      return [{ kind: 'paragraph', children: part.elements.flatMap(fromElement) }];
    case 'rich_text_quote':
      return [{ kind: 'quote', children: part.elements.flatMap(fromElement) }];
    case 'rich_text_preformatted':
      return [
        {
          kind: 'preformatted',
          text: part.elements.map((each) => each.text ?? ('url' in each ? each.url : '')).join(''),
        },
      ];
    case 'rich_text_list':
      return [
        {
          kind: 'list',
          isOrdered: part.style === 'ordered',
          start: 1,
          items: part.elements.map(({ elements }) => ({
            indent: part.indent ?? 0,
            children: elements.flatMap(fromElement),
          })),
        },
      ];
    default:
      return [];
  }
};

/** @param {import('@slack/types').RichTextElement} each @returns {TextNode[]} */
const fromElement = (each) => {
  const style = each.style ?? {};
  /** @type {TextNode[]} */
  let nodes = style.code && each.type === 'text' ? [{ kind: 'code', text: each.text }] : plainNodes(each);
  for (const [isOn, kind] of /** @type {const} */ ([
    [style.bold, 'bold'],
    [style.italic, 'italic'],
    [style.strike, 'strike'],
    [style.underline, 'underline'],
  ])) {
    if (isOn) nodes = [{ kind, children: nodes }];
  }
  return nodes;
};

/** @param {import('@slack/types').RichTextElement} each @returns {TextNode[]} */
const plainNodes = (each) => {
  switch (each.type) {
    case 'text':
      return textWithBreaks(each.text);
    case 'link':
      return [{ kind: 'link', url: each.url, children: [{ kind: 'text', text: each.text ?? each.url }] }];
    case 'user':
      return [{ kind: 'user', id: each.user_id }];
    case 'channel':
      return [{ kind: 'channel', id: each.channel_id }];
    case 'usergroup':
      return [{ kind: 'usergroup', id: each.usergroup_id }];
    case 'broadcast':
      return [{ kind: 'broadcast', range: each.range }];
    case 'emoji':
      return [{ kind: 'emoji', name: each.name, ...(each.unicode ? { unicode: each.unicode } : {}) }];
    case 'date':
      return [
        {
          kind: 'date',
          timestamp: each.timestamp,
          pattern: each.format,
          fallback: each.fallback ?? '',
          ...(each.url ? { url: each.url } : {}),
        },
      ];
    case 'color':
      return [{ kind: 'code', text: each.value }];
    default:
      return [];
  }
};

/** @param {string} text @returns {TextNode[]} */
const textWithBreaks = (text) =>
  text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [/** @type {TextNode} */ ({ kind: 'break' })] : []),
      ...(line ? [/** @type {TextNode} */ ({ kind: 'text', text: line })] : []),
    ]);
