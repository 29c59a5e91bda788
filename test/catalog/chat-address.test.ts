import { describe, expect, test } from 'vitest';
import { readChatTarget, refuseCredentials } from '#callboard/catalog/chat-address.ts';
import { Refusal } from '#callboard/core/refusal.ts';

const usual = ['catalog-info.yaml'];

describe('an address from chat', () => {
  test.each([
    ['https://github.com/acme/orders', 'https://github.com/acme/orders', usual],
    ['https://github.com/acme/orders/?tab=readme#top', 'https://github.com/acme/orders', usual],
    ['github.com/acme/orders', 'https://github.com/acme/orders', usual],
    ['<https://github.com/acme/orders|github.com/acme/orders>', 'https://github.com/acme/orders', usual],
    ['<https://github.com/acme/orders>', 'https://github.com/acme/orders', usual],
    ['git@github.com:acme/orders.git', 'git@github.com:acme/orders.git', usual],
    ['<mailto:git@github.com|git@github.com>:acme/orders.git', 'git@github.com:acme/orders.git', usual],
    ['ssh://git@git.acme.example:2222/orders.git', 'ssh://git@git.acme.example:2222/orders.git', usual],
    ['https://github.com/acme/orders/blob/HEAD/docs/a.yaml', 'https://github.com/acme/orders.git', ['docs/a.yaml']],
  ])('%s names a repository', (text, url, paths) => {
    expect(readChatTarget(text)).toEqual({ kind: 'git', url, paths });
  });

  test('names the branch of the page of a file', () => {
    expect(readChatTarget('https://gitlab.com/a/b/c/-/blob/next/x.yaml')).toMatchObject({ branch: 'next' });
  });

  test.each([
    'file:///etc',
    '/etc/passwd',
    '../catalog.yaml',
    'catalog/a.yaml',
    './orders.git',
    'orders.git',
    '/srv/orders.git',
    'git://host/a/b',
    'ext::sh -c id',
    'payments',
    '',
  ])('that is %j names nothing', (text) => {
    expect(() => readChatTarget(text)).toThrow('That is not the address of a repository, or of a file in one.');
  });

  test.each(['..%2f..%2f**', '%2Fetc%2Fpasswd', '%7Ba,b%7D', '***'])('leads to no file %s', (path) => {
    expect(() => readChatTarget(`https://github.com/acme/orders/blob/main/${path}`)).toThrow('That is the address of');
  });

  test.each([
    'https://ada:s3cret@github.com/acme/orders',
    'https://s3cret@github.com/acme/orders',
    '<https://s3cret@github.com/acme/orders|orders>',
    'ssh://git:s3cret@github.com/acme/orders',
    'ada:s3cret@github.com/acme/orders',
    's3cret@github.com/acme/orders',
    '<mailto:s3cret@github.com|s3cret@github.com>/acme/orders',
  ])('with credentials is refused and not repeated: %s', (text) => {
    const refusal = caught(() => readChatTarget(text));
    expect(refusal.code).toBe('credentials-in-address');
    expect(`${refusal.message} ${refusal.hint}`).not.toContain('s3cret');
  });

  test.each(['payments', 'git@github.com:acme/orders.git', 'ssh://git@github.com/acme/orders', '<@U01ADA0001>'])(
    'has no credentials in %s',
    (text) => {
      expect(() => refuseCredentials(text)).not.toThrow();
    },
  );
});

function caught(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
