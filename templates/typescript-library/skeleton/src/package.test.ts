import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the package is imported under its own name', async () => {
  const library: object = await import(${{ values.packageName | json }});
  assert.ok('parseDuration' in library);
});
