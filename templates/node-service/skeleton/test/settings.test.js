import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from '../src/settings.js';

test('without an environment the port is ${{ values.port }}', () => {
  assert.equal(readSettings({}).port, ${{ values.port }});
});

test('PORT says where it listens', () => {
  assert.equal(readSettings({ PORT: '4321' }).port, 4321);
});

test('a port that is no number is refused', () => {
  assert.throws(() => readSettings({ PORT: 'eighty' }), /PORT must be a number/);
});
