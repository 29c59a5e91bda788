import { isDeepStrictEqual } from 'node:util';

import { isObject, type JsonObject, objectsAt } from '../../json.ts';
import { type Problem, rule } from '../check.ts';

/** What is chosen at first must be, field for field, among what is offered. */
export const initialOptionsAreOffered = (element: JsonObject, pointer: string): Problem[] => {
  const offered = [
    ...objectsAt(element, 'options'),
    ...objectsAt(element, 'option_groups').flatMap((group) => objectsAt(group, 'options')),
  ];
  const isOffered = (option: unknown) => offered.some((each) => isDeepStrictEqual(each, option));
  const one = element['initial_option'];
  return [
    ...rule(!isObject(one) || isOffered(one), `${pointer}/initial_option`, 'must be one of the provided options'),
    ...rule(
      objectsAt(element, 'initial_options').every(isOffered),
      `${pointer}/initial_options`,
      'must be one of the provided options',
    ),
  ];
};
