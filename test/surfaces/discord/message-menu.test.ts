import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { isPrivate, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { people, places } from '../../fixtures/discord/world.ts';

const card = (title: string) => ({ kind: 'card', title, lines: [], fields: [], buttons: [] }) as const;

describe('the menu of a message', () => {
  let test: SurfaceUnderTest;

  beforeEach(async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [
      command('who-owns-this', { isHidden: true, messageAction: 'Who owns this?' }),
      command('page-about-this', { isHidden: true, messageAction: 'Page the owner about this' }),
    ];
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  const message = {
    id: '7000000000000000007',
    content: `payments is down, says <@${people.ada.id}>: see <https://github.com/acme/payments>`,
    mentions: [people.ada],
    embeds: [
      {
        type: 'rich',
        title: 'Alert',
        url: 'https://grafana.example.com/d/a1',
        fields: [{ name: 'Service', value: 'ledger' }],
      },
    ],
  };

  it.each([
    ['in a server', false, places.guild.id, places.channel.id],
    ['in a direct conversation', true, '@me', places.direct.id],
  ])('asks with all that the message says and where it is read, %s', async (_, isDirect, guild, channel) => {
    test.conversation.reply = () => card('payments');
    const shown = await test.discord.chooseInMenu('Who owns this?', message, { isDirect }).shown();
    expect([textOf(shown), isPrivate(shown)]).toEqual(['### payments', !isDirect]);
    const [said] = test.conversation.said;
    if (said?.kind !== 'press') throw new Error('nothing was pressed');
    expect(said.press.command).toBe('who-owns-this');
    expect(said.press.values['link']).toBe(`https://discord.com/channels/${guild}/${channel}/${message.id}`);
    expect(String(said.press.values['text']).split('\n')).toEqual([
      'payments is down, says @Ada Lovelace: see https://github.com/acme/payments',
      'Alert',
      'https://grafana.example.com/d/a1',
      'Service',
      'ledger',
    ]);
  });

  it('opens the form that is asked back with at once', async () => {
    test.conversation.reply = () => ({
      kind: 'form',
      form: {
        title: 'Page about a message',
        submitLabel: 'Page',
        pages: [
          {
            id: 'page',
            title: 'Whoever is on call is called',
            fields: [{ kind: 'text', name: 'message', label: 'What to say', isRequired: false, isMultiline: true }],
          },
        ],
      },
      submit: { command: 'page', values: {} },
    });
    const { type, data } = await test.discord.chooseInMenu('Page the owner about this', message).response();
    expect([type, data['title']]).toEqual([9, 'Page about a message']);
  });

  it('says of a command that is not there any more that it is too old', async () => {
    expect(textOf(await test.discord.chooseInMenu('Whose is this?', message).shown())).toContain('too old');
  });
});
