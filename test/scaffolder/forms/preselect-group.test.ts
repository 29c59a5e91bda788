import { expect, test } from 'vitest';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { preselectGroup } from '#callboard/scaffolder/forms/preselect-group.ts';
import { buildDirectory } from '../../catalog/entity-builder.ts';
import { buildTemplate } from '../template-documents.ts';

const directory = buildDirectory([
  { kind: 'Group', name: 'payments' },
  { kind: 'Group', name: 'bakers', spec: { type: 'guild' } },
  { kind: 'User', name: 'ada', spec: { memberOf: ['payments'] } },
  { kind: 'User', name: 'grace', spec: { memberOf: ['payments', 'bakers'] } },
  { kind: 'User', name: 'eve' },
]);
const picker = { type: 'string', 'ui:field': 'MyGroupsPicker' };
const teams = { ...picker, 'ui:options': { catalogFilter: { 'spec.type': 'team' } } };

test.each<[string, string, JsonObject, unknown]>([
  ['the only group', 'ada', picker, 'group:default/payments'],
  ['the only group, in a list', 'ada', { ...picker, type: 'array' }, ['group:default/payments']],
  ['none of several groups', 'grace', picker, undefined],
  ['the only group that the filter lets pass', 'grace', teams, 'group:default/payments'],
  ['no group where there is none', 'eve', picker, undefined],
  ["the template's own default", 'ada', { ...picker, default: 'group:default/bakers' }, 'group:default/bakers'],
  ['nothing in another picker', 'ada', { ...picker, 'ui:field': 'OwnerPicker' }, undefined],
])('a picker of my groups begins with %s', (_what, user, schema, chosen) => {
  const template = buildTemplate({ properties: { inside: { type: 'object', properties: { x: schema } } } });
  const [page] = preselectGroup(template, directory, `user:default/${user}`).pages;
  const withDefault = chosen === undefined ? schema : { ...schema, default: chosen };
  expect(page).toMatchObject({ properties: { inside: { type: 'object', properties: { x: withDefault } } } });
  expect(JSON.stringify(page).includes('"default":')).toBe(chosen !== undefined);
});
