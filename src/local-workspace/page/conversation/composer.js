import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { createListbox } from '../listbox.js';
import { shortcutMenu } from './shortcut-menu.js';
import { typingAt } from './typing-at.js';
import { watchLinks } from './watch-links.js';

/** @import { Shortcut, SlashCommand } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { ListboxRow } from '../listbox.js' */
/** @import { Typing } from './typing-at.js' */

/**
 * @typedef {object} Composer
 * @property {HTMLElement} node
 * @property {(place: { label: string, names: Names, commands: SlashCommand[], shortcuts?: Shortcut[] }) => void} address
 *   says where it posts; no commands are offered in a thread, and no menu of shortcuts where there are none
 * @property {(text: string) => void} fill puts text in and takes the focus
 * @property {(previews: HTMLElement[]) => void} preview what the app shows of links in what is being typed
 * @property {() => void} focus
 */

/**
 * Where a message is typed. Enter sends, Shift+Enter begins a line; "/" and "@" offer what can follow.
 * @param {object} options
 * @param {(text: string) => Promise<boolean>} options.onSend false where it was refused: the text then stays
 * @param {boolean} [options.isThread]
 * @param {(callbackId: string) => void} [options.onShortcut]
 * @param {(text: string) => void} [options.onLinks] told once a link was typed, and when there is none any more
 * @returns {Composer}
 */
export const createComposer = ({ onSend, isThread = false, onShortcut = () => {}, onLinks = () => {} }) => {
  const field = element('textarea', { class: 'composer-field', rows: 1, 'aria-label': 'Message', autocomplete: 'off' });
  const send = element(
    'button',
    { type: 'button', class: 'composer-send', 'aria-label': 'Send now', title: 'Send now', disabled: true },
    icon('send'),
  );
  const previews = element('div', { class: 'composer-previews', inert: true });
  const box = element('div', { class: 'composer' }, field, previews);
  const links = watchLinks(onLinks);
  const menuPlace = element('span', { class: 'composer-menu' });
  /** @type {Names} */
  let names;
  /** @type {SlashCommand[]} */
  let commands = [];
  /** @type {Typing | null} */
  let typing = null;

  const listbox = createListbox({
    field,
    anchor: box,
    label: 'Suggestions',
    isAbove: true,
    onChoose: (key) => complete(key),
  });

  const changed = () => {
    send.disabled = field.value.trim() === '';
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    links.see(field.value);
  };

  const offer = () => {
    typing = field.selectionStart === field.selectionEnd ? typingAt(field.value, field.selectionStart) : null;
    const rows = typing ? rowsFor(typing, commands, names) : [];
    if (rows.length > 0) listbox.show(rows);
    else listbox.hide();
  };

  /** @param {string} key a command or a handle */
  const complete = (key) => {
    if (!typing) return;
    const rest = field.value.slice(field.selectionStart).replace(/^ /, '');
    const done = `${field.value.slice(0, typing.start)}${key} `;
    field.value = done + rest;
    field.focus();
    field.setSelectionRange(done.length, done.length);
    listbox.hide();
    changed();
  };

  const post = async () => {
    const text = field.value.trim();
    if (text === '' || field.readOnly) return;
    listbox.hide();
    field.readOnly = true;
    const isTaken = await onSend(text);
    field.readOnly = false;
    if (isTaken) field.value = '';
    changed();
  };

  /** @param {string} mark "/" begins the message, "@" goes where the caret is */
  const insert = (mark) => {
    const before = field.value.slice(0, field.selectionStart);
    const text = mark === '@' && before !== '' && !/\s$/.test(before) ? ' @' : mark;
    if (mark === '/') field.value = field.value.startsWith('/') ? field.value : '/';
    else field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
    changed();
    offer();
  };

  field.addEventListener('input', () => (changed(), offer()));
  field.addEventListener('click', offer);
  field.addEventListener('blur', listbox.hide);
  send.addEventListener('click', () => void post());
  field.addEventListener('keydown', (event) => {
    if (listbox.isOpen() && handleListKey(event, listbox)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void post();
    }
  });

  /** @param {'slash' | 'at'} name @param {string} label @param {string} mark */
  const tool = (name, label, mark) =>
    element(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': label,
        title: label,
        onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
        onclick: () => insert(mark),
      },
      icon(name),
    );
  box.append(
    element(
      'div',
      { class: 'composer-tools' },
      menuPlace,
      !isThread && tool('slash', 'Run a command', '/'),
      tool('at', 'Mention someone', '@'),
      element('span', { class: 'composer-hint' }, 'Enter to send, Shift+Enter for a new line'),
      send,
    ),
  );

  return {
    node: element('div', { class: 'composer-place' }, box, listbox.node),
    address: (place) => {
      ({ names, commands } = place);
      const { shortcuts = [] } = place;
      menuPlace.replaceChildren(
        ...(shortcuts.length > 0
          ? [shortcutMenu({ label: 'Shortcuts', mark: 'plus', shortcuts, onChoose: onShortcut })]
          : []),
      );
      field.placeholder = place.label;
      field.setAttribute('aria-label', place.label);
    },
    fill: (text) => {
      field.value = text;
      changed();
      field.focus();
      field.setSelectionRange(text.length, text.length);
    },
    preview: (shown) => previews.replaceChildren(...shown),
    focus: () => field.focus(),
  };
};

/** @param {KeyboardEvent} event @param {import('../listbox.js').Listbox} listbox @returns {boolean} whether it was taken */
const handleListKey = (event, listbox) => {
  if (event.key === 'ArrowDown') listbox.move(1);
  else if (event.key === 'ArrowUp') listbox.move(-1);
  else if (event.key === 'Escape') listbox.hide();
  else if (event.key !== 'Tab' && (event.key !== 'Enter' || event.shiftKey)) return false;
  else if (!listbox.chooseActive()) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
};

/** @param {Typing} typing @param {SlashCommand[]} commands @param {Names} names @returns {ListboxRow[]} */
const rowsFor = (typing, commands, names) =>
  typing.kind === 'command' ? commandRows(typing.query, commands) : mentionRows(typing.query, names);

/** @param {string} query with its slash @param {SlashCommand[]} commands @returns {ListboxRow[]} */
const commandRows = (query, commands) => {
  const found = commands.filter(({ command }) => command.startsWith(query));
  // What is typed in full needs no completion: Enter then sends it.
  if (found.length === 0 || (found.length === 1 && found[0]?.command === query)) return [];
  return [
    { heading: 'Commands' },
    ...found.map(({ command, description, usageHint }) => ({
      key: command,
      content: [
        element(
          'span',
          { class: 'command-name' },
          command,
          usageHint ? element('span', { class: 'command-usage' }, ` ${usageHint}`) : null,
        ),
        element('span', { class: 'option-description' }, description),
      ],
    })),
  ];
};

/** @param {string} query @param {Names} names @returns {ListboxRow[]} */
const mentionRows = (query, names) =>
  names.mentionable
    .filter(({ handle, name }) => handle.toLowerCase().startsWith(query) || name.toLowerCase().startsWith(query))
    .filter(({ handle }, _, all) => all.length > 1 || handle.toLowerCase() !== query)
    .map(({ handle, id, name }) => ({
      key: `@${handle}`,
      content: [
        avatar({ id, name, isBot: id === names.botId }),
        element('strong', {}, name),
        element('span', { class: 'option-description' }, handle === name ? '' : `@${handle}`),
        ...(id === names.botId ? [element('span', { class: 'badge' }, 'App')] : []),
      ],
    }));
