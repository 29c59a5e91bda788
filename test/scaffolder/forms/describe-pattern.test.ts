import { expect, test } from 'vitest';
import { describePattern } from '#callboard/scaffolder/forms/describe-pattern.ts';

test.each([
  ['^[a-z]+$', 'may have only lower case letters'],
  ['^[0-9]*$', 'may have only digits'],
  ['^\\d+$', 'may have only digits'],
  ['^[a-zA-Z0-9_-]*$', 'may have only letters, digits, hyphens and underscores'],
  ['^[\\w.\\-/ ]+$', 'may have only letters, digits, hyphens, underscores, dots, slashes and spaces'],
  ['^[a-z][a-zA-Z]*$', 'may have only letters, and begins with a lower case letter'],
  ['^([a-z][a-z0-9]*)$', 'may have only lower case letters and digits, and begins with a lower case letter'],
  [
    '^[a-z0-9-]*[a-z0-9]$',
    'may have only lower case letters, digits and hyphens, and ends with a lower case letter or a digit',
  ],
  [
    '^[a-z][a-z-]*[0-9]$',
    'may have only lower case letters, digits and hyphens, and begins with a lower case letter and ends with a digit',
  ],
  ['^[a-z0-9]+(?:-[a-z0-9]+)*$', 'may have only lower case letters and digits, with single hyphens between them'],
  [
    '^([a-zA-Z][a-zA-Z0-9]*)(-[a-zA-Z0-9]+)*$',
    'may have only letters and digits, with single hyphens between them, and begins with a letter',
  ],
  [
    '^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$',
    'may have only letters, digits, hyphens, underscores and dots, and begins with a letter or a digit and ends with a letter or a digit',
  ],
])('%s in words', (pattern, words) => {
  expect(describePattern(pattern)).toBe(words);
});

test.each([
  '[a-z]+',
  '^[^a]+$',
  '^[+-_]+$',
  '^a[0-9]+$',
  '^[a-z]{2,4}$',
  '^[a-f]+$',
  '^(a|b)$',
  '^[a-z]?(-[a-z]+)*$',
  '^[a-z](-[a-f]+)*$',
  '^[a-z]$',
  '^$',
  '',
])('%s is not put in words', (pattern) => {
  expect(describePattern(pattern)).toBeUndefined();
});
