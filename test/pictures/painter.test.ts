import { expect, test } from 'vitest';
import { createPainter } from '#callboard/pictures/painter.ts';
import { sampleNode, samplePicture, sizeOfPng } from './sample-picture.ts';

test('a picture is a PNG of twice the size that a chat window shows, in less than half a megabyte', async () => {
  const crowd = Array.from({ length: 200 }, (_, index) => sampleNode(`service-${index}`));
  const png = await createPainter().draw(samplePicture(crowd));
  const { width, height } = sizeOfPng(png);
  expect(width).toBeGreaterThan(800);
  expect(width).toBeLessThanOrEqual(2 * (640 + 40));
  expect(height).toBeLessThanOrEqual(2 * (960 + 80));
  expect(png.byteLength).toBeLessThan(500_000);
});

test('several pictures at once are all drawn, each its own', async () => {
  const painter = createPainter();
  const small = samplePicture();
  const large = samplePicture(Array.from({ length: 8 }, (_, index) => sampleNode(`service-${index}`)));
  const drawn = await Promise.all([small, large, small].map((picture) => painter.draw(picture)));
  const heights = drawn.map((png) => sizeOfPng(png).height);
  expect(heights[0]).toBe(heights[2]);
  expect(heights[1]).toBeGreaterThan(heights[0] ?? 0);
});

test('a picture that can not be drawn says why, and the next one is drawn', async () => {
  const painter = createPainter();
  const picture = samplePicture();
  const empty = { ...picture, nodes: [] };
  await expect(painter.draw(empty)).rejects.toThrow('the picture could not be drawn: nothing is in it');
  expect(sizeOfPng(await painter.draw(picture)).width).toBeGreaterThan(0);
});

test('more than twenty that wait are not waited for', async () => {
  const painter = createPainter();
  const drawn = await Promise.allSettled(Array.from({ length: 23 }, () => painter.draw(samplePicture())));
  expect(drawn.filter(({ status }) => status === 'rejected')).toHaveLength(2);
});
