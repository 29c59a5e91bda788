import { expect, test } from 'vitest';
import { createMask, maskObject } from '#callboard/scaffolder/mask-secrets.ts';

test('a secret is masked wherever it stands in an object, and nothing else', () => {
  const input = { token: 'hush', header: 'Bearer hush-hush', list: [{ deep: 'xhushx' }, 1, null], plain: 'quiet' };
  expect(maskObject(input, createMask({ a: 'hush', b: { c: ['hush-hush'] }, none: '' }))).toEqual({
    token: '***',
    header: 'Bearer ***',
    list: [{ deep: 'x***x' }, 1, null],
    plain: 'quiet',
  });
});

test.each([
  ['a URL', 'https://x/?t=p%40ss%20word'],
  ['base64', 'Basic cEBzcyB3b3Jk'],
])('a secret is masked as %s writes it', (_way, text) => {
  expect(createMask({ password: 'p@ss word' })(text)).toContain('***');
});

test('a secret is masked as JSON writes it', () => {
  const password = 'with "quotes"';
  expect(createMask({ password })(JSON.stringify({ password }))).toBe('{"password":"***"}');
});

test('each line of a secret of several lines is masked', () => {
  const mask = createMask({ key: '-----BEGIN KEY-----\nabcdef\n-----END KEY-----' });
  expect(mask('it read abcdef')).toBe('it read ***');
});

test('a secret of less than four characters hides nothing, since it would stand in every text', () => {
  expect(createMask({ pin: 'a' })('a banana')).toBe('a banana');
});
