import { element } from '../element.js';
import { plainText, renderLink } from '../text/render-text.js';
import { renderImage } from './image.js';

/** @import { VideoBlock } from '@slack/types' */

/**
 * A video's picture and what is said of it. The page plays none: it asks no other site for anything.
 * @param {VideoBlock} video
 * @returns {HTMLElement}
 */
export const renderVideo = ({ title, title_url: link, video_url: address, ...video }) =>
  element(
    'figure',
    { class: 'block card video' },
    renderImage({ alt_text: video.alt_text, image_url: video.thumbnail_url }, 'card-hero'),
    element(
      'figcaption',
      {},
      element('div', { class: 'card-title' }, renderLink(link ?? address, [document.createTextNode(plainText(title))])),
      element('div', { class: 'card-subtitle' }, [video.author_name, video.provider_name].filter(Boolean).join(', ')),
      video.description && element('div', {}, plainText(video.description)),
    ),
  );
