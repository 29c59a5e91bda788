import { describe, expect, test } from 'vitest';
import { entitiesSpokenOf } from '#callboard/catalog/entities-spoken-of.ts';
import { buildDirectory } from './entity-builder.ts';

const directory = buildDirectory([
  { name: 'payments-api', metadata: { annotations: { 'github.com/project-slug': 'acme/pay' } } },
  { name: 'payments-api', kind: 'API' },
  { name: 'search', metadata: { title: 'Search index' } },
  { name: 'orders', metadata: { links: [{ url: 'https://grafana.example.com/d/a1b2/orders', title: 'Dashboard' }] } },
  { name: 'ledger', metadata: { links: [{ url: 'https://grafana.example.com/d/c3d4' }] }, spec: { owner: 'team-b' } },
  { name: 'team-a', kind: 'Group' },
  { name: 'team-b', kind: 'Group' },
  { name: 'ada', kind: 'User' },
]);
const spokenOf = (text: string) => entitiesSpokenOf(text, directory).map(({ ref }) => ref.replace(/^.*\//, ''));

describe('what a text speaks of', () => {
  test.each([
    ['Is payments-api down?', ['payments-api']],
    ['The PaymentsAPI, again.', ['payments-api']],
    ['see component:default/ledger', ['ledger']],
    ['payments api is slow, so is the search index', ['payments-api', 'search']],
    ['https://github.com/acme/pay/pull/12: please review', ['payments-api']],
    ['(https://grafana.example.com/d/a1b2/orders?from=now-1h&to=now)', ['orders']],
    ['https://grafana.example.com/d/c3d4/ledger-overview', ['ledger']],
    ['the `search` does not answer', ['search']],
    ['search is slow', ['search']],
    ['ORDERS and ledger', ['orders', 'ledger']],
  ])('%s', (text, names) => {
    expect(spokenOf(text)).toEqual(names);
  });

  test('an address counts before names, and a name that is no plain word before one that is', () => {
    expect(spokenOf('payments-api breaks https://grafana.example.com/d/a1b2/orders')).toEqual(['orders']);
    expect(spokenOf('I search for payments-api')).toEqual(['payments-api']);
  });

  test('teams and people count where nothing else is spoken of', () => {
    expect(spokenOf('ada says that ledger of team-b is down')).toEqual(['team-b']);
    expect(spokenOf('ada says that ledger is down')).toEqual(['ledger']);
    expect(spokenOf('ask ada')).toEqual(['ada']);
  });

  test('a name does not go over the end of a sentence, and nothing is guessed', () => {
    expect(spokenOf('We like payments. API first!')).toEqual([]);
    expect(spokenOf('paymnts-api, serch, https://example.com/nothing')).toEqual([]);
    expect(spokenOf('')).toEqual([]);
  });

  test('a message of 100,000 words is looked through within 100 ms of work', () => {
    const text = 'word '.repeat(100_000);
    const { user } = process.cpuUsage();
    expect(spokenOf(text)).toEqual([]);
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(100);
  });
});
