import { describe, expect, it } from 'vitest';
import { checkUrl, withoutUserInfo } from '#callboard/git/check-url.ts';

describe('a URL for git', () => {
  it.each([
    'https://github.com/acme/payments.git',
    'http://127.0.0.1:3000/git/a/b.git',
    'file:///srv/git/payments.git',
    'ssh://git@github.com/acme/payments.git',
    'git@github.com:acme/payments.git',
    '/srv/git/payments.git',
  ])('may be %s', (url) => {
    expect(() => checkUrl(url)).not.toThrow();
  });

  it.each(['-u./run', '--upload-pack=touch x', 'ext::sh -c id', 'a@b::x', 'git://example.com/x', 'ftp://x/y', 'x', ''])(
    'may not be "%s"',
    (url) => {
      expect(() => checkUrl(url)).toThrow(expect.objectContaining({ code: 'git-url-refused' }));
    },
  );

  it.each(['https://ghp_secret@github.com/a/b', 'https://me:ghp_secret@github.com/a/b', 'ssh://git:ghp_secret@host/a'])(
    'may hold no credentials, and those of %s are not repeated',
    (url) => {
      const message = /^(?!.*ghp_secret).*credentials in it/;
      expect(() => checkUrl(url)).toThrow(message);
    },
  );

  it('is shown without user and password', () => {
    expect(withoutUserInfo('https://me:secret@github.com/a/b')).toBe('https://github.com/a/b');
    expect(withoutUserInfo('git@github.com:a/b')).toBe('git@github.com:a/b');
  });
});
