import { boolean, type Check, integer, object, text, url } from './check.ts';

const longest = 3_000;
const words = text(longest);
/** Its own check looks at them, with the pointers that go with it. */
const blocks: Check = () => [];

/** What an app shows of a link: blocks, or the older fields: https://docs.slack.dev/reference/methods/chat.unfurl */
export const checkAttachment: Check = object({
  'blocks?': blocks,
  'fallback?': words,
  'color?': text(20, 1),
  'hide_color?': boolean,
  'preview?': object({
    'type?': words,
    'title?': (value, pointer) => object({ type: words, text: words, 'emoji?': boolean })(value, pointer),
    'subtitle?': words,
    'icon_url?': url,
  }),
  'title?': words,
  'title_link?': url,
  'text?': words,
  'pretext?': words,
  'author_name?': words,
  'author_link?': url,
  'author_icon?': url,
  'image_url?': url,
  'thumb_url?': url,
  'footer?': text(300),
  'footer_icon?': url,
  'ts?': integer(0),
});
