import type { JsonObject } from '../../json.ts';
import { boolean, type Check, eitherOf, integer, list, type Problem, rule, textLike } from '../check.ts';
import { conversationFilter, menuOption, optionGroups, options, plainText } from '../composition.ts';
import { limits } from '../limits.ts';
import { actionable, selectable } from './actionable.ts';
import { initialOptionsAreOffered } from './initial-options.ts';

const menu = { ...selectable, 'placeholder?': plainText(limits.menu.placeholder) };
const several = { ...menu, 'max_selected_items?': integer(1) };

const personId = textLike(/^[UW][A-Z0-9]+$/, 'the id of a person');
const channelId = textLike(/^[CG][A-Z0-9]+$/, 'the id of a channel');
const conversationId = textLike(/^[CGDUW][A-Z0-9]+$/, 'the id of a conversation');

const offered = { 'options?': options(menuOption, limits.menu.options), 'option_groups?': optionGroups };
const fetched = { 'min_query_length?': integer(0) };
const conversations = { 'default_to_current_conversation?': boolean, 'filter?': conversationFilter };

const optionsOrGroups = (element: JsonObject, pointer: string): Problem[] => [
  ...eitherOf('options', 'option_groups')(element, pointer),
  ...initialOptionsAreOffered(element, pointer),
];

/** No more is chosen at first than may be. */
const initialFit =
  (field: string, also: (element: JsonObject, pointer: string) => Problem[] = () => []) =>
  (element: JsonObject, pointer: string): Problem[] => {
    const { [field]: initial, max_selected_items: most } = element;
    const isWithin = !Array.isArray(initial) || typeof most !== 'number' || initial.length <= most;
    return [
      ...rule(isWithin, `${pointer}/${field}`, `no more than ${String(most)} items allowed`),
      ...also(element, pointer),
    ];
  };

/** Menus that list what the app gives, or what the workspace has. */
export const menus: Readonly<Record<string, Check>> = {
  static_select: actionable('static_select', { ...menu, ...offered, 'initial_option?': menuOption }, optionsOrGroups),
  multi_static_select: actionable(
    'multi_static_select',
    { ...several, ...offered, 'initial_options?': options(menuOption, limits.menu.options) },
    initialFit('initial_options', optionsOrGroups),
  ),
  external_select: actionable('external_select', { ...menu, ...fetched, 'initial_option?': menuOption }),
  multi_external_select: actionable(
    'multi_external_select',
    { ...several, ...fetched, 'initial_options?': options(menuOption, limits.menu.options) },
    initialFit('initial_options'),
  ),
  users_select: actionable('users_select', { ...menu, 'initial_user?': personId }),
  multi_users_select: actionable(
    'multi_users_select',
    { ...several, 'initial_users?': list(personId, Infinity, 0) },
    initialFit('initial_users'),
  ),
  conversations_select: actionable('conversations_select', {
    ...menu,
    ...conversations,
    'initial_conversation?': conversationId,
    'response_url_enabled?': boolean,
  }),
  multi_conversations_select: actionable(
    'multi_conversations_select',
    { ...several, ...conversations, 'initial_conversations?': list(conversationId) },
    initialFit('initial_conversations'),
  ),
  channels_select: actionable('channels_select', {
    ...menu,
    'initial_channel?': channelId,
    'response_url_enabled?': boolean,
  }),
  multi_channels_select: actionable(
    'multi_channels_select',
    { ...several, 'initial_channels?': list(channelId) },
    initialFit('initial_channels'),
  ),
};
