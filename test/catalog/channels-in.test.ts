import { expect, test } from 'vitest';
import { channelsIn } from '#callboard/catalog/channels-in.ts';

test('a group names a channel for each surface, and for a workspace that has installed the bot with its id', () => {
  const annotations = {
    'discord.com/channel-id': '42',
    'slack.com/channel': ' #payments ',
    'slack.com/channel.T2': '#pay',
    'slack.com/channel-old': '#gone',
    'slack.com/channel.T3': '',
  };
  expect(Object.entries(channelsIn(annotations))).toEqual([
    ['slack', '#payments'],
    ['slack:T2', '#pay'],
    ['discord', '42'],
  ]);
});
