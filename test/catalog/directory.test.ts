import { describe, expect, test } from 'vitest';
import type { RelationType } from '#callboard/catalog/directory.ts';
import { buildDirectory, buildStored } from './entity-builder.ts';

describe('relations', () => {
  const directory = buildDirectory([
    {
      name: 'payments',
      metadata: { namespace: 'shop' },
      spec: {
        owner: 'team-a',
        system: 'money',
        subcomponentOf: 'default/whole',
        providesApis: ['pay'],
        consumesApis: ['api:default/mail'],
        dependsOn: ['resource:db'],
        dependencyOf: ['component:web'],
      },
    },
    { kind: 'System', name: 'money', metadata: { namespace: 'shop' }, spec: { domain: 'trade' } },
    { kind: 'Domain', name: 'trade', metadata: { namespace: 'shop' }, spec: { subdomainOf: 'all' } },
    { kind: 'Group', name: 'team-a', spec: { parent: 'dept', children: ['squad'], members: ['ada'] } },
    { kind: 'User', name: 'ben', spec: { memberOf: ['team-a'] } },
    { kind: 'Resource', name: 'bus', spec: { owner: 'user:ben' } },
  ]);

  test.each<[string, RelationType, string]>([
    ['component:shop/payments', 'ownedBy', 'group:shop/team-a'],
    ['group:shop/team-a', 'ownerOf', 'component:shop/payments system:shop/money domain:shop/trade'],
    ['component:shop/payments', 'partOf', 'system:shop/money component:default/whole'],
    ['component:default/whole', 'hasPart', 'component:shop/payments'],
    ['component:shop/payments', 'providesApi', 'api:shop/pay'],
    ['api:shop/pay', 'apiProvidedBy', 'component:shop/payments'],
    ['api:default/mail', 'apiConsumedBy', 'component:shop/payments'],
    ['component:shop/payments', 'dependsOn', 'resource:shop/db'],
    ['resource:shop/db', 'dependencyOf', 'component:shop/payments'],
    ['component:shop/web', 'dependsOn', 'component:shop/payments'],
    ['system:shop/money', 'partOf', 'domain:shop/trade'],
    ['domain:shop/trade', 'partOf', 'domain:shop/all'],
    ['group:default/team-a', 'childOf', 'group:default/dept'],
    ['group:default/dept', 'parentOf', 'group:default/team-a'],
    ['group:default/squad', 'childOf', 'group:default/team-a'],
    ['group:default/team-a', 'hasMember', 'user:default/ada user:default/ben'],
    ['user:default/ada', 'memberOf', 'group:default/team-a'],
    ['user:default/ben', 'ownerOf', 'resource:default/bus'],
  ])('%s %s %s', (ref, relation, targets) => {
    expect(directory.related(ref, relation)).toEqual(targets.split(' '));
  });

  test('follow what is applied', () => {
    const changing = buildDirectory([{ name: 'a', spec: { owner: 'one' } }]);
    expect(changing.related('group:default/one', 'ownerOf')).toEqual(['component:default/a']);
    changing.apply({ revision: 5, written: [buildStored({ name: 'a', spec: { owner: 'two' } })], removed: [] });
    expect(changing.related('group:default/one', 'ownerOf')).toEqual([]);
    expect(changing.related('group:default/two', 'ownerOf')).toEqual(['component:default/a']);
    expect(changing.revision()).toBe(5);
  });
});

describe('the directory', () => {
  test('lists a kind by name', () => {
    const directory = buildDirectory([{ name: 'b' }, { name: 'a' }, { kind: 'API', name: 'c' }]);
    expect(directory.ofKind('component').map(({ ref }) => ref)).toEqual(['component:default/a', 'component:default/b']);
    expect(directory.size()).toBe(3);
  });

  test('finds entities by annotation and by e-mail in any case', () => {
    const directory = buildDirectory([
      {
        kind: 'User',
        name: 'ada',
        metadata: { annotations: { 'slack.com/user-id': 'U1' } },
        spec: { profile: { email: 'Ada@Example.com' } },
      },
    ]);
    expect(directory.withAnnotation('slack.com/user-id', 'U1')).toEqual(['user:default/ada']);
    expect(directory.withAnnotation('slack.com/user-id', 'U2')).toEqual([]);
    expect(directory.withEmail('ada@example.com')).toEqual(['user:default/ada']);
  });
});
