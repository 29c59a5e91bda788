import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { isPrivate, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';

describe('slash commands', () => {
  let test: SurfaceUnderTest;

  beforeEach(async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [command('who-owns'), command('page', { effect: 'changes' })];
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  it('a command that reads is acknowledged before it is taken, and answered to the person alone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    test.conversation.reply = async () => {
      await promise;
      return { kind: 'card', title: 'payments', lines: [], fields: [{ label: 'Owner', value: 'team-a' }], buttons: [] };
    };
    const asked = test.discord.slash('who-owns', { name: ' payments ' });
    expect((await asked.response()).type).toBe(5);
    resolve();
    const shown = await asked.shown();
    expect(textOf(shown)).toBe('### payments\n**Owner**: team-a');
    expect(isPrivate(shown)).toBe(true);
    expect(test.conversation.said).toEqual([
      {
        id: asked.id,
        kind: 'press',
        press: { command: 'who-owns', values: { name: 'payments' } },
        asker: { surface: 'discord', personId: people.ada.id, name: 'Ada Lovelace' },
        address: {
          surface: 'discord',
          kind: 'place',
          conversation: places.channel.id,
          onlyFor: people.ada.id,
          replyToken: `${Date.parse('2026-03-04T12:00:00Z')}:${people.bot.id}:${asked.token}`,
        },
      },
    ]);
  });
});
