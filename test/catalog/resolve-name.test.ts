import { describe, expect, test } from 'vitest';
import { buildDirectory } from './entity-builder.ts';

const directory = buildDirectory([
  { name: 'payments', metadata: { title: 'Payments' } },
  { name: 'payments-worker' },
  { name: 'checkout-web', metadata: { title: 'Checkout pages' } },
  { name: 'ledger' },
  { name: 'ledger-2' },
  { name: 'PaymentGateway' },
  { name: 'shared' },
  { kind: 'API', name: 'payments-api' },
  { kind: 'API', name: 'shared' },
  { kind: 'Resource', name: 'billing-db', metadata: { tags: ['kafka'] } },
  { kind: 'Group', name: 'team-a' },
  { kind: 'Group', name: 'team-checkout', spec: { profile: { displayName: 'Checkout team' } } },
  { kind: 'System', name: 'payments', metadata: { namespace: 'legacy' } },
  { kind: 'Resource', name: 'order-events', spec: { type: 'kafka-topic' } },
  { kind: 'User', name: 'ada', metadata: { annotations: { 'slack.com/user-id': 'U01', 'discord.com/user-id': '42' } } },
]);

function resolved(text: string, kinds?: readonly string[]): string | readonly string[] | undefined {
  const resolution = directory.resolve(text, kinds ? { kinds } : {});
  if (resolution.kind === 'one') return resolution.entry.ref;
  return resolution.kind === 'several' ? resolution.entries.map(({ ref }) => ref) : undefined;
}

describe('a name', () => {
  test.each([
    ['component:default/payments', 'component:default/payments'],
    ['Component:payments', 'component:default/payments'],
    ['system:legacy/payments', 'system:legacy/payments'],
    ['legacy/payments', 'system:legacy/payments'],
    ['ledger', 'component:default/ledger'],
    ['Ledger', 'component:default/ledger'],
    ['the ledger', 'component:default/ledger'],
    ['ledger-2', 'component:default/ledger-2'],
    ['payments api', 'api:default/payments-api'],
    ['paymentsworker', 'component:default/payments-worker'],
    ['payment gateway', 'component:default/paymentgateway'],
    ['checkout pages', 'component:default/checkout-web'],
    ['the checkout team', 'group:default/team-checkout'],
    ['team checkout', 'group:default/team-checkout'],
    ['team a', 'group:default/team-a'],
    ['payments wrker', 'component:default/payments-worker'],
    ['payment gtway', 'component:default/paymentgateway'],
    ['the ledger service', 'component:default/ledger'],
    ['shared api', 'api:default/shared'],
    ['ldeger', 'component:default/ledger'],
    ['paymnts-worker', 'component:default/payments-worker'],
    ['chekout web', 'component:default/checkout-web'],
    ['biling db', 'resource:default/billing-db'],
    ['the order-events topic', 'resource:default/order-events'],
    ['order evnts topic', 'resource:default/order-events'],
    ['kafka order events', 'resource:default/order-events'],
    ['ledger repo', 'component:default/ledger'],
    ['component ledger', 'component:default/ledger'],
    ["the ledger's service", 'component:default/ledger'],
    ['payments’s api', 'api:default/payments-api'],
    ['the thing called ledger', 'component:default/ledger'],
    ['<@U01>', 'user:default/ada'],
    ['<@U01|somebody>', 'user:default/ada'],
    ['<@42>', 'user:default/ada'],
    ['<@!42>', 'user:default/ada'],
  ])('%s means %s', (text, ref) => {
    expect(resolved(text)).toBe(ref);
  });

  test('that several have means several', () => {
    expect(resolved('shared')).toEqual(['component:default/shared', 'api:default/shared']);
  });

  test('is narrowed by the kinds that are asked for', () => {
    expect(resolved('shared', ['api'])).toBe('api:default/shared');
  });

  test.each(['spaceship', 'ledger-3', 'refund', 'x', '', '???', 'lodge', 'team search', 'ledger queue', '<@U02>'])(
    'of something absent, %s, is taken for nothing else',
    (text) => {
      expect(resolved(text)).toBeUndefined();
    },
  );

  test('that is only near is not taken for what was meant, and comes with the nearest', () => {
    const resolution = directory.resolve('ledger teleport', {});
    expect(resolution.kind === 'none' ? resolution.nearest.map(({ ref }) => ref) : []).toEqual([
      'component:default/ledger',
      'component:default/ledger-2',
    ]);
  });
});

