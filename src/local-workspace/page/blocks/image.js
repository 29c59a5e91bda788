import { element } from '../element.js';
import { renderLink } from '../text/render-text.js';
import { safeUrl } from '../text/safe-url.js';

/**
 * A picture; where it can't be shown, its description and a link to it.
 * @param {{ alt_text: string, image_url?: string, slack_file?: { url?: string, id?: string } }} image
 * @param {string} className
 * @returns {HTMLElement}
 */
export const renderImage = ({ alt_text: alt, image_url: direct, slack_file: file }, className) => {
  const uploaded = file?.id && new URL(`/workspace/files/${encodeURIComponent(file.id)}`, location.href).href;
  const src = safeUrl(direct ?? file?.url ?? uploaded ?? '');
  const fallback = element(
    'span',
    { class: 'image-missing' },
    alt,
    src ? renderLink(src, [document.createTextNode(' Open the picture')]) : null,
  );
  if (!src) return fallback;
  const picture = element('img', { class: className, src, alt, onerror: () => picture.replaceWith(fallback) });
  return picture;
};
