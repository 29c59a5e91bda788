import { describe, expect, test } from 'vitest';
import { type Candidate, type Reachable, whoToReach } from '../../src/on-call/who-to-reach.ts';

const person = (name: string, accounts: Readonly<Record<string, string>> = { slack: `U${name}` }): Candidate => ({
  ref: `user:default/${name}`,
  name,
  accounts,
  isInCatalog: true,
});

const shift = { userRef: 'user:default/ada', until: new Date('2026-01-12T08:00Z'), isOverride: false };

const ownerOf = (given: Partial<Reachable> = {}): Reachable => ({
  ref: 'group:default/payments',
  name: 'payments',
  self: undefined,
  onCall: { person: person('ada'), shift },
  lead: person('lea'),
  members: [person('ben'), person('cy')],
  channels: { slack: '#payments' },
  ...given,
});

/** Who is reached, in short: `on-call slack:Uada`. */
function reached(owner: Reachable, surface = 'slack'): string {
  const reach = whoToReach(owner, surface);
  if (reach.kind === 'nobody') return 'nobody';
  if (reach.kind === 'channel') return `channel ${reach.to.surface}:${reach.channel}`;
  const accounts = reach.people.map(({ to }) => `${to.surface}:${to.kind === 'person' ? to.personId : ''}`);
  return `${reach.role} ${accounts.join(' ')}`;
}

describe('whom one reaches', () => {
  test('is who is on call', () => {
    expect(reached(ownerOf())).toBe('on-call slack:Uada');
    expect(whoToReach(ownerOf(), 'slack').passedOver).toEqual([]);
  });
  test('is the lead where nobody is on call', () => {
    const reach = whoToReach(ownerOf({ onCall: undefined }), 'slack');
    expect(reached(ownerOf({ onCall: undefined }))).toBe('lead slack:Ulea');
    expect(reach.passedOver).toEqual(['No rotation names anybody for payments at this time.']);
  });
  test('is the lead where who is on call has no chat account', () => {
    const owner = ownerOf({ onCall: { person: person('ada', {}), shift } });
    expect(reached(owner)).toBe('lead slack:Ulea');
    expect(whoToReach(owner, 'slack').passedOver).toEqual(['ada, who is on call for payments, has no chat account.']);
  });
  test('is all members with an account where there is no lead either', () => {
    const members = [person('ben'), person('dee', {}), person('cy')];
    expect(reached(ownerOf({ onCall: undefined, lead: undefined, members }))).toBe('member slack:Uben slack:Ucy');
  });
  test('is ten members at most', () => {
    const members = Array.from({ length: 12 }, (_, index) => person(String(index)));
    const reach = whoToReach(ownerOf({ onCall: undefined, lead: undefined, members }), 'slack');
    expect(reach.kind === 'people' && reach.people.length).toBe(10);
  });
  test('is the team’s channel where no member has an account', () => {
    const owner = ownerOf({ onCall: undefined, lead: undefined, members: [person('ben', {})] });
    expect(reached(owner)).toBe('channel slack:#payments');
  });
  test('is nobody where all of that is missing, and every reason is said', () => {
    const owner = ownerOf({ onCall: undefined, lead: undefined, members: [], channels: {} });
    expect(whoToReach(owner, 'slack')).toEqual({
      kind: 'nobody',
      passedOver: [
        'No rotation names anybody for payments at this time.',
        'payments names no lead (callboard.dev/lead).',
        'payments has no members.',
        'payments names no channel (slack.com/channel or discord.com/channel-id).',
      ],
    });
  });
  test('is the user themself where a user owns it, and nobody else', () => {
    expect(reached(ownerOf({ self: person('zoe') }))).toBe('owner slack:Uzoe');
    expect(whoToReach(ownerOf({ self: person('zoe', {}) }), 'slack')).toEqual({
      kind: 'nobody',
      passedOver: ['zoe has no chat account.'],
    });
  });
});

describe('the surface', () => {
  const both = person('ada', { discord: '42', slack: 'Uada' });
  test('is the asker’s own where the person has an account there', () => {
    expect(reached(ownerOf({ onCall: { person: both, shift } }), 'slack')).toBe('on-call slack:Uada');
    expect(reached(ownerOf({ onCall: { person: both, shift } }), 'discord')).toBe('on-call discord:42');
  });
  test('is another where the person has an account only there', () => {
    expect(reached(ownerOf(), 'discord')).toBe('on-call slack:Uada');
    expect(reached(ownerOf(), 'terminal')).toBe('on-call slack:Uada');
  });
});
