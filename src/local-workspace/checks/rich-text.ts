import { boolean, byType, type Check, integer, list, number, object, oneOf, text, url } from './check.ts';

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
const long = text(Number.MAX_SAFE_INTEGER, 1);
const styled = (type: string, fields: Record<string, Check>) =>
  object({ type: oneOf(type), 'style?': style, ...fields });

const link = styled('link', { url, 'text?': long, 'unsafe?': boolean });
const plain = styled('text', { text: long });

const inline = byType({
  text: plain,
  link,
  broadcast: styled('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: styled('color', { value: long }),
  channel: styled('channel', { channel_id: long }),
  date: styled('date', { timestamp: number, format: long, 'url?': url, 'fallback?': long }),
  emoji: styled('emoji', { name: long, 'unicode?': long, 'url?': url }),
  team: styled('team', { team_id: long }),
  user: styled('user', { user_id: long }),
  usergroup: styled('usergroup', { usergroup_id: long }),
});

const everyItem = Number.MAX_SAFE_INTEGER;
const section = object({ type: oneOf('rich_text_section'), elements: list(inline, everyItem, 0) });
const border = integer(0, 1);

/** A paragraph, list, quote or code of rich text. */
export const richTextElement = byType({
  rich_text_section: section,
  rich_text_list: object({
    type: oneOf('rich_text_list'),
    elements: list(section, everyItem),
    style: oneOf('bullet', 'ordered'),
    'indent?': integer(0, 8),
    'offset?': integer(0),
    'border?': border,
  }),
  rich_text_quote: object({
    type: oneOf('rich_text_quote'),
    elements: list(inline, everyItem, 0),
    'border?': border,
  }),
  rich_text_preformatted: object({
    type: oneOf('rich_text_preformatted'),
    elements: list(byType({ text: plain, link }), everyItem, 0),
    'border?': border,
    'language?': long,
  }),
});

/** A rich_text block. */
export const richText = byType({
  rich_text: object({
    type: oneOf('rich_text'),
    'block_id?': text(255, 1),
    elements: list(richTextElement, everyItem),
  }),
});
