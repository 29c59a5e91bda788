import type { Address } from '../messages/address.ts';
import { Refusal } from '../refusal.ts';
import type { Records } from '../storage/records.ts';
import type { Bindings } from './bindings.ts';
import type { Command, Invocation } from './command.ts';
import { isPronoun } from './is-pronoun.ts';

/** What conversations last spoke of. */
export interface SpokenOf {
  /**
   * The invocation with what it is about, where the command is told no name: in a thread what that speaks of, else what
   * the channel is bound to (or the one beside), else what the asker last spoke of there. "It" is what was last spoken
   * of, first.
   * @throws Refusal `bound-to-gone` where that is what the channel is bound to, and it is there no more
   */
  readonly complete: (invocation: Invocation, command: Command) => Promise<Invocation>;
  /**
   * Keeps what an answer was about. One to a question about something else that came to nothing leaves nothing to go
   * on from: what follows would be taken to be about something that nobody means any more.
   * @param subject its ref; undefined where nothing of the catalog fitted
   */
  readonly remember: (
    invocation: Invocation,
    command: Command | undefined,
    subject: string | undefined,
  ) => Promise<void>;
  /** Keeps what a thread begins with. @param subject a ref */
  readonly begin: (thread: Thread, subject: string) => Promise<void>;
}

/** A thread by the surface's ids. */
export interface Thread {
  readonly surface: string;
  readonly conversation: string;
  readonly thread: string;
}

/** What was spoken of a day ago is forgotten. */
const lifetimeMs = 24 * 60 * 60 * 1000;

const possession = /^(?:its|their) (?<what>.+)$/i;

/** Keeps what conversations speak of in the store's records, so that it survives a restart. */
export function createSpokenOf(
  records: Records,
  bindings: Pick<Bindings, 'of' | 'isThere'>,
  now: () => Date,
): SpokenOf {
  const put = (key: string, subject: string) => records.put(key, subject, new Date(now().getTime() + lifetimeMs));
  const spoken = async (invocation: Invocation): Promise<string | undefined> => {
    const value = (await records.get(keysOf(invocation)[0]))?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const boundAt = async (address: Address): Promise<string | undefined> => {
    const bound = await bindings.of(address);
    if (bound !== undefined || address.kind !== 'place' || address.beside === undefined) return bound;
    return bindings.of({ ...address, conversation: address.beside });
  };
  return {
    begin: (thread, subject) => put(threadKey(thread), subject),
    complete: async (invocation, { effect, parameters }) => {
      const [first] = parameters;
      if (effect !== 'reads' || first?.isSubject !== true) return invocation;
      const said = invocation.values[first.name];
      const isMeant = said === undefined ? first.isRequired : typeof said === 'string' && isBack(said);
      if (!isMeant) return invocation;
      const { address } = invocation;
      const [before, bound] = await Promise.all([spoken(invocation), boundAt(address)]);
      const subject = said === undefined && !isInThread(address) ? (bound ?? before) : (before ?? bound);
      if (subject === undefined) return invocation;
      if (subject === bound && !bindings.isThere(bound)) throw boundToGone(bound);
      const isApi = typeof said === 'string' && /^apis?$/i.test(possession.exec(said)?.groups?.['what'] ?? '');
      return { ...invocation, values: { ...invocation.values, [first.name]: isApi ? `api of ${subject}` : subject } };
    },
    remember: async (invocation, command, subject) => {
      const keys = keysOf(invocation);
      if (subject !== undefined) await Promise.all(keys.map((key) => put(key, subject)));
      else if (namesSubject(invocation, command)) await Promise.all(keys.map((key) => records.remove(key)));
    },
  };
}

const boundToGone = (ref: string): Refusal =>
  new Refusal(`This channel is bound to ${ref}, which is not in the catalog any more.`, {
    code: 'bound-to-gone',
    hint: 'Say what you ask about; or bind the channel to something else with /bind NAME, or to nothing with /unbind.',
  });

/** Whether a question says itself what it is about. */
function namesSubject({ values }: Invocation, command: Command | undefined): boolean {
  const first = command?.parameters[0];
  const said = first?.isSubject === true ? values[first.name] : undefined;
  return typeof said === 'string' && !isBack(said);
}

const isBack = (said: string): boolean => isPronoun(said) || possession.test(said.trim());

const isInThread = (address: Address): boolean =>
  address.kind === 'place' && address.thread !== undefined && address.beginsThread !== true;

/**
 * Where it is kept what was spoken of; the first is where it is looked up. A thread is everybody's who is in it; outside
 * of one, people speak of things of their own. What begins a thread goes on from those.
 */
function keysOf({ address, asker }: Invocation): readonly [string, ...string[]] {
  if (address.kind === 'person') return [`${address.surface} ${address.personId}`];
  const { surface, conversation, thread, beginsThread } = address;
  const own = `${surface} ${conversation} ${asker.personId}`;
  if (thread === undefined) return [own];
  const ofThread = threadKey({ surface, conversation, thread });
  return beginsThread ? [own, ofThread] : [ofThread];
}

const threadKey = ({ surface, conversation, thread }: Thread): string => `${surface} ${conversation} ${thread}`;
