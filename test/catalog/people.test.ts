import { describe, expect, test } from 'vitest';
import { createPeople } from '#callboard/catalog/people.ts';
import { buildDirectory } from './entity-builder.ts';

const people = createPeople(
  buildDirectory([
    {
      kind: 'User',
      name: 'ada',
      metadata: { annotations: { 'slack.com/user-id': 'U1' } },
      spec: { profile: { email: 'Ada@example.com' }, memberOf: ['payments'] },
    },
    { kind: 'Group', name: 'payments', spec: { parent: 'commerce', profile: { email: 'team@example.com' } } },
    { kind: 'Group', name: 'commerce', spec: { parent: 'company' } },
    { kind: 'Group', name: 'company' },
    { kind: 'Group', name: 'ring', spec: { parent: 'ring', members: ['ada'] } },
    { name: 'bot', metadata: { annotations: { 'slack.com/user-id': 'U2' } } },
  ]),
);

describe('a user', () => {
  test('is found by annotation; nothing but a user is', () => {
    expect(people.findByAnnotation('slack.com/user-id', 'U1')).toBe('user:default/ada');
    expect(people.findByAnnotation('slack.com/user-id', 'U2')).toBeUndefined();
  });

  test('is found by e-mail in any case; nothing but a user is', () => {
    expect(people.findByEmail('ADA@example.com')).toBe('user:default/ada');
    expect(people.findByEmail('team@example.com')).toBeUndefined();
  });

  test('is found by ref and by exact name', () => {
    const found = ['ada', 'Ada', 'user:default/ada', 'payments', 'group:payments', 'eda'].map(people.findByName);
    const ada = 'user:default/ada';
    expect(found).toEqual([ada, ada, ada, undefined, undefined, undefined]);
  });

  test('is a member of its group and of all above it', () => {
    const groups = ['payments', 'commerce', 'company', 'ring', 'search'].map((name) => `group:default/${name}`);
    expect(groups.map((group) => people.isMember('user:default/ada', group))).toEqual([true, true, true, true, false]);
  });
});
