import { describe, expect, test } from 'vitest';
import { type Lookup, requirePublicHost } from '#callboard/core/http/public-host.ts';

const at =
  (...addresses: readonly string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }));
const nobody = new Set<string>();

describe('a host that is merely named', () => {
  test('on the public internet is to be asked at the addresses that were found', async () => {
    expect(await requirePublicHost('https://git.example/a.git', nobody, at('203.0.113.7', '2001:db8::7'))).toEqual({
      hostname: 'git.example',
      port: '443',
      addresses: ['203.0.113.7', '2001:db8::7'],
    });
  });

  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
  ])('at %s is refused, whatever it is called', async (address) => {
    await expect(requirePublicHost('https://git.example/a', nobody, at('203.0.113.7', address))).rejects.toMatchObject({
      code: 'private-address',
      hint: expect.stringContaining('catalog.allowedHosts'),
    });
  });

  test.each([
    'http://127.0.0.1:3000/a',
    'http://[::1]/a',
    'http://2130706433/a',
    'http://0x7f.1/a',
    'http://localhost/a',
    'ssh://git@localhost/a',
    'git@127.0.0.1:a/b.git',
  ])('as %s is refused', async (url) => {
    await expect(requirePublicHost(url, nobody)).rejects.toMatchObject({ code: 'private-address' });
  });

  test.each(['git.internal:3000', 'git.internal'])('that is allowed as %s is asked wherever it is', async (allowed) => {
    const checked = await requirePublicHost('http://git.internal:3000/a', new Set([allowed]), at('10.0.0.1'));
    expect(checked).toEqual({ hostname: 'git.internal', port: '3000', addresses: undefined });
  });

  test('is not allowed by another port of it', async () => {
    const asked = requirePublicHost('http://git.internal:22/a', new Set(['git.internal:3000']), at('10.0.0.1'));
    await expect(asked).rejects.toMatchObject({ code: 'private-address' });
  });

  test('that nobody knows is refused', async () => {
    const find = () => Promise.reject(new Error('ENOTFOUND'));
    await expect(requirePublicHost('https://nowhere.example/a', nobody, find)).rejects.toMatchObject({
      code: 'host-unknown',
    });
  });

  test.each(['file:///etc/passwd', '/etc/passwd', 'ftp://git.example/a', 'data:text/plain,a'])(
    'is not what %s is',
    async (url) => {
      await expect(requirePublicHost(url, nobody)).rejects.toMatchObject({ code: 'not-an-address' });
    },
  );
});
