import type { Card } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { definitionOf } from '../definitions/definition-of.ts';
import { displayName, oneLine, shownFile } from '../entity-text.ts';
import { settleByOwner } from '../owner.ts';
import { standingButtons, standingLines } from '../standing-text.ts';
import type { CommandContext } from './command-context.ts';
import { definitionFields } from './definition-fields.ts';
import {
  documentationField,
  entitiesField,
  entityLine,
  type Field,
  furtherLinksField,
  repositoryField,
} from './entity-fields.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { listOwned } from './list-owned.ts';
import { exampleAbout } from './example-about.ts';
import { nameParameter } from './name-parameter.ts';

/** The command that tells where something is: an API's definition, docs and repository, anything else's repository and docs. */
export function createWhereIs({ directory }: Pick<CommandContext, 'directory'>): Command {
  const parameter = nameParameter('An API, a component or anything else in the catalog', directory);
  return {
    name: 'where-is',
    summary: 'Where something is: its repository and docs; for an API its definition, servers and operations',
    parameters: [{ ...parameter, nameAtStart: (line) => placeAtStart(line, directory) }],
    examples: ['where is the API for billing?', 'where are the docs of checkout-web?'],
    example: exampleAbout(directory, 'api', (known) => `where is ${known}?`),
    phrases: whereIsPhrases,
    effect: 'reads',
    run: async ({ values }) => {
      const text = String(values['name'] ?? '');
      const api = ofApi.exec(text)?.groups?.['name'];
      const subject = api === undefined ? findPlace(text, directory) : findApi(api, directory);
      if ('reply' in subject) return subject.reply;
      return { answer: await describePlace(subject.entry, directory), subject: subject.entry.ref };
    },
  };
}

const name = String.raw`(?:the |our )?(?<name>.+?)`;
const where = String.raw`where(?:'s|’s| is| are| can (?:i|we) (?:find|see|read)| do (?:i|we) find| does| do)?`;
const show = String.raw`(?:show me|give me|find(?: me)?|what(?:'s|’s| is| are))`;
const apiWord = String.raw`(?:apis?(?: (?:definition|spec|docs|documentation))?|interface|openapi(?: (?:spec|definition))?|swagger)`;
const placeWord = String.raw`(?:docs|documentation|code|source(?: code)?|repo|repository|repos|git repo|links?|runbooks?|dashboards?)`;

/** A name that begins with "API for" is looked for among APIs first. */
const ofApi = new RegExp(`^${apiWord} (?:for|of|to|from) ${name}$`, 'i');

/** A name with a word after it that says what of it is looked for: `orders docs`. */
const andPlace = new RegExp(`^${name} ${placeWord}$`, 'i');

/** How people ask where something is. */
const whereIsPhrases: readonly RegExp[] = [
  new RegExp(`^${show} (?:the )?(?<name>${apiWord} (?:for|of|to|from) .+)$`, 'i'),
  new RegExp(`^${where} (?:the )?${placeWord} (?:for|of|to|from|about|on) ${name}$`, 'i'),
  new RegExp(`^(?:${show} )?(?:the )?${placeWord} (?:for|of|to|from|about|on) ${name}$`, 'i'),
  new RegExp(`^where (?:does|do) (?:the )?${placeWord} (?:for|of|to|from|about|on) ${name} (?:live|lie|stand)$`, 'i'),
  new RegExp(`^${where} ${name}(?:'s|’s) ${placeWord}$`, 'i'),
  new RegExp(`^${where} ${name}(?: live| lives| located| documented| defined| kept)?$`, 'i'),
  new RegExp(`^${where} (?:the |our |my )?(?:${apiWord}|${placeWord})(?: (?:for|of|to|from|about|on))?$`, 'i'),
  new RegExp(`^(?<name>(?:its|their) (?:${apiWord}|${placeWord}))$`, 'i'),
  new RegExp(`^which (?:repo|repository) (?:has|holds|contains|is for) ${name}$`, 'i'),
];

/** What the whole line means, also where it is the API for something that is known. */
function placeAtStart(line: string, directory: Directory): string | undefined {
  const of = ofApi.exec(line)?.groups?.['name'];
  const isKnown = of !== undefined && directory.nameAtStart(of, {}) === of;
  return isKnown || namedBeforePlace(line, directory) !== undefined ? line : directory.nameAtStart(line, {});
}

