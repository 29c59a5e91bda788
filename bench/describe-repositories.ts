import { type CompanyDocument, type CompanyFile, documentOf, spell } from './company-document.ts';
import {
  type Area,
  areas,
  facets,
  landmarks,
  languages,
  lifecycles,
  nicknames,
  type Trade,
  trades,
} from './company-words.ts';
import type { Random } from './random.ts';

/** What a repository has besides its component. */
interface Place {
  readonly area: Area;
  readonly owner: string;
  readonly system: string;
}

/** What was made so far. */
interface Made {
  readonly names: Set<string>;
  readonly apis: string[];
  /** The system of each area that components are put into. */
  readonly systems: Map<string, string>;
}

/** Repositories with so many entities in all: each a component, and what belongs to it. */
export function describeRepositories(
  entities: number,
  teams: readonly string[],
  random: Random,
): readonly CompanyFile[] {
  const made: Made = { names: new Set(), apis: [], systems: new Map() };
  const files: CompanyFile[] = [];
  let left = entities;
  while (left > 0) {
    const documents = describeRepository(files.length, teams, random, made);
    const component = documents.find(({ kind }) => kind === 'Component');
    files.push({ path: `repos/${component?.name ?? 'none'}/catalog-info.yaml`, documents });
    left -= documents.length;
  }
  return files;
}

function describeRepository(
  index: number,
  teams: readonly string[],
  random: Random,
  made: Made,
): readonly CompanyDocument[] {
  const landmark = landmarks[index];
  const area = landmark ? areaOf(landmark.area) : random.pick(areas);
  const own = teams.filter((team) => team.startsWith(`team-${area.word}`));
  const owner = own.length > 0 && random.happens(0.7) ? random.pick(own) : random.pick(teams);
  const around = describeSurroundings(area, owner, index, made);
  const place = { area, owner, system: made.systems.get(area.word) ?? '' };
  const trade = landmark ? { word: landmark.name, ...landmark } : random.pick(trades);
  const name = landmark ? unused([landmark.name], made.names) : nameOf(area, trade, random, made.names);
  const resources = trade.type === 'library' || trade.type === 'tool' ? [] : describeResources(name, place, random);
  const api = trade.type === 'service' && random.happens(0.9) ? [describeApi(name, place, random)] : [];
  const consumed = Array.from({ length: Math.min(made.apis.length, random.below(4)) }, () => random.pick(made.apis));
  const called = landmark ?? (random.happens(0.6) ? { title: titleOf(name, random) } : {});
  const component = describeComponent(name, { aliases: nicknames[name], ...called }, place, trade, random, [
    ...(api[0] ? [`providesApis: [${api[0].name}]`] : []),
    ...(consumed.length === 0 ? [] : [`consumesApis: [${[...new Set(consumed)].join(', ')}]`]),
    ...(resources.length === 0 ? [] : [`dependsOn: [${resources.map((each) => `resource:${each.name}`).join(', ')}]`]),
  ]);
  made.apis.push(...api.map((each) => each.name));
  return [...around, component, ...api, ...resources];
}

function areaOf(word: string): Area {
  const area = areas.find((each) => each.word === word);
  if (!area) throw new Error(`there is no area ${word}`);
  return area;
}

/** The domain and the system of an area where they are missing; a further system now and then. */
function describeSurroundings(area: Area, owner: string, index: number, made: Made): readonly CompanyDocument[] {
  const isFirst = !made.systems.has(area.word);
  const isFurther = index % 9 === 0;
  if (!isFirst && !isFurther) return [];
  const facet = facets[Math.floor(index / 9) % facets.length] ?? '';
  const system = unused(isFirst ? [`${area.word}-core`] : [`${facet}-${area.word}`], made.names);
  made.systems.set(area.word, system);
  const initials = system.replaceAll(/(\w)\w*-?/g, '$1').toUpperCase();
  const described = documentOf(
    'System',
    system,
    { title: `${spell(system)} (${initials})`, description: `All that has to do with ${area.about}` },
    [`owner: ${owner}`, `domain: ${area.word}`],
  );
  if (!isFirst) return [described];
  const domain = documentOf(
    'Domain',
    area.word,
    { title: spell(area.word), description: `Everything about ${area.about}` },
    [`owner: ${owner}`],
  );
  return [domain, described];
}

