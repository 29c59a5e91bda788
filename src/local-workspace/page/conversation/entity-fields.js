import { element } from '../element.js';
import { renderImage } from '../blocks/image.js';
import { renderLink, renderMrkdwn, renderMarkdown } from '../text/render-text.js';
import { formatDate } from '../times.js';

/** @import { EntityArrayItemField, EntityCustomField, EntityTypedField } from '@slack/types' */
/** @import { EntityMetadata } from '../contract.js' */
/** @import { Names } from '../names.js' */

/** @typedef {EntityTypedField | EntityCustomField | EntityArrayItemField} Field */

/** @param {string} key `date_created` @returns {string} "Date created" */
const labelOf = (key) => {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * A work object's fields, in the order that the app asks for.
 * @param {EntityMetadata} entity
 * @param {Names} names
 * @param {number} [most] how many are shown
 * @returns {HTMLElement | null} null where it has none
 */
export const renderEntityFields = ({ entity_payload: payload }, names, most = Infinity) => {
  const named = Object.entries(payload.fields ?? {}).map(([key, field]) => ({
    key,
    label: field.label ?? labelOf(key),
    field,
  }));
  const custom = (payload.custom_fields ?? []).map((field) => ({ key: field.key, label: field.label, field }));
  const order = payload.display_order ?? [];
  /** @param {string} key */
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const all = [...named, ...custom].toSorted((one, other) => rank(one.key) - rank(other.key)).slice(0, most);
  return all.length === 0
    ? null
    : element(
        'dl',
        { class: 'entity-fields' },
        ...all.map(({ label, field }) =>
          element(
            'div',
            { class: 'entity-field' },
            element('dt', {}, label),
            element('dd', { class: 'rich' }, ...valueOf(/** @type {Field} */ (field), names)),
          ),
        ),
      );
};

/** @param {Field} field @param {Names} names @returns {Node[]} */
const valueOf = (field, names) => {
  const { user, entity_ref: entity, image_url: image, value } = field;
  if (user) return [document.createTextNode('user_id' in user ? names.person(user.user_id) : user.text)];
  if (entity) return [renderLink(entity.entity_url, [document.createTextNode(entity.title)])];
  if (image) return [renderImage({ alt_text: field.alt_text ?? '', image_url: image }, 'block-image')];
  if (Array.isArray(value))
    return value.flatMap((item, index) => [...(index ? [text(', ')] : []), ...valueOf(item, names)]);
  return simpleValue(field, value ?? '', names);
};

/** @param {string} value */
const text = (value) => document.createTextNode(value);

/** @param {Field} field @param {string | number} value @param {Names} names @returns {Node[]} */
const simpleValue = (field, value, names) => {
  if (field.type === 'slack#/types/timestamp' || (typeof value === 'number' && field.type === undefined)) {
    return [text(formatDate(Number(value), '{date_short_pretty} at {time}', new Date()))];
  }
  if (field.type === 'slack#/types/channel_id') return [text(`#${names.channel(String(value)) ?? value}`)];
  if (field.type === 'slack#/types/link') return [renderLink(String(value), [text(String(value))])];
  if (field.type === 'slack#/types/email') return [renderLink(`mailto:${value}`, [text(String(value))])];
  if (field.link) return [renderLink(field.link, [text(String(value))])];
  if (field.tag_color) return [element('span', { class: `tag tag-${field.tag_color}` }, String(value))];
  if (field.format === 'markdown') return renderMarkdown(String(value), names);
  return field.format === 'mrkdwn' ? renderMrkdwn(String(value), names) : [text(String(value))];
};
