import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, parseDuration } from './index.js';

test('hours and minutes are added up', () => {
  assert.equal(parseDuration('1h 30m'), 5_400_000);
});

test('a text that is no duration is refused', () => {
  assert.throws(() => parseDuration('soon'), RangeError);
  assert.throws(() => parseDuration('1h and a bit'), RangeError);
});

test('what is written is read back', () => {
  for (const milliseconds of [0, 1, 999, 61_000, 90_061_001]) {
    assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
  }
});
