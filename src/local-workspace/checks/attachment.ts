import { checkBlocks } from './blocks.ts';
import { boolean, type Check, integer, list, object, oneOf, text, url, webUrl } from './check.ts';
import { plainText } from './composition.ts';
import { limits } from './limits.ts';

/** What is shown while the link stands in what a person writes. */
const preview = object({
  'type?': text(),
  'title?': plainText(limits.textObject),
  'subtitle?': plainText(limits.textObject),
  'icon_url?': webUrl,
});

/** What an app shows of a link: blocks, or the older fields: https://docs.slack.dev/reference/methods/chat.unfurl */
export const checkAttachment: Check = object({
  'blocks?': (blocks, pointer) => checkBlocks(blocks, 'unfurl', pointer),
  'fallback?': text(),
  'color?': text(),
  'hide_color?': boolean,
  'preview?': preview,
  'title?': text(),
  'title_link?': url,
  'text?': text(),
  'pretext?': text(),
  'fields?': list(object({ title: text(), value: text(), 'short?': boolean })),
  'mrkdwn_in?': list(oneOf('pretext', 'text', 'fields')),
  'author_name?': text(),
  'author_link?': url,
  'author_icon?': webUrl,
  'image_url?': webUrl,
  'thumb_url?': webUrl,
  'footer?': text(limits.attachment.footer),
  'footer_icon?': webUrl,
  'ts?': integer(0),
});
