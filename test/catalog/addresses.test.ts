import { describe, expect, test } from 'vitest';
import { readAddress } from '#callboard/catalog/addresses.ts';
import { buildDirectory, buildStored } from './entity-builder.ts';

describe('an address', () => {
  test.each([
    ['https://github.com/Acme/Payments', 'github.com/acme/payments'],
    ['http://www.github.com/acme/payments/', 'github.com/acme/payments'],
    ['https://ada:secret@github.com/acme/payments.git', 'github.com/acme/payments'],
    ['git@github.com:acme/payments.git', 'github.com/acme/payments'],
    ['ssh://git@github.com/acme/payments.git', 'github.com/acme/payments'],
    ['github.com/acme/payments?tab=readme#top', 'github.com/acme/payments'],
    ['<https://github.com/acme/payments|the payments repo>', 'github.com/acme/payments'],
    ['<https://github.com/acme/payments>', 'github.com/acme/payments'],
    ['https://gitlab.com/acme/mono/-/blob/main/pay/a.ts', 'gitlab.com/acme/mono/tree/main/pay/a.ts'],
    ['http://localhost:3000/git/callboard/orders', 'localhost:3000/git/callboard/orders'],
  ])('%s reads as %s', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });

  test.each(['payments', 'component:default/payments', 'legacy/payments', 'ada.moreno', 'mailto:a@b.example', 'dir:.'])(
    'is none: %s',
    (text) => {
      expect(readAddress(text)).toBeUndefined();
    },
  );
});

describe('what an address leads to', () => {
  const directory = buildDirectory([
    {
      name: 'payments',
      metadata: {
        annotations: { 'github.com/project-slug': 'acme/payments' },
        links: [{ url: 'https://runbooks.acme.example/payments' }, { url: 'https://docs.acme.example/guides/all' }],
      },
    },
    { name: 'front', metadata: { annotations: { 'github.com/project-slug': 'acme/mono' } } },
    {
      name: 'back',
      metadata: { annotations: { 'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/back/' } },
    },
    { name: 'mail', metadata: { annotations: { 'gitlab.com/project-slug': 'acme/mail' } } },
  ]);
  const resolved = (text: string) => {
    const resolution = directory.resolve(text, {});
    return resolution.kind === 'one' ? resolution.entry.ref : resolution.kind;
  };

  test.each([
    ['https://github.com/acme/payments', 'payments'],
    ['<https://github.com/acme/payments|that one>', 'payments'],
    ['git@github.com:acme/payments.git', 'payments'],
    ['acme/payments', 'payments'],
    ['https://github.com/acme/payments/pull/12', 'payments'],
    ['https://github.com/acme/payments/blob/main/src/index.ts', 'payments'],
    ['https://runbooks.acme.example/payments', 'payments'],
    ['https://github.com/acme/mono', 'front'],
    ['https://github.com/acme/mono/blob/main/back/src/index.ts', 'back'],
    ['https://gitlab.com/acme/mail/-/issues/3', 'mail'],
  ])('%s leads to %s', (text, name) => {
    expect(resolved(text)).toBe(`component:default/${name}`);
  });

  test('the page of a link is not the way to all that lies below it', () => {
    expect(resolved('https://docs.acme.example/guides/all/other')).toBe('none');
  });

  test('of a repository that is not in the catalog nothing is taken for it, and what has its name is offered', () => {
    expect(directory.resolve('https://github.com/elsewhere/payments', {})).toMatchObject({
      kind: 'none',
      nearest: [{ ref: 'component:default/payments' }],
    });
    expect(directory.resolve('https://github.com/acme/spaceship', {})).toEqual({ kind: 'none', nearest: [] });
  });

  test('the repository of a source leads to what its files describe', () => {
    const changing = buildDirectory([]);
    const stored = buildStored({ name: 'orders' });
    const origin = { ...stored.origin, sourceId: 'git:https://git.acme.example/shop/orders.git#catalog-info.yaml' };
    changing.apply({ revision: 2, written: [{ ...stored, origin }], removed: [] });
    const resolution = changing.resolve('https://git.acme.example/shop/orders', {});
    expect(resolution).toMatchObject({ kind: 'one', entry: { ref: 'component:default/orders' } });
  });
});
