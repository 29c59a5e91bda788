import { plainText } from '../text/render-text.js';
import { plainOption } from './chosen-options.js';

/** @import { MultiSelect, Select } from '@slack/types' */
/** @import { Option, TextObject } from '../contract.js' */
/** @import { Control } from './control.js' */

/** Slack's own least query where the element names none. */
const defaultMinimumQueryLength = 3;

/**
 * @typedef {{ label: string, options: Option[] }} OptionGroup the label is '' for options of no group
 * @typedef {object} OptionSource
 * @property {boolean} isRemote whether the bot is asked
 * @property {number} minimumQueryLength
 * @property {(query: string) => Promise<OptionGroup[]>} find
 */

/** @param {{ label: TextObject, options: Option[] }[]} groups @returns {OptionGroup[]} */
const namedGroups = (groups) => groups.map(({ label, options }) => ({ label: plainText(label), options }));

/** @param {OptionGroup[]} groups @param {string} query @returns {OptionGroup[]} */
const narrow = (groups, query) =>
  groups
    .map(({ label, options }) => ({
      label,
      options: options.filter(({ text }) => plainText(text).toLowerCase().includes(query.trim().toLowerCase())),
    }))
    .filter(({ options }) => options.length > 0);

/**
 * Where a select's options come from: itself, the workspace, or the bot.
 * @param {Select | MultiSelect} select
 * @param {Control} control
 * @returns {OptionSource}
 */
export const optionSource = (select, control) => {
  if (select.type === 'external_select' || select.type === 'multi_external_select') {
    return {
      isRemote: true,
      minimumQueryLength: select.min_query_length ?? defaultMinimumQueryLength,
      find: async (query) => {
        const { options, optionGroups } = await control.suggest(query);
        return optionGroups && optionGroups.length > 0 ? namedGroups(optionGroups) : [{ label: '', options }];
      },
    };
  }
  const groups = localGroups(select, control);
  return { isRemote: false, minimumQueryLength: 0, find: async (query) => narrow(groups, query) };
};

/** @param {Select | MultiSelect} select @param {Control} control @returns {OptionGroup[]} */
const localGroups = (select, { names }) => {
  switch (select.type) {
    case 'static_select':
    case 'multi_static_select':
      return select.option_groups ? namedGroups(select.option_groups) : [{ label: '', options: select.options ?? [] }];
    case 'users_select':
    case 'multi_users_select':
      return [{ label: '', options: names.people.map(({ id, name }) => plainOption(id, name)) }];
    default:
      return [{ label: '', options: names.channels.map(({ id, name }) => plainOption(id, `#${name}`)) }];
  }
};
