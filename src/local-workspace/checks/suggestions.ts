import { list, object, type Problem, rule } from './check.ts';
import { menuOption, plainText } from './composition.ts';

/** At most 100 options, or groups of them; none at all is an answer too. */
const mostOptions = 100;

const answer = object(
  {
    'options?': list(menuOption, mostOptions, 0),
    'option_groups?': list(object({ label: plainText(75), options: list(menuOption, mostOptions, 0) }), mostOptions, 0),
  },
  (given, pointer) =>
    rule(
      (given['options'] === undefined) !== (given['option_groups'] === undefined),
      pointer,
      'must have exactly one of: options, option_groups',
    ),
);

/** Everything that is wrong with an app's answer to `block_suggestion`. */
export const checkSuggestions = (value: unknown): Problem[] => answer(value, '');
