import type { PersonSpan } from '../answers/answer.ts';
import type { Asker } from '../identity/asker.ts';
import type { Command, Invocation, Reply } from './command.ts';

/**
 * A reply with what stands below it: what one person alone sees in a place of several, and asks nothing back, has a button
 * that asks for it again for everyone there; what everyone sees because of that says who shared it.
 * @param invocation as it was answered: with what the conversation left out of it
 */
export function frameReply(reply: Reply, { values, asker, address, seen }: Invocation, command: Command): Reply {
  const { kind } = reply.answer;
  if (reply.frame !== undefined || (kind !== 'card' && kind !== 'list')) return reply;
  if (seen === 'by-everyone') return { ...reply, frame: { note: ['Shared by ', personOf(asker)], buttons: [] } };
  const isForOne = address.kind === 'place' && address.onlyFor !== undefined;
  if (!isForOne || command.effect !== 'reads' || command.isHidden) return reply;
  const press = { command: command.name, values, seen: 'by-everyone' } as const;
  return { ...reply, frame: { buttons: [{ label: 'Share', press }] } };
}

const personOf = ({ surface, personId, name }: Asker): PersonSpan => ({
  kind: 'person',
  name: name ?? 'somebody here',
  accounts: { [surface]: personId },
  notify: false,
});
