/** A call that waits for its turn. All moments are in milliseconds. */
export interface WaitingCall {
  /** When it is no longer worth sending. */
  readonly giveUpAt: number;
  readonly send: () => void;
  readonly giveUp: (afterMs: number) => void;
}

/** `chat.postMessage` takes about one message a second a channel, and short bursts: https://docs.slack.dev/apis/web-api/rate-limits */
export const paceMs = 1000;
const burst = 5;

/** The calls for one channel, or for none: those that somebody waits for go before the others. */
export class Lane {
  readonly #calls: Readonly<Record<'now' | 'later', WaitingCall[]>> = { now: [], later: [] };
  readonly #isPaced: boolean;
  /** When the pace would have it all sent that was sent. */
  #sentUntil = 0;
  /** Until when turns are promised to those who were told to come again. */
  #promisedUntil = 0;

  /** @param isPaced whether Slack takes no more than a burst, and then one a second */
  constructor(isPaced: boolean) {
    this.#isPaced = isPaced;
  }

  get size(): number {
    return this.#calls.now.length + this.#calls.later.length;
  }

  get waiting(): readonly WaitingCall[] {
    return [...this.#calls.now, ...this.#calls.later];
  }

  /** When the next call may be sent. */
  readyAt(now: number): number {
    return this.#isPaced ? Math.max(now, this.#sentUntil - (burst - 1) * paceMs) : now;
  }

  /** Whether nothing is to be remembered of it. */
  isIdle(now: number): boolean {
    return this.size === 0 && this.#sentUntil <= now && this.#promisedUntil <= now;
  }

  add(call: WaitingCall, urgency: 'now' | 'later'): void {
    this.#calls[urgency].push(call);
  }

  /** Puts back what was taken and not sent after all. */
  putBack(call: WaitingCall, urgency: 'now' | 'later'): void {
    this.#calls[urgency].unshift(call);
  }

  /** Takes the first call of that urgency, which is sent now. */
  take(urgency: 'now' | 'later', now: number): WaitingCall | undefined {
    const call = this.#calls[urgency].shift();
    if (call) this.#sentUntil = Math.max(this.#sentUntil, now) + paceMs;
    return call;
  }

  /** Takes out the calls that give up before `moment`. */
  takeLate(moment: number): readonly WaitingCall[] {
    const late = this.waiting.filter(({ giveUpAt }) => giveUpAt < moment);
    for (const calls of Object.values(this.#calls)) {
      const kept = calls.filter((call) => !late.includes(call));
      calls.splice(0, calls.length, ...kept);
    }
    return late;
  }

  /** When to come again: each who is told has a turn of their own. @param from when the first may */
  promise(from: number): number {
    this.#promisedUntil = Math.max(from, this.#promisedUntil + paceMs);
    return this.#promisedUntil;
  }
}