/** Area and trade; with a facet where that is taken, then with two. */
function nameOf(area: Area, trade: Trade, random: Random, names: Set<string>): string {
  const [first, second] = [random.pick(facets), random.pick(facets)];
  return unused(
    [
      `${area.word}-${trade.word}`,
      `${first}-${area.word}-${trade.word}`,
      `${first}-${second}-${area.word}-${trade.word}`,
    ],
    names,
  );
}

/** The first that is not taken, else the last with a number. */
function unused(candidates: readonly string[], names: Set<string>): string {
  const last = candidates.at(-1) ?? '';
  let name = candidates.find((candidate) => !names.has(candidate));
  for (let number = 2; name === undefined; number += 1) {
    if (!names.has(`${last}-${number}`)) name = `${last}-${number}`;
  }
  names.add(name);
  return name;
}

function describeComponent(
  name: string,
  { title, aliases }: { readonly title?: string; readonly aliases?: string | undefined },
  { area, owner, system }: Place,
  trade: Trade,
  random: Random,
  relations: readonly string[],
): CompanyDocument {
  const lifecycle = random.pick(lifecycles);
  return documentOf(
    'Component',
    name,
    {
      ...(title === undefined ? {} : { title }),
      description: `${trade.does}, for ${area.about}`,
      annotations: {
        'github.com/project-slug': `fernway/${name}`,
        'pagerduty.com/service-id': `P${name.length}${area.word.slice(0, 3).toUpperCase()}`,
        ...(aliases === undefined ? {} : { 'callboard.dev/aliases': aliases }),
      },
      tags: [random.pick(languages), area.word, ...(lifecycle === 'deprecated' ? ['sunset'] : [])],
      links: {
        Dashboard: `https://grafana.fernway.example/d/${name}`,
        Runbook: `https://runbooks.fernway.example/${name}`,
      },
    },
    [`type: ${trade.type}`, `lifecycle: ${lifecycle}`, `owner: ${owner}`, `system: ${system}`, ...relations],
  );
}

/** As people write it: in words, each with a capital, or run together. */
function titleOf(name: string, random: Random): string {
  const words = name.split('-').map((word) => spell(word));
  return random.pick([spell(name), spell(name), words.join(' '), words.join('')]);
}

const apiTypes = ['openapi', 'openapi', 'openapi', 'grpc', 'graphql', 'asyncapi'];

function describeApi(name: string, { area, owner, system }: Place, random: Random): CompanyDocument {
  return documentOf(
    'API',
    `${name.replace(/-service$/, '')}-api`,
    { description: `What others may ask about ${area.about}`, tags: [area.word] },
    [
      `type: ${random.pick(apiTypes)}`,
      'lifecycle: production',
      `owner: ${owner}`,
      `system: ${system}`,
      'definition: |',
      '  openapi: 3.1.0',
      `  info: { title: ${spell(name)}, version: 1.${random.below(20)}.0 }`,
      '  paths:',
      `    /${area.word}/{id}:`,
      '      get:',
      `        summary: One of ${area.about}`,
      "        responses: { '200': { description: It is there } }",
    ],
  );
}

/** Its database, and what else it may keep things in. */
function describeResources(name: string, { area, owner, system }: Place, random: Random): readonly CompanyDocument[] {
  const base = name.replace(/-service$/, '');
  const kept = [
    ...(random.happens(0.7) ? [{ suffix: 'db', type: 'database', what: 'Tables' }] : []),
    ...(random.happens(0.45) ? [{ suffix: 'events', type: 'kafka-topic', what: 'Events' }] : []),
    ...(random.happens(0.3) ? [{ suffix: 'files', type: 's3-bucket', what: 'Files' }] : []),
    ...(random.happens(0.25) ? [{ suffix: 'cache', type: 'redis', what: 'What is asked often' }] : []),
  ];
  return kept.map(({ suffix, type, what }) =>
    documentOf('Resource', `${base}-${suffix}`, { description: `${what} about ${area.about}` }, [
      `type: ${type}`,
      `owner: ${owner}`,
      `system: ${system}`,
    ]),
  );
}
