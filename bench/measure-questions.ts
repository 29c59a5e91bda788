import { type Times, times } from './times.ts';

export interface QuestionTimes {
  /** From the event until Slack's acknowledgement, as seen from the page. */
  readonly acknowledged: Times;
  /** From the event until the answer is in the message list of the page. */
  readonly answered: Times;
  readonly unanswered: number;
}

const question = { command: '/who-owns', text: 'paymnts' };
const answerTimeoutMs = 5000;

/**
 * Asks a misspelt `/who-owns` through the local workspace's page, at a steady rate. People take turns, so that each
 * one's next message is the answer to their last question.
 */
export async function measureQuestions(
  url: string,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<QuestionTimes> {
  const boot: Boot = JSON.parse(await (await fetch(`${url}/workspace/api/boot`)).text());
  const [channel] = boot.channels;
  if (!channel) throw new Error('the workspace has no channel');
  const people = await Promise.all(boot.people.slice(0, 10).map(({ id }) => listen(url, id)));
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await until(start + (index * 1000) / perSecond);
    const person = people[index % people.length];
    if (person) asked.push(ask(url, channel.id, person, acknowledged, answered));
  }
  await Promise.all(asked);
  for (const { close } of people) close();
  return { acknowledged: times(acknowledged), answered: times(answered), unanswered: asked.length - answered.length };
}

interface Boot {
  readonly people: readonly { readonly id: string }[];
  readonly channels: readonly { readonly id: string }[];
}

interface Listener {
  readonly id: string;
  readonly nextMessage: () => Promise<number>;
  readonly close: () => void;
}

async function ask(
  url: string,
  channel: string,
  { id, nextMessage }: Listener,
  acknowledged: number[],
  answered: number[],
): Promise<void> {
  const started = performance.now();
  const message = nextMessage();
  const body = JSON.stringify({ as: id, channel, ...question });
  await fetch(`${url}/workspace/api/slash`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  acknowledged.push(performance.now() - started);
  const at = await Promise.race([message, until(started + answerTimeoutMs)]);
  if (at !== undefined) answered.push(at - started);
}

/** Follows what a person sees. */
async function listen(url: string, id: string): Promise<Listener> {
  const stop = new AbortController();
  const response = await fetch(`${url}/workspace/api/stream?as=${id}`, { signal: stop.signal });
  const waiting: ((at: number) => void)[] = [];
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let left = '';
    for await (const chunk of response.body ?? []) {
      left += decoder.decode(chunk, { stream: true });
      const events = left.split('\n\n');
      left = events.pop() ?? '';
      for (const event of events) if (event.includes('"type":"message"')) waiting.shift()?.(performance.now());
    }
  };
  read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { id, nextMessage: () => new Promise((resolve) => waiting.push(resolve)), close: () => stop.abort() };
}

function until(moment: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), Math.max(0, moment - performance.now()));
  });
}
