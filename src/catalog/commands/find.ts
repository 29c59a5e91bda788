import type { FormAnswer, List } from '#callboard/core/answers/answer.ts';
import type { Command, Reply } from '#callboard/core/commands/command.ts';
import { readMention } from '#callboard/core/identity/read-mention.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { readAddress } from '../addresses.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import type { CommandContext } from './command-context.ts';
import { countOf, listOf } from './entity-list.ts';
import { findPhrases } from './find-phrases.ts';
import { listOwned } from './list-owned.ts';
import { type FilteredText, readFilters } from './read-filters.ts';
import { exampleAbout } from './example-about.ts';
import { readWanted } from './read-wanted.ts';
import { describeEntity } from './show.ts';

type FindContext = Pick<CommandContext, 'directory' | 'entityNotes'>;

/** The command that lists what fits some words, what is of a kind, and what somebody owns. */
export function createFind(context: FindContext): Command {
  const { directory } = context;
  return {
    name: 'find',
    summary: 'Finds things by words of their name or description; lists a kind, or what a team owns',
    parameters: [
      {
        name: 'text',
        description: 'Words of it; or: apis; or: services owned by payments; or: kind:api tag:pci owner:payments',
        isRequired: false,
      },
    ],
    shortcut: 'Find in the catalog',
    examples: ['find invoice', 'list apis', 'find kind:api tag:pci', 'what does the payments team own?'],
    example: exampleAbout(directory, 'component', (known) => `find ${known}`),
    phrases: findPhrases,
    catchAll: 'text',
    effect: 'reads',
    run: async ({ values, fromForm }) => {
      const text = String(values['text'] ?? '').trim();
      if (text === '') return { answer: findForm };
      const chosen = fromForm ? directory.get(text) : undefined;
      return chosen ? { answer: describeEntity(chosen, context), subject: chosen.ref } : answer(text, context);
    },
  };
}

/** Asks what is looked for: something that is listed while it is typed, or any words. */
const findForm: FormAnswer = {
  kind: 'form',
  form: {
    title: 'Find in the catalog',
    submitLabel: 'Find',
    pages: [
      {
        id: 'find',
        title: 'What are you looking for?',
        fields: [
          {
            kind: 'lookup',
            name: 'text',
            label: 'Name or words',
            help: 'Such as payments, or what a team owns: services owned by payments.',
            isRequired: true,
            isFocused: true,
            lookup: 'entities',
            filter: '',
            takesAny: true,
          },
        ],
      },
    ],
  },
  submit: { command: 'find', values: {} },
};

function answer(text: string, context: FindContext): Reply {
  const { directory, entityNotes } = context;
  const filtered = readFilters(text, directory);
  if (filtered) return { answer: listFiltered(text, filtered, context) };
  const isName = directory.search(text, {}, 1)[0]?.score === 1;
  const wanted = isName ? undefined : readWanted(text, directory);
  if (wanted?.owner !== undefined) return listOwned({ ...wanted, owner: wanted.owner }, directory);
  if (wanted) {
    const entries = directory.search('', {}, directory.size()).map(({ entry }) => entry);
    const fitting = entries.filter(wanted.fits);
    if (fitting.length > 0)
      return {
        answer: listOf(`The catalog has ${countOf(fitting.length, wanted.what)}`, fitting, directory, entityNotes),
      };
  }
  return search(text, context);
}

/** @throws Refusal where nothing fits */
function listFiltered(text: string, { words, fits }: FilteredText, context: FindContext): List {
  const { directory, entityNotes } = context;
  const found = directory
    .search(words, {}, directory.size())
    .filter(({ entry, score }) => (words === '' || score >= worthShowing) && fits(entry))
    .map(({ entry }) => entry);
  return found.length === 0
    ? describeFound(text, found, context)
    : listOf(`${countOf(found.length, 'things')} with ${text}`, found, directory, entityNotes);
}

function search(text: string, context: FindContext): Reply {
  const entries = whatFits(text, context.directory);
  const [entry, ...others] = entries;
  const subject = entry && others.length === 0 ? entry.ref : undefined;
  const answer = describeFound(text, entries, context);
  return { answer, ...(subject === undefined ? {} : { subject }) };
}

/** What is named by the text, before what only fits its words; one more than is shown, where there are more. */
function whatFits(text: string, directory: Directory): readonly DirectoryEntry[] {
  const named = directory.resolve(text, {});
  const first = named.kind === 'one' ? [named.entry] : named.kind === 'several' ? named.entries : [];
  // The words of an address are in the names of many things that it has nothing to do with.
  if (readAddress(text) !== undefined || readMention(text) !== undefined) return first;
  const found = directory.search(text, {}, maximumFound + 1).filter(({ score }) => score >= worthShowing);
  return [...new Set([...first, ...found.map(({ entry }) => entry)])];
}

/** Of what fits some words, the best are told; what fits worse is hardly meant. */
const maximumFound = 20;

/** Below that, a match shares some letters by chance. */
const worthShowing = 0.4;

/**
 * What was found, as a list.
 * @throws Refusal where nothing was
 */
function describeFound(
  words: string,
  entries: readonly DirectoryEntry[],
  { directory, entityNotes }: FindContext,
): List {
  if (entries.length === 0) {
    throw new Refusal(`Nothing in the catalog fits “${words}”.`, {
      code: 'no-such-entity',
      hint: 'Try a shorter part of its name, or another word for it; or ask for help.',
    });
  }
  const isMore = entries.length > maximumFound;
  const title = isMore ? `The ${maximumFound} that fit “${words}” best` : `What fits “${words}”`;
  return listOf(title, entries.slice(0, maximumFound), directory, entityNotes);
}
