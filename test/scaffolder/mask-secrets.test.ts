import { expect, test } from 'vitest';
import { maskSecrets } from '#callboard/scaffolder/mask-secrets.ts';

test('a secret is masked wherever it stands in an input, and nothing else', () => {
  const input = { token: 'hush', header: 'Bearer hush-hush', list: [{ deep: 'xhushx' }, 1, null], plain: 'quiet' };
  expect(maskSecrets(input, [{ a: 'hush' }, { b: 'hush-hush', none: '' }])).toEqual({
    token: '***',
    header: 'Bearer ***',
    list: [{ deep: 'x***x' }, 1, null],
    plain: 'quiet',
  });
});

test('without secrets an input stays as it is', () => {
  const input = { a: 'b' };
  expect(maskSecrets(input, [{}])).toBe(input);
});
