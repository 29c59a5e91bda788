import type { List } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { entitiesSpokenOf } from '../entities-spoken-of.ts';
import { displayName } from '../entity-text.ts';
import { settleByOwner } from '../owner.ts';
import type { CommandContext } from './command-context.ts';
import { listOf } from './entity-list.ts';
import { pressFor } from './find-subject.ts';
import { describeOwner } from './who-owns.ts';

/** What is asked of a message: who owns what it speaks of. */
export function createWhoOwnsThis(context: CommandContext): Command {
  const { directory } = context;
  return {
    name: 'who-owns-this',
    summary: 'Who owns what a message speaks of',
    parameters: [],
    examples: [],
    phrases: [],
    effect: 'reads',
    isHidden: true,
    messageAction: 'Who owns this?',
    run: async ({ values }) => {
      const spokenOf = requireSpokenOf(String(values['text'] ?? ''), directory);
      const [entry, ...others] = settleByOwner(spokenOf, directory);
      if (!entry || others.length > 0) return { answer: listOwners(spokenOf, directory) };
      return { answer: await describeOwner(entry, context), subject: entry.ref };
    },
  };
}

/**
 * What a message speaks of; one thing at least.
 * @throws Refusal where it is nothing that the catalog has
 */
export function requireSpokenOf(text: string, directory: Directory): readonly DirectoryEntry[] {
  const spokenOf = entitiesSpokenOf(text, directory);
  if (spokenOf.length > 0) return spokenOf;
  throw new Refusal('That message speaks of nothing that the catalog has.', {
    code: 'nothing-spoken-of',
    hint: 'Names as the catalog has them are found in a message, addresses of repositories, and links that the catalog names. Or ask by name: who owns NAME?',
  });
}

const maximumButtons = 5;

const listOwners = (entries: readonly DirectoryEntry[], directory: Directory): List => ({
  ...listOf(`The message speaks of ${entries.length} things`, entries, directory),
  buttons: entries
    .slice(0, maximumButtons)
    .map(({ ref, entity }) => ({ label: `Who owns ${displayName(entity)}`, press: pressFor('who-owns', ref) })),
});
