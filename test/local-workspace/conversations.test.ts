import { describe, expect, it } from 'vitest';

import { createConversations } from '#callboard/local-workspace/conversations.ts';
import { createIdentifiers } from '#callboard/local-workspace/identifiers.ts';
import { createWorkspaceEvents } from '#callboard/local-workspace/workspace-events.ts';

import { createClock } from './clock.ts';

const create = () => {
  const conversations = createConversations(createIdentifiers(createClock().now), createWorkspaceEvents());
  conversations.add({
    id: 'C1',
    name: 'general',
    kind: 'channel',
    isPrivate: false,
    isArchived: false,
    members: new Set(['U1']),
  });
  return conversations;
};

describe('a conversation', () => {
  it('keeps its latest 2,000 messages', () => {
    const conversations = create();
    for (let count = 0; count <= 2_000; count += 1)
      conversations.post({ channel: 'C1', userId: 'U1', text: String(count) });
    expect(conversations.messages('C1')).toHaveLength(2_000);
    expect(conversations.messages('C1')[0]?.text).toBe('1');
  });

  it('gives each message a later timestamp, even where the clock stands still', () => {
    const conversations = create();
    const stamps = Array.from({ length: 3 }, () => conversations.post({ channel: 'C1', userId: 'U1', text: 'a' }).ts);
    expect(stamps).toEqual(['1795424400.000000', '1795424400.000100', '1795424400.000200']);
  });

  it('counts the answers that everyone sees', () => {
    const conversations = create();
    const { ts } = conversations.post({ channel: 'C1', userId: 'U1', text: 'question' });
    const answer = { channel: 'C1', userId: 'U1', text: 'answer', threadTs: ts };
    conversations.post({ ...answer, visibleTo: 'U1' });
    expect(conversations.message('C1', ts)?.replyCount).toBe(0);
    const counted = conversations.post(answer);
    expect(conversations.message('C1', ts)?.replyCount).toBe(1);
    conversations.remove('C1', counted.ts);
    expect(conversations.message('C1', ts)?.replyCount).toBe(0);
  });

  it('of two is the same whoever opens it', () => {
    const conversations = create();
    expect(conversations.direct('U1', 'U2')).toBe(conversations.direct('U2', 'U1'));
  });
});
