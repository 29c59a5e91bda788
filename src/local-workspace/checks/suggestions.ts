import { eitherOf, list, object, type Problem } from './check.ts';
import { menuOption, plainText } from './composition.ts';
import { limits } from './limits.ts';

const { options, optionGroups } = limits.suggestions;
const group = object({ label: plainText(limits.optionGroup.label), options: list(menuOption, options, 0) });

/** Options, or groups of them; none at all is an answer too. */
const answer = object(
  { 'options?': list(menuOption, options, 0), 'option_groups?': list(group, optionGroups, 0) },
  eitherOf('options', 'option_groups'),
);

/** Everything that is wrong with an app's answer to `block_suggestion`. */
export const checkSuggestions = (value: unknown): Problem[] => answer(value, '');