/** What is asked about where the last words only say what of it is looked for, and are not of its name. */
function namedBeforePlace(text: string, directory: Directory): string | undefined {
  const named = andPlace.exec(text)?.groups?.['name'];
  const isMeant = named !== undefined && directory.resolve(text, {}).kind === 'none';
  return isMeant && directory.resolve(named, {}).kind !== 'none' ? named : undefined;
}

function findPlace(text: string, directory: Directory) {
  const named = namedBeforePlace(text, directory) ?? text;
  return findSubject('where-is', named, directory, (entries) => settleByOwner(entries, directory));
}

/** Somebody who asks for "the API for billing" means an API, or the one API of what is called billing. */
function findApi(text: string, directory: Directory) {
  const named = directory.resolve(text, { kinds: ['api'] });
  if (named.kind === 'one') return { entry: named.entry };
  const whole = directory.resolve(text, {});
  if (named.kind === 'none' && whole.kind === 'one') {
    const { ref } = whole.entry;
    const provided = apisOf(whole.entry, directory);
    const [only, ...others] = provided;
    if (only && others.length === 0) return { entry: only };
    // A team is no place of an API, as a component is: it owns several, or none.
    if (/^(?:group|user):/.test(ref)) return { reply: listOwned({ what: 'APIs', fits: isApi, owner: ref }, directory) };
    if (only) return { reply: choiceOfApis(text, provided) };
    return { entry: whole.entry };
  }
  return named.kind === 'several'
    ? findSubject('where-is', text, directory, undefined, { kinds: ['api'] })
    : findPlace(text, directory);
}

const isApi = ({ ref }: DirectoryEntry): boolean => ref.startsWith('api:');

function choiceOfApis(text: string, apis: readonly DirectoryEntry[]) {
  return {
    answer: {
      kind: 'choice' as const,
      question: `“${text}” has several APIs. Which one do you mean?`,
      options: apis.map(({ ref, entity }) => ({
        label: displayName(entity),
        detail: ref,
        press: pressFor('where-is', ref),
      })),
    },
  };
}

/** The APIs that an entity provides or owns, or that its parts are. */
function apisOf({ ref }: DirectoryEntry, directory: Directory): readonly DirectoryEntry[] {
  const others = [...directory.related(ref, 'hasPart'), ...directory.related(ref, 'ownerOf')];
  const apis = others.filter((other) => other.startsWith('api:'));
  return [...new Set([...directory.related(ref, 'providesApi'), ...apis])].flatMap((api) => directory.get(api) ?? []);
}

/** Where an entity is, as a card. */
async function describePlace(entry: DirectoryEntry, directory: Directory): Promise<Card> {
  const { ref, entity } = entry;
  return {
    kind: 'card',
    title: [{ kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
    lines: [...standingLines(entry), ...(entity.metadata.description ? [oneLine(entity.metadata.description)] : [])],
    fields: entity.kind === 'API' ? await apiFields(entry, directory) : placeFields(entry, directory),
    buttons: [...standingButtons(entry), { label: 'Who owns it', press: pressFor('who-owns', ref) }],
  };
}

async function apiFields(entry: DirectoryEntry, directory: Directory): Promise<readonly Field[]> {
  const providers = directory.related(entry.ref, 'apiProvidedBy');
  const repositories = providers.flatMap((provider) => {
    const component = directory.get(provider);
    return component ? repositoryField(component) : [];
  });
  const own = repositories.length > 0 ? repositories : repositoryField(entry);
  return [
    ...definitionFields(await definitionOf(entry.entity), entry.origin),
    ...documentationField(entry),
    ...entitiesField('Provided by', providers, directory),
    ...own,
    ...entitiesField('Consumed by', directory.related(entry.ref, 'apiConsumedBy'), directory),
    ...ownerField(entry.ref, directory),
    ...furtherLinksField(entry),
  ];
}

function placeFields(entry: DirectoryEntry, directory: Directory): readonly Field[] {
  const repository = repositoryField(entry);
  return [
    ...(repository.length > 0 ? repository : [{ label: 'Described in', value: shownFile(entry.origin) }]),
    ...documentationField(entry),
    ...entitiesField('Provides', directory.related(entry.ref, 'providesApi'), directory),
    ...ownerField(entry.ref, directory),
    ...furtherLinksField(entry),
  ];
}

function ownerField(ref: string, directory: Directory): readonly Field[] {
  return directory.related(ref, 'ownedBy').map((owner) => ({ label: 'Owner', value: entityLine(owner, directory) }));
}
