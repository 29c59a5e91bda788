import { sentenceOf } from '../api.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { createListbox } from '../listbox.js';
import { plainText } from '../text/render-text.js';
import { optionsOfValue, valueOfOptions } from './chosen-options.js';
import { controlAttributes, optionKey } from './control.js';
import { optionSource } from './option-source.js';

/** @import { MultiSelect, Select } from '@slack/types' */
/** @import { Option } from '../contract.js' */
/** @import { Control } from './control.js' */
/** @import { OptionGroup } from './option-source.js' */

/** How long typing has to pause before the bot is asked for options. */
const typingPauseMs = 120;

/**
 * A select of one or of several options: a combobox that narrows its list, or asks the bot for one, as one types.
 * @param {Select | MultiSelect} select
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderSelect = (select, control) => {
  const isMulti = select.type.startsWith('multi_');
  const limit = 'max_selected_items' in select ? (select.max_selected_items ?? Infinity) : Infinity;
  const source = optionSource(select, control);
  /** @type {Option[]} */
  let chosen = optionsOfValue(control.value, control.names);
  /** @type {Map<string, Option>} */
  let offered = new Map();
  let asked = 0;
  let isDirty = false;
  /** Whether the list shows what an earlier query found. */
  let isWaiting = false;
  let isChosenWhenFound = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  const field = element('input', {
    ...controlAttributes(control),
    class: 'select-input',
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const chips = element('span', { class: 'chips' });
  const box = element('span', { class: `field select ${isMulti ? 'select-multi' : ''}` }, chips, field, icon('down'));
  const listbox = createListbox({
    field,
    anchor: box,
    label: control.label || 'Options',
    onChoose: (key) => choose(offered.get(key)),
  });
  const hint = plainText(select.placeholder) || (source.isRemote ? 'Type to search' : 'Choose an option');

  const draw = () => {
    isDirty = false;
    field.value = isMulti ? '' : plainText(chosen[0]?.text);
    field.placeholder = chosen.length > 0 && isMulti ? '' : hint;
    if (isMulti) chips.replaceChildren(...chosen.map(chip));
  };

  /** @param {Option} option */
  const chip = (option) => {
    const text = plainText(option.text);
    const remove = () => keep(chosen.filter((each) => each !== option));
    return element(
      'span',
      { class: 'chip' },
      text,
      element('button', { type: 'button', 'aria-label': `Remove ${text}`, onclick: remove }, icon('close')),
    );
  };

  /** @param {Option[]} options */
  const keep = async (options) => {
    const before = chosen;
    chosen = options;
    draw();
    control.change(valueOfOptions(select.type, options));
    if (await control.dispatch(valueOfOptions(select.type, options))) return;
    chosen = before;
    control.change(valueOfOptions(select.type, before));
    draw();
  };

  /** @param {Option | undefined} option */
  const choose = (option) => {
    if (!option) return;
    const isChosen = chosen.some((each) => optionKey(each) === optionKey(option));
    // What is still being looked for would open the list again.
    close();
    if (!isMulti) return void keep([option]);
    if (isChosen) void keep(chosen.filter((each) => optionKey(each) !== optionKey(option)));
    else if (chosen.length < limit) void keep([...chosen, option]);
    else draw();
  };

  /** @param {OptionGroup[]} groups */
  const offer = (groups) => {
    offered = new Map(groups.flatMap(({ options }) => options.map((option) => [optionKey(option), option])));
    const rows = groups.flatMap(({ label, options }) => [
      ...(label ? [{ heading: label }] : []),
      ...options.map((option) => ({
        key: optionKey(option),
        content: optionContent(option),
        isSelected: chosen.some((each) => optionKey(each) === optionKey(option)),
      })),
    ]);
    listbox.show(rows, 'No results');
  };

  const ask = async () => {
    const query = isDirty ? field.value : '';
    const turn = (asked += 1);
    if (query.trim().length < source.minimumQueryLength) {
      isWaiting = false;
      const least = source.minimumQueryLength;
      return listbox.show([], `Type at least ${least} ${least === 1 ? 'character' : 'characters'} to search`);
    }
    if (source.isRemote && !listbox.isOpen()) listbox.show([], 'Searching…');
    box.classList.toggle('is-busy', source.isRemote);
    /** @type {OptionGroup[] | string} */
    const found = await source.find(query).catch(sentenceOf);
    if (turn !== asked) return;
    isWaiting = false;
    box.classList.remove('is-busy');
    if (document.activeElement !== field) return;
    if (typeof found === 'string') listbox.show([], found);
    else offer(found);
    if (isChosenWhenFound) listbox.chooseActive();
    isChosenWhenFound = false;
  };

  const close = () => {
    asked += 1;
    isWaiting = false;
    isChosenWhenFound = false;
    clearTimeout(pause);
    box.classList.remove('is-busy');
    listbox.hide();
  };

  field.addEventListener('input', () => {
    isDirty = true;
    clearTimeout(pause);
    isWaiting = source.isRemote;
    isChosenWhenFound = false;
    if (source.isRemote) pause = setTimeout(() => void ask(), typingPauseMs);
    else void ask();
  });
  box.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.target).closest('.chip button, .listbox')) return;
    field.focus();
    if (!isMulti) field.select();
    if (!listbox.isOpen()) void ask();
  });
  field.addEventListener('blur', () => {
    const isCleared = !isMulti && isDirty && field.value.trim() === '' && chosen.length > 0;
    close();
    if (isCleared) void keep([]);
    else draw();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (listbox.isOpen()) listbox.move(event.key === 'ArrowDown' ? 1 : -1);
      else void ask();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isWaiting) isChosenWhenFound = true;
      else if (!listbox.chooseActive()) void ask();
    } else if (event.key === 'Escape' && listbox.isOpen()) {
      // The list closes; the dialog around it stays.
      event.preventDefault();
      event.stopPropagation();
      close();
      draw();
    } else if (event.key === 'Backspace' && isMulti && field.value === '' && chosen.length > 0) {
      void keep(chosen.slice(0, -1));
    } else if (event.key === 'Tab' && isDirty && field.value.trim() !== '' && !isWaiting) {
      listbox.chooseActive();
    }
  });

  draw();
  return element('span', { class: 'select-anchor' }, box, listbox.node);
};

/** @param {Option} option @returns {Node[]} */
const optionContent = (option) => [
  element('span', { class: 'option-text' }, plainText(option.text)),
  ...(option.description ? [element('span', { class: 'option-description' }, plainText(option.description))] : []),
];
