import { byType, type Check, integer, list, oneOf, secureUrl, text, webUrl } from '../check.ts';
import { anyText, picture, pictureSource, plainText } from '../composition.ts';
import { imageElement } from '../elements/elements.ts';
import { limits } from '../limits.ts';
import { richTextElements } from '../rich-text.ts';
import { block } from './block.ts';

const contextText = anyText(limits.textObject);

/** Blocks that only show something. */
export const textBlocks: Readonly<Record<string, Check>> = {
  header: block('header', { text: plainText(limits.header.text), 'level?': integer(1, limits.header.level) }),
  divider: block('divider', {}),
  context: block('context', {
    elements: list(
      byType({ image: imageElement, plain_text: contextText, mrkdwn: contextText }),
      limits.context.elements,
    ),
  }),
  image: block('image', { ...picture, 'title?': plainText(limits.image.title) }, pictureSource),
  rich_text: block('rich_text', { elements: richTextElements }),
  markdown: block('markdown', { text: text(limits.markdown.characters, 1) }),
  alert: block('alert', {
    text: anyText(limits.alert.text),
    'level?': oneOf('default', 'info', 'warning', 'error', 'success'),
  }),
  file: block('file', { external_id: text(Infinity, 1), source: oneOf('remote') }),
  video: block('video', {
    alt_text: text(Infinity, 1),
    title: plainText(limits.video.title),
    thumbnail_url: webUrl,
    video_url: secureUrl,
    'title_url?': secureUrl,
    'description?': plainText(limits.video.description),
    'author_name?': text(limits.video.authorName),
    'provider_name?': text(),
    'provider_icon_url?': webUrl,
  }),
};
