import { createHash } from 'node:crypto';
import type { Press, Value, Values } from '#callboard/core/answers/answer.ts';
import type { Json, Records } from '#callboard/core/storage/records.ts';

/** Discord's limit for a `custom_id` and for an option's value. */
const customIdLimit = 100;
/** How long a button works whose values did not fit into its id: longer than anyone waits with a page or an approval. */
const keptForMs = 30 * 24 * 60 * 60 * 1000;

const hashOf = (press: Press) => createHash('sha256').update(JSON.stringify(press)).digest('base64url').slice(0, 32);
/** Where an answer is seen, as a letter: it is known before what is kept is read. No message here begins a thread. */
const seenLetters = { 'in-place': 'i', 'by-everyone': 'e', 'in-thread': '' } as const;
const letterOf = ({ seen = 'in-thread' }: Press) => seenLetters[seen];
const inlineId = (press: Press, index: number) =>
  `p${letterOf(press)}${index} ${JSON.stringify([press.command, press.values])}`;
const isLong = (press: Press) => inlineId(press, 999).length > customIdLimit;

/**
 * The `custom_id` of a button, or the value of an option, that stands for a press: the press itself where it fits in
 * 100 characters, else the key under which {@link keepPresses} keeps it. `index` makes it unique in its message.
 */
export function pressId(press: Press, index: number): string {
  return isLong(press) ? `k${letterOf(press)}${index} ${hashOf(press)}` : inlineId(press, index);
}

/** Keeps those presses that do not fit into an id, for 30 days from now. */
export async function keepPresses(presses: readonly Press[], records: Records, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + keptForMs);
  const long = presses.filter(isLong);
  await Promise.all(
    long.map((press) =>
      records.put(`press:${hashOf(press)}`, JSON.stringify([press.command, press.values]), expiresAt),
    ),
  );
}

const isValue = (value: unknown): value is Value =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const isValues = (values: unknown): values is Values =>
  typeof values === 'object' && values !== null && !Array.isArray(values) && Object.values(values).every(isValue);

function parsePress(text: Json | undefined): Press | undefined {
  if (typeof text !== 'string') return undefined;
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return undefined;
  const [command, values] = parsed as readonly unknown[];
  return typeof command === 'string' && isValues(values) ? { command, values } : undefined;
}

/** Whether an id was made by {@link pressId}. */
export function isPressId(id: string): boolean {
  return /^[pk][ie]?\d+ /u.test(id);
}

/** Where the answer to a press is seen, by the id of its button. */
export function seenOf(id: string): Press['seen'] {
  if (!isPressId(id)) return undefined;
  if (id[1] === seenLetters['in-place']) return 'in-place';
  return id[1] === seenLetters['by-everyone'] ? 'by-everyone' : undefined;
}

/** The press behind an id of {@link pressId}; undefined where it was kept and is gone by now. */
export async function readPress(id: string, records: Records): Promise<Press | undefined> {
  const rest = id.slice(id.indexOf(' ') + 1);
  const press = id.startsWith('p') ? parsePress(rest) : parsePress((await records.get(`press:${rest}`))?.value);
  const seen = seenOf(id);
  return press && { ...press, ...(seen && { seen }) };
}
