import { describe, expect, it } from 'vitest';
import { discordManifest } from '#callboard/surfaces/discord/manifest.ts';
import { createRequestCheck } from '../../fixtures/discord/check-request.ts';
import { command } from '../../fixtures/discord/scripted-conversation.ts';

const parameter = (name: string, isRequired: boolean) => ({ name, description: `The ${name}`, isRequired });

describe('the Discord manifest', () => {
  it('names the commands that people may type, and those in the menu of a message, as Discord takes them', () => {
    const table = [
      command('who-owns', { parameters: [parameter('note', false), parameter('name', true)] }),
      command('acknowledge', { isHidden: true }),
      command('help', { summary: '' }),
      command('who-owns-this', { isHidden: true, messageAction: 'Who owns this?' }),
    ];
    const { commands } = discordManifest(table);
    expect(commands.map(({ name }) => name)).toEqual(['who-owns', 'help', 'Who owns this?']);
    expect(commands[2]).toMatchObject({ type: 3 });
    expect(commands[2]).not.toHaveProperty('description');
    expect(commands[0]).toMatchObject({
      options: [
        { name: 'name', required: true },
        { name: 'note', required: false },
      ],
    });
    expect(createRequestCheck()('PUT', '/applications/1/commands', commands)).toEqual([]);
  });

  it('asks for no more than to see channels, to send messages with pictures and to reply', () => {
    const { installParameters, intents } = discordManifest([]);
    const bits = [10n, 11n, 15n, 16n, 38n];
    expect(BigInt(installParameters.permissions)).toBe(bits.reduce((sum, bit) => sum | (1n << bit), 0n));
    expect(installParameters.scopes).toEqual(['bot', 'applications.commands']);
    expect(intents).not.toContain('MessageContent');
  });
});
