import type { Choice, Press } from '#callboard/core/answers/answer.ts';
import type { Reply } from '#callboard/core/commands/command.ts';
import { isPronoun } from '#callboard/core/commands/is-pronoun.ts';
import { readMention } from '#callboard/core/identity/read-mention.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { accountAnnotations } from '../annotations.ts';
import type { Directory, DirectoryEntry, Resolution, SearchFilter } from '../directory.ts';
import { displayName } from '../entity-text.ts';

/** The one entity that a question is about, or what is answered instead. */
export type Subject = { readonly entry: DirectoryEntry } | { readonly reply: Reply };

/**
 * Finds what a question is about.
 * @param command whose answer is wanted: choosing an option asks for it with that option's ref as `name`
 * @param settle narrows several that fit to fewer
 * @throws Refusal `no-such-entity` where nothing is near what was said
 */
export function findSubject(
  command: string,
  text: string,
  directory: Directory,
  settle: (entries: readonly DirectoryEntry[]) => readonly DirectoryEntry[] = (entries) => entries,
  filter: SearchFilter = {},
): Subject {
  const resolution: Resolution = directory.resolve(text, filter);
  if (resolution.kind === 'one') return { entry: resolution.entry };
  if (resolution.kind === 'none')
    return { reply: { answer: offerNearest(command, text, resolution.nearest, directory) } };
  const [entry, ...others] = settle(resolution.entries);
  if (entry && others.length === 0) return { entry };
  const question = `Several things fit “${text}”. Which one do you mean?`;
  return { reply: { answer: choiceOf(command, question, resolution.entries) } };
}

function offerNearest(command: string, text: string, nearest: readonly DirectoryEntry[], directory: Directory): Choice {
  if (readMention(text) !== undefined) {
    throw new Refusal('Nobody in the catalog has the account that you mentioned.', {
      code: 'no-such-entity',
      hint: `Ask for them by name; their user is found by a mention once it has the annotation ${accountAnnotations.join(' or ')}.`,
    });
  }
  if (isPronoun(text)) {
    throw new Refusal(`Nothing was spoken of here before, so I do not know what “${text}” is.`, {
      code: 'no-such-entity',
      hint: 'Ask again with its name.',
    });
  }
  if (nearest.length > 0) {
    return choiceOf(command, `Nothing in the catalog is called “${text}”. Did you mean one of these?`, nearest);
  }
  if (directory.size() === 0) {
    throw new Refusal('The catalog is empty.', {
      code: 'empty-catalog',
      hint: 'Sources are named in callboard.yaml under catalog.sources, or brought in with: register URL',
    });
  }
  throw new Refusal(`Nothing in the catalog is called “${text}”.`, {
    code: 'no-such-entity',
    hint: 'Ask to find a part of its name. If it is new, its repository is added with: register URL',
  });
}

const choiceOf = (command: string, question: string, entries: readonly DirectoryEntry[]): Choice => ({
  kind: 'choice',
  question,
  options: entries.map(({ ref, entity }) => ({
    label: displayName(entity),
    detail: ref,
    press: pressFor(command, ref),
  })),
});

/** Asks a command about an entity. */
export const pressFor = (command: string, ref: string): Press => ({ command, values: { name: ref } });
