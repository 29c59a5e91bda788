import type { Button } from '#callboard/core/answers/answer.ts';
import type { Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory } from '../directory.ts';
import { displayName } from '../entity-text.ts';
import { groupsUnder } from '../owner.ts';
import { findSubject } from './find-subject.ts';

/** Whose things are wanted: somebody's, everyone's, or one thing alone. */
export interface OwnerScope {
  /** As it stands in a sentence: `the catalog`, `what Payments team owns`. */
  readonly of: string;
  /** Whether something counts, by its owners, its ref and its file, as far as it has them. */
  readonly isFor: (owners: readonly string[], ref: string | undefined, file?: string) => boolean;
  readonly buttons: readonly Button[];
  readonly subject?: string;
}

export interface OwnerScopeContext {
  readonly directory: Directory;
  /** The catalog user that an asker is. */
  readonly userOf: (asker: Asker) => Promise<string | undefined>;
}

const everyone: OwnerScope = { of: 'the catalog', isFor: () => true, buttons: [] };

/**
 * Reads the parameter `of` of a command: `mine`, `everyone`, or the name of a team, a person or anything else. Without
 * it, it is the asker's where they are known, else everyone's.
 * @throws Refusal where the asker is not known and wants their own
 */
export async function readScope(
  command: string,
  text: string,
  { asker, seen }: Pick<Invocation, 'asker' | 'seen'>,
  context: OwnerScopeContext,
): Promise<OwnerScope | { readonly reply: Reply }> {
  if (/^(?:everyone(?:'s|’s)?|everybody|everything|all|the catalog|catalog)$/i.test(text)) return everyone;
  const isMine = /^(?:me|mine|my(?: teams?(?:'s|’s)?)?|us|ours?)$/i.test(text);
  if (text !== '' && !isMine) return scopeOf(command, text, context.directory);
  const user = await context.userOf(asker);
  if (user !== undefined) return scopeOfUser(command, user, seen === 'by-everyone', context.directory);
  if (!isMine) return everyone;
  throw notLinked('Or ask for those of a team, or of everyone.');
}

/** Somebody asks for what is theirs, and nobody knows who they are. */
export const notLinked = (otherwise: string): Refusal =>
  new Refusal('Nobody in the catalog is known to be you.', {
    code: 'not-linked',
    hint: `An administrator says who you are with: link @you NAME. ${otherwise}`,
  });

const everyonesButton = (command: string): Button => ({
  label: 'Everyone’s',
  press: { command, values: { of: 'everyone' } },
});

function scopeOfUser(command: string, user: string, isShared: boolean, directory: Directory): OwnerScope {
  const groups = directory.related(user, 'memberOf').flatMap((group) => groupsUnder(group, directory));
  const owners = new Set([user, ...groups]);
  const entry = directory.get(user);
  return {
    of: isShared && entry ? `what ${displayName(entry.entity)} and their teams own` : 'what you and your teams own',
    isFor: (named) => named.some((owner) => owners.has(owner)),
    buttons: [everyonesButton(command)],
  };
}

function scopeOf(command: string, text: string, directory: Directory): OwnerScope | { readonly reply: Reply } {
  const found = findSubject(command, text, directory);
  if ('reply' in found) return { reply: asOf(command, found.reply) };
  const { ref, entity, origin } = found.entry;
  const name = displayName(entity);
  if (ref.startsWith('group:') || ref.startsWith('user:')) {
    const owners = new Set(ref.startsWith('group:') ? groupsUnder(ref, directory) : [ref]);
    return {
      of: `what ${name} owns`,
      isFor: (named) => named.some((owner) => owners.has(owner)),
      buttons: [everyonesButton(command)],
      subject: ref,
    };
  }
  return {
    of: name,
    isFor: (_owners, otherRef, file) => otherRef === ref || (otherRef === undefined && file === origin.file),
    buttons: [],
    subject: ref,
  };
}

/** A choice asks by `name`; here that is `of`. */
function asOf(command: string, reply: Reply): Reply {
  if (reply.answer.kind !== 'choice') return reply;
  const options = reply.answer.options.map((option) => ({
    ...option,
    press: { command, values: { of: option.press.values['name'] ?? '' } },
  }));
  return { ...reply, answer: { ...reply.answer, options } };
}
