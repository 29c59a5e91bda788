import { boolean, byType, type Check, integer, list, number, object, oneOf, text, url } from './check.ts';
import { limits } from './limits.ts';

const style = object({
  'bold?': boolean,
  'code?': boolean,
  'italic?': boolean,
  'strike?': boolean,
  'underline?': boolean,
  'highlight?': boolean,
  'client_highlight?': boolean,
  'unlink?': boolean,
});
const some = text(Infinity, 1);
const styled = (type: string, fields: Record<string, Check>) =>
  object({ type: oneOf(type), 'style?': style, ...fields });

const link = styled('link', { url, 'text?': some, 'unsafe?': boolean });
const plain = styled('text', { text: some });

const inline = byType({
  text: plain,
  link,
  broadcast: styled('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: styled('color', { value: some }),
  channel: styled('channel', { channel_id: some }),
  date: styled('date', { timestamp: number, format: some, 'url?': url, 'fallback?': some }),
  emoji: styled('emoji', { name: some, 'unicode?': some, 'url?': url }),
  team: styled('team', { team_id: some }),
  user: styled('user', { user_id: some }),
  usergroup: styled('usergroup', { usergroup_id: some }),
});

const section = object({ type: oneOf('rich_text_section'), elements: list(inline, Infinity, 0) });
const border = integer(0, 1);

const element = byType({
  rich_text_section: section,
  rich_text_list: object({
    type: oneOf('rich_text_list'),
    elements: list(byType({ rich_text_section: section })),
    style: oneOf('bullet', 'ordered'),
    'indent?': integer(0, limits.richTextList.indent),
    'offset?': integer(0),
    'border?': border,
  }),
  rich_text_quote: object({
    type: oneOf('rich_text_quote'),
    elements: list(inline, Infinity, 0),
    'border?': border,
  }),
  rich_text_preformatted: object({
    type: oneOf('rich_text_preformatted'),
    elements: list(byType({ text: plain, link }), Infinity, 0),
    'border?': border,
    'language?': some,
  }),
});

/** Paragraphs, lists, quotes and code, one at least. */
export const richTextElements = list(element);

/** A rich_text block within another block. */
export const richText = byType({
  rich_text: object({
    type: oneOf('rich_text'),
    'block_id?': text(limits.blocks.blockId, 1),
    elements: richTextElements,
  }),
});
