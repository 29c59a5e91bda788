import { beforeAll, describe, expect, test } from 'vitest';
import { createMeasure, type Measure } from '#callboard/pictures/measure-text.ts';
import { planPicture } from '#callboard/pictures/plan-picture.ts';
import { sampleNode, samplePicture } from './sample-picture.ts';

let measure: Measure;
beforeAll(async () => {
  measure = await createMeasure();
});

describe('the plan of a picture', () => {
  test('places every node where it overlaps no other', () => {
    const { nodes, layout } = planPicture(
      samplePicture(Array.from({ length: 6 }, (_, i) => sampleNode(`n${i}`))),
      measure,
    );
    expect(nodes).toHaveLength(7);
    const boxes = nodes.map(({ node, width, height }) => ({ width, height, ...layout.middles.get(node.id) }));
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const apart =
          Math.abs((one.x ?? 0) - (other.x ?? 0)) >= (one.width + other.width) / 2 ||
          Math.abs((one.y ?? 0) - (other.y ?? 0)) >= (one.height + other.height) / 2;
        expect(apart).toBe(true);
      }
    }
  });

  test('stays as wide as a chat window shows legibly, leaving the last nodes out and counting them', () => {
    const crowd = Array.from({ length: 59 }, (_, i) => sampleNode(`a-service-with-a-long-name-${i}`));
    const picture = { ...samplePicture(crowd), omitted: 5 };
    const { layout, nodes, omitted } = planPicture(picture, measure);
    expect(layout.width).toBeLessThanOrEqual(640);
    expect(nodes[0]?.node.mark).toBe('subject');
    expect(nodes.map(({ node }) => node.id)).toEqual(picture.nodes.slice(0, nodes.length).map(({ id }) => id));
    expect(nodes.length).toBeGreaterThan(10);
    expect(omitted).toBe(60 - nodes.length + 5);
  });

  test('lays circles, arrows to itself and arrows to nobody out without falling over', () => {
    const picture = samplePicture([sampleNode('b')]);
    const arrows = [
      ...picture.arrows,
      { from: 'b', to: 'payments' },
      { from: 'b', to: 'b' },
      { from: 'b', to: 'nobody' },
    ];
    expect(planPicture({ ...picture, arrows }, measure).layout.arrows).toHaveLength(2);
  });

  test('draws the id of what has letters that the font lacks', () => {
    const { nodes } = planPicture(samplePicture([sampleNode('pay', { label: '支払い' })]), measure);
    expect(nodes[1]?.lines).toEqual(['pay']);
    const strange = planPicture(samplePicture([sampleNode('支', { label: '\u202e\u0000' })]), measure);
    expect(strange.nodes[1]?.lines).toEqual(['?']);
  });
});

test('the width of a text is the one that the font has', () => {
  // DejaVu Sans: 1,303 of 2,048 units for a digit, 651 for a space.
  expect(measure.width('0 0', 2048, 'regular')).toBe(1303 + 651 + 1303);
  expect(measure.width('iii', 14, 'regular')).toBeLessThan(measure.width('mmm', 14, 'regular'));
  expect(measure.width('Payments', 14, 'bold')).toBeGreaterThan(measure.width('Payments', 14, 'regular'));
});
