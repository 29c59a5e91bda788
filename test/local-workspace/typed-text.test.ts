import { describe, expect, it } from 'vitest';

import { typedText } from '#callboard/local-workspace/typed-text.ts';

const mentionOf = (handle: string) => ({ jane: '<@U1>', 'o.mar': '<@U2>' })[handle];

describe('what a person types', () => {
  const cases: [typed: string, sent: string][] = [
    ['ask @jane.', 'ask <@U1>.'],
    ['@o.mar, please', '<@U2>, please'],
    ['@nobody and jane@example.com', '@nobody and jane@example.com'],
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U1> knows', '<@U1> knows'],
    ['see https://e.com/?a=1&b=2 now', 'see <https://e.com/?a=1&amp;b=2> now'],
  ];
  it.each(cases)('%s is sent as %s', (typed, sent) => expect(typedText(typed, mentionOf)).toBe(sent));
});
