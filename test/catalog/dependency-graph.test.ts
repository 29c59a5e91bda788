import { describe, expect, test } from 'vitest';
import { deepest, dependencyGraph } from '#callboard/catalog/dependency-graph.ts';
import { buildDirectory, type EntityParts } from './entity-builder.ts';

const component = (name: string) => `component:default/${name}`;
const graphOf = (entities: readonly EntityParts[], subject: string, depth = 2) =>
  dependencyGraph(subject, depth, buildDirectory(entities));

/** web → (pay) payments → db; robot → payments; a chain behind the database. */
const company: readonly EntityParts[] = [
  { name: 'web', spec: { consumesApis: ['pay'] } },
  { name: 'payments', spec: { providesApis: ['pay'], dependsOn: ['resource:db'], system: 'money' } },
  { name: 'robot', spec: { dependsOn: ['component:payments'] } },
  { kind: 'API', name: 'pay', spec: { system: 'money' } },
  { kind: 'Resource', name: 'db', spec: { dependsOn: ['resource:disk'], system: 'money' } },
  { kind: 'Resource', name: 'disk', spec: { dependsOn: ['resource:power'] } },
  { kind: 'Resource', name: 'power' },
  { kind: 'System', name: 'money' },
];

describe('a graph of dependencies', () => {
  test('goes both ways, level by level, to its depth', () => {
    const graph = graphOf(company, component('payments'));
    expect(graph.needs.levels).toEqual([['resource:default/db'], ['resource:default/disk']]);
    expect(graph.neededBy.levels).toEqual([[component('robot'), component('web')]]);
    expect(graphOf(company, component('payments'), 1).needs.levels).toEqual([['resource:default/db']]);
    expect(graphOf(company, component('payments'), deepest).needs.levels).toHaveLength(3);
  });

  test('leads from what consumes an API to what provides it, by the API', () => {
    const { needs, dependencies } = graphOf(company, component('web'));
    expect(needs.levels[0]).toEqual([component('payments')]);
    expect(dependencies).toContainEqual({ from: component('web'), to: component('payments'), api: 'api:default/pay' });
  });

  test('of an API leads to what provides it, and from what consumes it', () => {
    const graph = graphOf(company, 'api:default/pay', 1);
    expect(graph.needs.levels).toEqual([[component('payments')]]);
    expect(graph.neededBy.levels).toEqual([[component('web')]]);
  });

  test('stops at an API that nobody provides', () => {
    const orphan = [
      { name: 'web', spec: { consumesApis: ['old'], dependsOn: ['api:older'] } },
      { kind: 'API', name: 'old' },
    ];
    const graph = graphOf(orphan, component('web'));
    expect(graph.needs.levels).toEqual([['api:default/older', 'api:default/old']]);
    expect(graph.missing).toEqual(['api:default/older']);
  });

  test('of a system is what its parts need and what needs its parts, without the parts', () => {
    const graph = graphOf(company, 'system:default/money', 1);
    expect(graph.needs.levels).toEqual([['resource:default/disk']]);
    expect(graph.neededBy.levels).toEqual([[component('robot'), component('web')]]);
  });

  test('reaches from a part to what depends on its whole system', () => {
    const report = { name: 'report', spec: { dependsOn: ['system:money'] } };
    const graph = graphOf([...company, report], component('payments'));
    expect(graph.neededBy.levels[0]).toContain('system:default/money');
    expect(graph.neededBy.levels[1]).toEqual([component('report')]);
  });

  test('ends where it comes back to itself, and names the circle', () => {
    const ring = ['a', 'b', 'c'].map((name, index, all) => ({
      name,
      spec: { dependsOn: [`component:${all[(index + 1) % 3]}`] },
    }));
    const graph = graphOf(ring, component('a'), deepest);
    expect(graph.needs.levels).toEqual([[component('b')], [component('c')]]);
    expect(new Set(graph.circle)).toEqual(new Set([component('b'), component('c')]));
    expect(graph.dependencies).toHaveLength(3);
  });

  test('tells what names itself', () => {
    const graph = graphOf([{ name: 'a', spec: { dependsOn: ['component:a'] } }], component('a'));
    expect(graph.circle).toEqual([component('a')]);
    expect(graph.needs.levels).toEqual([]);
  });

  test('is no circle where a component consumes its own API', () => {
    const graph = graphOf([{ name: 'a', spec: { providesApis: ['x'], consumesApis: ['x'] } }], component('a'));
    expect(graph).toMatchObject({ circle: [], needs: { levels: [] }, neededBy: { levels: [] } });
  });

  test('follows a bounded number, and counts what it saw beyond', () => {
    const crowd = Array.from({ length: 700 }, (_, index) => ({
      name: `user-${index}`,
      spec: { dependsOn: ['component:hub'] },
    }));
    const far = { name: 'far', spec: { dependsOn: ['component:user-1'] } };
    const { neededBy } = graphOf([{ name: 'hub' }, ...crowd, far], component('hub'));
    expect(neededBy.levels).toHaveLength(1);
    expect(neededBy.levels[0]).toHaveLength(500);
    expect(neededBy.notFollowed).toBe(200);
  });
});
