import { describe, expect, it } from 'vitest';

import { createResponseUrls } from '#callboard/local-workspace/response-urls.ts';
import { createTriggers } from '#callboard/local-workspace/triggers.ts';

import { createClock } from './clock.ts';

describe('a trigger id', () => {
  it('opens one modal', () => {
    const triggers = createTriggers(createClock().now, 3_000);
    const id = triggers.issue({ personId: 'U1' });
    expect(triggers.exchange(id)).toMatchObject({ personId: 'U1' });
    expect(() => triggers.exchange(id)).toThrow('exchanged_trigger_id');
  });

  it('lives 3,000 ms', () => {
    const clock = createClock();
    const triggers = createTriggers(clock.now, 3_000);
    const [one, other] = [triggers.issue({ personId: 'U1' }), triggers.issue({ personId: 'U1' })];
    clock.advance(3_000);
    expect(triggers.exchange(one)).toMatchObject({ personId: 'U1' });
    clock.advance(1);
    expect(() => triggers.exchange(other)).toThrow('expired_trigger_id');
  });

  it('is not made up', () => {
    expect(() => createTriggers(createClock().now, 3_000).exchange('1.2.3')).toThrow('invalid_trigger_id');
  });
});

describe('a response_url', () => {
  const target = { personId: 'U1', channel: 'C1' };
  const keyOf = (path: string) => path.replace('/response/', '');

  it('takes five answers', () => {
    const urls = createResponseUrls(createClock().now);
    const key = keyOf(urls.issue(target));
    for (let use = 1; use <= 5; use += 1) expect(urls.use(key)).toEqual(target);
    expect(() => urls.use(key)).toThrow('used_url');
  });

  it('lives thirty minutes', () => {
    const clock = createClock();
    const urls = createResponseUrls(clock.now);
    const key = keyOf(urls.issue(target));
    clock.advance(30 * 60_000);
    expect(urls.use(key)).toEqual(target);
    clock.advance(1);
    expect(() => urls.use(key)).toThrow('expired_url');
  });
});
