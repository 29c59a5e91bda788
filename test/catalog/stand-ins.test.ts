import { describe, expect, test } from 'vitest';
import { ownerState, standInsFor } from '#callboard/catalog/stand-ins.ts';
import { buildDirectory, type EntityParts } from './entity-builder.ts';

const group = (name: string, spec: EntityParts['spec'] = {}, lead?: string): EntityParts => ({
  kind: 'Group',
  name,
  spec,
  metadata: lead === undefined ? {} : { annotations: { 'callboard.dev/lead': lead } },
});
const member = (name: string, of: string): EntityParts => ({ kind: 'User', name, spec: { memberOf: [of] } });

function standIns(...entities: readonly EntityParts[]) {
  const directory = buildDirectory(entities);
  const [subject] = directory.ofKind('component');
  if (!subject) throw new Error('a component is the subject');
  return standInsFor(subject, directory.related(subject.ref, 'ownedBy')[0], directory);
}

test('a group is empty without members in it or below it, and a user never is', () => {
  const directory = buildDirectory([
    group('top', { children: ['full'] }),
    group('full'),
    group('bare'),
    group('old', { lifecycle: 'deprecated' }),
    member('ada', 'full'),
    member('ben', 'old'),
  ]);
  const states = [
    'group:default/top',
    'group:default/full',
    'group:default/bare',
    'group:default/old',
    'user:default/ada',
  ];
  expect(states.map((ref) => ownerState(ref, directory))).toEqual(['there', 'there', 'empty', 'deprecated', 'there']);
  expect(ownerState('group:default/nobody', directory)).toBe('missing');
});

describe('for an owner who can’t be asked stands', () => {
  const service: EntityParts = { name: 'pay', spec: { owner: 'bare', system: 'money' } };
  const system: EntityParts = { kind: 'System', name: 'money', spec: { owner: 'treasury', domain: 'shop' } };
  const domain: EntityParts = { kind: 'Domain', name: 'shop', spec: { owner: 'board' } };

  test('the nearest group above it with a lead or members', () => {
    const bare = group('bare', { parent: 'hollow' });
    const found = standIns(service, system, bare, group('hollow', { parent: 'top' }), group('top', {}, 'ada'));
    expect(found).toEqual([{ ref: 'group:default/top' }]);
  });

  test('the group above that names it as a child, also where it is not there itself', () => {
    const found = standIns(service, group('top', { children: ['bare'] }), member('ada', 'top'));
    expect(found).toEqual([{ ref: 'group:default/top' }]);
  });

  test('the owner of its system', () => {
    const found = standIns(
      service,
      system,
      domain,
      group('treasury'),
      member('ada', 'treasury'),
      group('board', {}, 'ada'),
    );
    expect(found).toEqual([{ ref: 'group:default/treasury', ownsWhole: 'system:default/money' }]);
  });

  test('the owner of its domain where that of its system can’t be asked either', () => {
    const found = standIns(service, system, domain, group('treasury'), group('board'), member('ada', 'board'));
    expect(found).toEqual([{ ref: 'group:default/board', ownsWhole: 'domain:default/shop' }]);
  });

  test('nobody, where groups go in a circle and nobody is in them', () => {
    expect(standIns(service, group('bare', { parent: 'other' }), group('other', { parent: 'bare' }))).toEqual([]);
  });
});
