import { describe, expect, it } from 'vitest';

import { typedText } from '#callboard/local-workspace/typed-text.ts';

const mentionable = {
  person: (handle: string) => ({ jane: '<@U1>', 'o.mar': '<@U2|o.mar>' })[handle],
  channel: (name: string) => ({ general: '<#C1|general>' })[name],
};

describe('what a person types', () => {
  const cases: [typed: string, sent: string][] = [
    ['ask @jane.', 'ask <@U1>.'],
    ['@o.mar, please', '<@U2|o.mar>, please'],
    ['@Jane', '<@U1>'],
    ['@here and @Channel: @everyone.', '<!here> and <!channel>: <!everyone>.'],
    ['@hereafter', '@hereafter'],
    ['@nobody and jane@example.com', '@nobody and jane@example.com'],
    ['see #general, not #payments', 'see <#C1|general>, not #payments'],
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['<!channel> <@U1> <#C1|general>', '&lt;!channel&gt; &lt;@U1&gt; &lt;#C1|general&gt;'],
    ['see https://e.com/?a=1&b=2#general now', 'see <https://e.com/?a=1&amp;b=2#general> now'],
    ['is it (https://e.com/a)?', 'is it (<https://e.com/a>)?'],
    ['<https://e.com|docs>', '&lt;<https://e.com>|docs&gt;'],
  ];
  it.each(cases)('%s is sent as %s', (typed, sent) => expect(typedText(typed, mentionable)).toBe(sent));
});
