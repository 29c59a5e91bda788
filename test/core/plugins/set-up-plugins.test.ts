import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

const throwing: Plugin = {
  id: 'doors',
  kind: 'standalone',
  setup: () => {
    throw new Error('no key for the door');
  },
};
const refusing: Plugin = {
  id: 'locks',
  kind: 'standalone',
  setup: ({ refusal }: PluginContext) => {
    throw refusal('it has no key', { code: 'no-key', hint: 'Set LOCKS_KEY.' });
  },
};

let started: StartedCore;
beforeAll(async () => {
  started = await startCore({});
});
afterAll(() => started.stop());

const setUp = (plugin: Plugin, isRequired: boolean) => started.core.setUp([{ plugin, isRequired }], () => ({}));

describe('a plugin whose setup fails', () => {
  it('is named with what it threw, and is to be mended', async () => {
    await expect(setUp(throwing, true)).rejects.toMatchObject({
      message: 'The plugin doors threw in its setup: no key for the door',
      hint: 'Mend the plugin, or take it from callboard.yaml.',
    });
  });

  it('is named with what it refuses, and its hint', async () => {
    await expect(setUp(refusing, true)).rejects.toMatchObject({
      message: 'The plugin locks could not be set up: it has no key',
      hint: 'Set LOCKS_KEY.',
    });
  });

  it('is left out where it is not required', async () => {
    expect(await setUp(throwing, false)).toEqual(['doors']);
  });
});
