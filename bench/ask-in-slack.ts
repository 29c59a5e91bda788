import type { HostedWorkspace } from './host-workspace.ts';
import { type Times, times } from './times.ts';

/** How a stretch of questions went. */
export interface EventFigures {
  readonly 'events a second': number;
  readonly events: number;
  /** From the event until Slack has its acknowledgement, ms. */
  readonly acknowledged: Times;
  /** From the event until its answer is posted, ms. */
  readonly answered: Times;
  /** Never acknowledged, or never answered. */
  readonly lost: number;
  /** Answers beyond one an event. */
  readonly answeredTwice: number;
}

export interface Traffic {
  readonly perSecond: number;
  readonly seconds: number;
  /** What is asked about, in turn. */
  readonly names: readonly string[];
}

/** How long the last answers are waited for. */
const patienceMs = 10_000;

/**
 * Asks who owns what, at a steady rate, in all channels in turn: every other question is a slash command, whose answer
 * is for its asker alone, and the others are mentions, whose answers are in their threads.
 */
export async function askInSlack(
  { workspace, channels, people }: HostedWorkspace,
  { perSecond, seconds, names }: Traffic,
): Promise<EventFigures> {
  const asked = new Map<string, number[]>();
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const count = perSecond * seconds;
  let answeredTwice = 0;
  const onAnswer = ({ isBot, channel, visibleTo, threadTs }: Answer): void => {
    if (!isBot) return;
    const at = asked.get(`${channel} ${visibleTo ?? threadTs ?? ''}`)?.shift();
    if (at === undefined) answeredTwice += 1;
    else answered.push(performance.now() - at);
  };
  const onAcknowledged = ({ latencyMs }: { readonly latencyMs: number }): void => void acknowledged.push(latencyMs);
  workspace.events.on('messagePosted', onAnswer);
  workspace.events.on('acknowledged', onAcknowledged);

  const note = (key: string): void => {
    const waiting = asked.get(key) ?? [];
    waiting.push(performance.now());
    asked.set(key, waiting);
  };
  const sent: Promise<unknown>[] = [];
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    await until(start + (index * 1000) / perSecond);
    const round = Math.floor(index / channels.length);
    const channel = inTurn(channels, index);
    const person = inTurn(people, round);
    const name = inTurn(names, index);
    if ((index + round) % 2 === 0) {
      note(`${channel} ${person}`);
      sent.push(workspace.as(person).slash(channel, `/who-owns ${name}`));
    } else {
      const { ts } = workspace.as(person).say(channel, `@callboard who owns ${name}?`);
      note(`${channel} ${ts}`);
    }
  }
  await Promise.all(sent);
  const enough = performance.now() + patienceMs;
  while (answered.length < count && performance.now() < enough) await until(performance.now() + 20);
  workspace.events.off('messagePosted', onAnswer).off('acknowledged', onAcknowledged);
  return {
    'events a second': perSecond,
    events: count,
    acknowledged: times(acknowledged),
    answered: times(answered),
    lost: Math.max(count - answered.length, count - acknowledged.length),
    answeredTwice,
  };
}

type Answer = Parameters<Parameters<HostedWorkspace['workspace']['nextMessage']>[0]>[0];

function inTurn(values: readonly string[], index: number): string {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('there is nothing to take turns with');
  return value;
}

/** Resolves at a moment of `performance.now()`; at once where it has passed. */
export function until(moment: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, moment - performance.now()));
  });
}
