import { WebAPIRateLimitedError } from '@slack/web-api';
import { NotYet } from '#callboard/core/messages/not-yet.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { Lane, paceMs, type WaitingCall } from './lane.ts';

/** The methods that Slack limits by channel. */
const pacedMethods = new Set(['chat.postMessage']);
/** What is sent and not answered yet: more only makes a slow Slack slower. */
const mostUnderWay = 50;
/** What waits beyond that is refused: whoever keeps it as a row asks again. */
const mostWaiting = 1000;
/** Nobody is told to come again later than that: by then the plan is another. */
const longestPromiseMs = 60_000;

/** A call of a method of Slack's Web API. */
export interface Call {
  readonly method: string;
  /** The channel that it is for, if any: each has the same share. */
  readonly channel: string;
  /** Whether somebody waits for it. */
  readonly urgency: 'now' | 'later';
  /** How long it may wait for its turn. */
  readonly patienceMs: number;
}

/** The calls of one workspace. */
export interface CallQueue {
  /**
   * Sends a call when its turn comes.
   * @throws NotYet, and nothing was sent, where that would be too late; else what `send` throws
   */
  readonly run: <Result>(call: Call, send: () => Promise<Result>) => Promise<Result>;
}

export interface CallQueueParts {
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A queue for each method, as Slack limits each by itself. */
export function createCallQueue(parts: CallQueueParts): CallQueue {
  const queues = new Map<string, MethodQueue>();
  return {
    run: (call, send) => {
      const queue = queues.get(call.method) ?? new MethodQueue(call.method, parts);
      queues.set(call.method, queue);
      return queue.run(call, send);
    },
  };
}

/** The calls of one method: first those that somebody waits for, the channels in turn. */
class MethodQueue {
  readonly #method: string;
  readonly #parts: CallQueueParts;
  /** By channel; whose turn it is comes first. */
  readonly #lanes = new Map<string, Lane>();
  #waiting = 0;
  #underWay = 0;
  /** Until when Slack takes none. */
  #blockedUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(method: string, parts: CallQueueParts) {
    this.#method = method;
    this.#parts = parts;
  }

  run<Result>(call: Call, send: () => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const now = this.#now();
    const lane = this.#laneOf(call.channel);
    const waiting: WaitingCall = {
      giveUpAt: now + call.patienceMs,
      send: () => void this.#send(call, waiting, async () => resolve(await send())).catch(reject),
      giveUp: (afterMs) => reject(this.#notYet(afterMs)),
    };
    const start = this.#startOf(lane, now);
    if (start > waiting.giveUpAt || this.#waiting >= mostWaiting) {
      waiting.giveUp(this.#promise(lane, start, now));
      return promise;
    }
    this.#waiting += 1;
    lane.add(waiting, call.urgency);
    this.#pump();
    return promise;
  }

  #laneOf(channel: string): Lane {
    const lane = this.#lanes.get(channel) ?? new Lane(pacedMethods.has(this.#method));
    this.#lanes.set(channel, lane);
    return lane;
  }

  /** When a call that comes last in its lane would be sent. */
  #startOf(lane: Lane, now: number): number {
    const ready = Math.max(lane.readyAt(now), this.#blockedUntil);
    return pacedMethods.has(this.#method) ? ready + lane.size * paceMs : ready;
  }

  /** Sends a call; one that Slack does not take for now waits again, or gives up. */
  async #send(call: Call, waiting: WaitingCall, send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw error;
      this.#block(error.retryAfter);
      this.#waiting += 1;
      this.#laneOf(call.channel).putBack(waiting, call.urgency);
    } finally {
      this.#underWay -= 1;
      this.#pump();
    }
  }

  #block(seconds: number): void {
    const { logger, metrics } = this.#parts;
    const until = this.#now() + seconds * 1000;
    metrics.count('slack_rate_limited_total', 'Calls that Slack put off', { method: this.#method });
    if (until <= this.#blockedUntil) return;
    this.#blockedUntil = until;
    logger.warn({ method: this.#method, seconds }, 'Slack takes no more calls of a method for a time');
  }

  #pump(): void {
    const now = this.#now();
    this.#dropLate(now);
    if (now >= this.#blockedUntil) {
      for (const urgency of ['now', 'later'] as const) while (this.#sendNext(urgency, now));
    }
    for (const [channel, lane] of this.#lanes) if (lane.isIdle(now)) this.#lanes.delete(channel);
    this.#wake(now);
  }

  /** Sends a call of the channel whose turn it is. @returns false where none may be sent */
  #sendNext(urgency: 'now' | 'later', now: number): boolean {
    if (this.#underWay >= mostUnderWay) return false;
    for (const [channel, lane] of this.#lanes) {
      const call = lane.readyAt(now) <= now ? lane.take(urgency, now) : undefined;
      if (!call) continue;
      this.#lanes.delete(channel);
      this.#lanes.set(channel, lane);
      this.#waiting -= 1;
      this.#underWay += 1;
      call.send();
      return true;
    }
    return false;
  }

  /** Tells those that would be too late when to come again. */
  #dropLate(now: number): void {
    for (const lane of this.#lanes.values()) {
      if (lane.size === 0) continue;
      const late = lane.takeLate(Math.max(now, this.#blockedUntil));
      this.#waiting -= late.length;
      for (const call of late) call.giveUp(this.#promise(lane, this.#startOf(lane, now), now));
    }
  }

  #promise(lane: Lane, start: number, now: number): number {
    this.#parts.metrics.count('slack_calls_deferred_total', 'Calls that would have waited too long', {
      method: this.#method,
    });
    return Math.min(lane.promise(start) - now, Math.max(longestPromiseMs, this.#blockedUntil - now));
  }

  #notYet(afterMs: number): NotYet {
    return new NotYet(`Slack takes no more of ${this.#method} for now.`, afterMs);
  }

  /** Comes back when something may be sent, or is too late. */
  #wake(now: number): void {
    clearTimeout(this.#timer);
    const lanes = [...this.#lanes.values()].filter(({ size }) => size > 0);
    if (lanes.length === 0 || this.#underWay >= mostUnderWay) return;
    const moments = lanes.flatMap((lane) => [
      Math.max(lane.readyAt(now), this.#blockedUntil),
      ...lane.waiting.map(({ giveUpAt }) => giveUpAt + 1),
    ]);
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, Math.min(...moments) - now));
    this.#timer.unref();
  }

  #now(): number {
    return this.#parts.now().getTime();
  }
}