describe('the name at the start of a line', () => {
  test.each([
    ['payments api slow', 'payments api'],
    ['payments api', 'payments api'],
    ['payments is slow', 'payments'],
    ['payments: api is slow', 'payments'],
    ['payments - api is slow', 'payments'],
    ['paymnts api slow', 'paymnts api'],
    ['paymnts-worker is slow', 'paymnts-worker'],
    ['the ledger service, it is down', 'the ledger service'],
    ['Checkout team pages fail', 'Checkout team'],
    ['component:default/ledger is down', 'component:default/ledger'],
    ['<@U01|Ada Moreno> is away', '<@U01|Ada Moreno>'],
  ])('of “%s” is “%s”', (line, name) => {
    expect(directory.nameAtStart(line, {})).toBe(name);
  });

  test.each(['spaceship is down', '', 'is the ledger down', 'ledger-3 is down'])('of “%s” is none', (line) => {
    expect(directory.nameAtStart(line, {})).toBeUndefined();
  });

  test('is narrowed by the kinds that are asked for', () => {
    expect(directory.nameAtStart('payments api slow', { kinds: ['component'] })).toBe('payments');
  });
});

describe('a search', () => {
  const found = (query: string, limit = 5) => directory.search(query, {}, limit).map(({ entry }) => entry.ref);

  test('puts the very name first', () => {
    expect(found('ledger')).toEqual(['component:default/ledger', 'component:default/ledger-2']);
  });

  test('finds what only a tag or a type says', () => {
    expect(found('kafka').toSorted()).toEqual(['resource:default/billing-db', 'resource:default/order-events']);
  });

  test('finds names by their beginning', () => {
    expect(found('check')).toContain('component:default/checkout-web');
  });

  test('for nothing lists all of a kind by name, up to the limit', () => {
    const all = directory.search('', { kinds: ['api'] }, 5).map(({ entry }) => entry.ref);
    expect(all).toEqual(['api:default/payments-api', 'api:default/shared']);
    expect(directory.search('', {}, 3)).toHaveLength(3);
  });

  test('knows what came and went since it was first asked', () => {
    const changing = buildDirectory([{ name: 'old' }]);
    expect(changing.search('old', {}, 1)).toHaveLength(1);
    const [fresh] = buildDirectory([{ name: 'fresh' }]).ofKind('component');
    if (!fresh) throw new Error('nothing was built');
    changing.apply({ revision: 2, written: [{ ...fresh, digest: '' }], removed: ['component:default/old'] });
    expect(changing.search('old', {}, 1)).toEqual([]);
    expect(changing.search('frehs', {}, 1)).toMatchObject([{ entry: { ref: 'component:default/fresh' } }]);
  });
});

describe('what people call something', () => {
  const company = buildDirectory([
    { name: 'payments-gateway', metadata: { annotations: { 'callboard.dev/aliases': 'Cash Desk, till' } } },
    { name: 'point-of-sale', metadata: { title: 'Point of sale (POS)' } },
    { name: 'svc-17', metadata: { annotations: { 'github.com/project-slug': 'acme/quote-maker' } } },
    { name: 'authentication-service' },
    { name: 'kubernetes-operators' },
    { name: 'web', spec: { type: 'website', owner: 'team-till' } },
    { name: 'Zürich-hall'.normalize('NFKD').replaceAll(/\p{Mark}/gu, ''), metadata: { title: 'Zürich hall' } },
    { kind: 'Group', name: 'team-till', spec: { profile: { displayName: 'Till crew' } } },
  ]);
  const one = (text: string) => {
    const resolution = company.resolve(text, {});
    return resolution.kind === 'one' ? resolution.entry.ref : undefined;
  };

  test.each([
    ['cash desk', 'component:default/payments-gateway'],
    ['the till', 'component:default/payments-gateway'],
    ['pos', 'component:default/point-of-sale'],
    ['quote maker', 'component:default/svc-17'],
    ['pay gw', 'component:default/payments-gateway'],
    ['pgw', 'component:default/payments-gateway'],
    ['payment gatways', 'component:default/payments-gateway'],
    ['paymentgatway', 'component:default/payments-gateway'],
    ['pay ments gateway', 'component:default/payments-gateway'],
    ['auth svc', 'component:default/authentication-service'],
    ['k8s operator', 'component:default/kubernetes-operators'],
    ['zurich hall', 'component:default/zurich-hall'],
    ['gateway payments', 'component:default/payments-gateway'],
    ["team till's website", 'component:default/web'],
  ])('%s means %s', (text, ref) => {
    expect(one(text)).toBe(ref);
  });

  test.each(['payments gateway v2', 'payments-getaway-db', 'pg', "team till's database", 'auth-proxy'])(
    '%s is nothing that is there',
    (text) => {
      expect(one(text)).toBeUndefined();
    },
  );
});
