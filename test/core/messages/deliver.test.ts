import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import { NotYet } from '#callboard/core/messages/not-yet.ts';
import { createDelivery } from '#callboard/core/messages/deliver.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

const running: StartedCore[] = [];
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
});

const card = (title: string): Answer => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });
const to = { surface: 'test', kind: 'person', personId: 'P1' } as const;

/** A delivery on a real store, with a clock to set and a surface that does what it is told. */
async function startDelivery(post: (title: string) => Promise<void> = async () => undefined) {
  let now = new Date('2026-03-01T12:00:00Z');
  const done: string[] = [];
  const waiting: (() => void)[] = [];
  const tell = (text: string) => {
    done.push(text);
    for (const resolve of waiting.splice(0)) resolve();
  };
  const titleOf = (answer: Answer) => toPlainText(answer);
  const gone = new Set<string>();
  const surface: Surface = {
    id: 'test',
    userAnnotation: 'test/user',
    everyoneIsAdministrator: false,
    post: async (_to, answer) => {
      await post(titleOf(answer)).finally(() => tell(`posted ${titleOf(answer)}`));
      return 'message-1';
    },
    edit: async (posted, answer) => {
      if (gone.delete(posted)) throw new Refusal('It was deleted.', { code: 'message-gone' });
      tell(`edited ${posted} to ${titleOf(answer)}`);
      return posted;
    },
    profile: async () => undefined,
    findByEmail: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  const started = await startCore({ now: () => now });
  running.push(started);
  const { store, logger } = started;
  const context = {
    store: store.messages,
    surfaces: new Map([['test', surface]]),
    now: () => now,
    logger,
    metrics: createMetrics(),
  };
  const delivery = createDelivery(context);
  return {
    delivery,
    logger,
    done,
    gone,
    restarted: () => createDelivery(context),
    next: () => new Promise<void>((resolve) => waiting.push(resolve)),
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

describe('the outbox', () => {
  it('posts what was said before a crash', async () => {
    const { delivery, restarted, done, next } = await startDelivery();
    await delivery.say({ key: 'a', to, answer: card('one') });
    expect(done).toEqual([]);
    const posted = next();
    const second = restarted();
    second.start();
    await posted;
    await second.stop();
    expect(done).toEqual(['posted one']);
  });

  it('edits what is said again under a key, and shows the last of several', async () => {
    const { delivery, done, next, pass } = await startDelivery();
    await delivery.say({ key: 'a', to, answer: card('one') });
    let changed = next();
    delivery.start();
    await changed;
    pass(2000);
    changed = next();
    await Promise.all(['two', 'three'].map((title) => delivery.say({ key: 'a', to, answer: card(title) })));
    await changed;
    pass(2000);
    await delivery.stop();
    expect(done[0]).toBe('posted one');
    expect(done.slice(1).every((text) => text.startsWith('edited message-1'))).toBe(true);
  });

  it('edits a message at most once a second, and shows the last that was said', async () => {
    const { delivery, done, next, pass } = await startDelivery();
    await delivery.say({ key: 'a', to, answer: card('one') });
    let changed = next();
    delivery.start();
    await changed;
    pass(999);
    for (const title of ['two', 'three', 'four']) await delivery.say({ key: 'a', to, answer: card(title) });
    // Another message is not held up; by the time it is posted, the first would have been edited.
    changed = next();
    await delivery.say({ key: 'b', to, answer: card('other') });
    await changed;
    expect(done).toEqual(['posted one', 'posted other']);
    pass(1);
    changed = next();
    await changed;
    await delivery.stop();
    expect(done).toEqual(['posted one', 'posted other', 'edited message-1 to four']);
  });

  it('edits the message whose place is to be taken, and posts beside it where that is gone', async () => {
    const { delivery, done, gone, next } = await startDelivery();
    const place = { surface: 'test', kind: 'place', conversation: 'C1', replaces: 'question-1' } as const;
    let changed = next();
    delivery.start();
    await delivery.say({ key: 'a', to: place, answer: card('one') });
    await changed;
    gone.add('question-1');
    changed = next();
    await delivery.say({ key: 'b', to: place, answer: card('two') });
    await changed;
    await delivery.stop();
    expect(done).toEqual(['edited question-1 to one', 'posted two']);
  });

  it('posts anew what it would edit where that is gone', async () => {
    const { delivery, done, gone, next, pass } = await startDelivery();
    await delivery.say({ key: 'a', to, answer: card('one') });
    let changed = next();
    delivery.start();
    await changed;
    gone.add('message-1');
    pass(2000);
    changed = next();
    await delivery.say({ key: 'a', to, answer: card('two') });
    await changed;
    await delivery.stop();
    expect(done).toEqual(['posted one', 'posted two']);
  });

  it('says nothing stale', async () => {
    const { delivery, done, pass } = await startDelivery();
    await delivery.say({ key: 'a', to, answer: card('late'), notAfter: new Date('2026-03-01T12:30:00Z') });
    pass(31 * 60 * 1000);
    delivery.start();
    await delivery.stop();
    expect(done).toEqual([]);
  });

  it('loses nothing while a platform is down for ten minutes, and says then what is to be said by then', async () => {
    let isDown = true;
    const { delivery, restarted, done, pass } = await startDelivery(async () => {
      if (isDown) throw new Error('the platform is down');
    });
    await delivery.say({ key: 'a', to, answer: card('one') });
    await delivery.say({ key: 'b', to, answer: card('half done') });
    await delivery.say({ key: 'c', to, answer: card('stale'), notAfter: new Date('2026-03-01T12:08:00Z') });
    const goOn = async (minutes: number) => {
      for (let second = 0; second < minutes * 60; second += 5) {
        const again = restarted();
        again.start();
        await again.stop();
        pass(5000);
      }
    };
    await goOn(5);
    await delivery.say({ key: 'b', to, answer: card('done') });
    await goOn(5);
    isDown = false;
    done.length = 0;
    await goOn(1);
    expect(done.toSorted()).toEqual(['posted done', 'posted one']);
  });

  it('says later what a platform takes no more of for now, and counts no attempt for that', async () => {
    const refusals: (Error | undefined)[] = Array.from({ length: 30 }, () => new NotYet('It takes no more.', 3000));
    const { delivery, restarted, done, logger, pass } = await startDelivery(async () => {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
    });
    await delivery.say({ key: 'a', to, answer: card('one') });
    for (let turn = 0; turn < 31; turn += 1) {
      const again = restarted();
      again.start();
      await again.stop();
      pass(3000);
    }
    expect(done).toHaveLength(31);
    expect(logger.lines).toEqual([]);
  });

  it('tells whoever said it that a message is given up, and why, until they have taken it', async () => {
    const { delivery, next, pass } = await startDelivery(async () => {
      throw new Refusal('The account is gone.', { code: 'gone' });
    });
    const told: string[] = [];
    let isBroken = true;
    delivery.onGivenUp('page:', async (key, reason) => {
      told.push(`${key}: ${reason}`);
      if (!isBroken) return;
      isBroken = false;
      throw new Error('the database is away');
    });
    await delivery.say({ key: 'page:1', to, answer: card('one') });
    await delivery.say({ key: 'run:1', to, answer: card('two') });
    const both = [next(), next()];
    delivery.start();
    await Promise.all(both);
    pass(16_000);
    const again = next();
    await again;
    await delivery.stop();
    expect(told).toEqual(['page:1: The account is gone.', 'page:1: The account is gone.']);
  });

  it('gives up what the platform will never take, and tries the rest again', async () => {
    const answers = [new Refusal('no such channel', { code: 'x' }), new Error('a hiccup')];
    const { delivery, next, logger } = await startDelivery(async (title) => {
      const error = title === 'never' ? answers[0] : answers[1];
      if (error) throw error;
    });
    await delivery.say({ key: 'a', to, answer: card('never') });
    await delivery.say({ key: 'b', to, answer: card('later') });
    const [first, second] = [next(), next()];
    delivery.start();
    await Promise.all([first, second]);
    await delivery.stop();
    expect(logger.lines.map(({ message }) => message).toSorted()).toEqual([
      'a message is tried again',
      'a message was given up',
    ]);
  });

  it.each([
    ['that does not answer', 'test'],
    ['that is not connected', 'elsewhere'],
  ])('tries for a day to reach a platform %s, then gives the message up', async (_, surface) => {
    const { delivery, restarted, logger, pass } = await startDelivery(async () => {
      throw new Error('the platform is down');
    });
    await delivery.say({ key: 'a', to: { ...to, surface }, answer: card('one') });
    const givenUp = () => logger.lines.some(({ message }) => message === 'a message was given up');
    let minutes = 0;
    while (!givenUp() && minutes < 48 * 60) {
      const again = restarted();
      again.start();
      await again.stop();
      pass(60 * 1000);
      minutes += 1;
    }
    expect(minutes / 60).toBeGreaterThan(23);
    expect(minutes / 60).toBeLessThan(25);
  });
});
