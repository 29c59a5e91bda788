import { element } from '../element.js';
import { icon } from '../icons.js';
import { renderLink } from '../text/render-text.js';
import { renderEntityFields } from './entity-fields.js';

/** @import { Details, EntityMetadata } from '../contract.js' */
/** @import { Names } from '../names.js' */

/**
 * The pane with the details of a work object, as the app gives them to this person.
 * @param {object} options
 * @param {() => void} options.onClose
 * @returns {{ node: HTMLElement, wait: () => void, show: (details: Details, names: Names) => void, close: () => void }}
 *   `wait` opens it before the app has given anything
 */
export const createDetailsPane = ({ onClose }) => {
  const body = element('div', { class: 'details-body', tabindex: '0', role: 'region', 'aria-label': 'Details' });
  const close = element(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close details', onclick: onClose },
    icon('close'),
  );
  const node = element(
    'aside',
    { class: 'thread details', 'aria-label': 'Details', hidden: true },
    element('header', { class: 'pane-head' }, element('h2', {}, 'Details'), close),
    body,
  );
  return {
    node,
    wait: () => {
      node.hidden = false;
      body.setAttribute('aria-busy', 'true');
      body.replaceChildren(element('p', { class: 'details-note' }, 'Loading…'));
      close.focus();
    },
    show: (details, names) => {
      body.removeAttribute('aria-busy');
      body.replaceChildren(...content(details, names));
    },
    close: () => {
      node.hidden = true;
    },
  };
};

/** @param {Details} details @param {Names} names @returns {HTMLElement[]} */
const content = (details, names) => {
  if (details.kind === 'shown') return shown(details.entity, names);
  if (details.kind === 'refused') {
    return [
      element('h3', { class: 'details-title' }, details.title ?? 'This can’t be shown'),
      element('p', { class: 'details-note' }, details.message),
    ];
  }
  return [
    element('h3', { class: 'details-title' }, 'Sign in to see this'),
    element(
      'p',
      { class: 'details-note' },
      details.url
        ? renderLink(details.url, [document.createTextNode('Connect your account')])
        : 'Connect your account first.',
    ),
  ];
};

/** @param {EntityMetadata} entity @param {Names} names @returns {HTMLElement[]} */
const shown = (entity, names) => {
  const { title, display_type: type } = entity.entity_payload.attributes;
  const fields = renderEntityFields(entity, names);
  return [
    element('p', { class: 'work-object-type' }, type ?? ''),
    element('h3', { class: 'details-title' }, renderLink(entity.url, [document.createTextNode(title.text)])),
    ...(fields ? [fields] : []),
  ];
};
