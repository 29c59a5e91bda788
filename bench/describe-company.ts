import { areas, crews, familyNames, givenNames } from './company-words.ts';
import { describeRepositories } from './describe-repositories.ts';
import { createRandom, type Random } from './random.ts';
import { type CompanyDocument, type CompanyFile, documentOf, spell } from './company-document.ts';

/** How many groups or users stand in one file of `org/`. */
const perFile = 200;

/** All files of a company: one entity in a hundred is a group, one in ten a user. */
export function describeCompany({
  entities,
  seed,
}: {
  readonly entities: number;
  readonly seed: number;
}): readonly CompanyFile[] {
  const random = createRandom(seed);
  const groups = describeGroups(Math.max(4, Math.round(entities / 100)));
  const teams = groups.map(({ name }) => name).slice(departments.length);
  const users = describeUsers(Math.max(6, Math.round(entities / 10)), teams, random);
  const org = [...filesOf('org/groups', groups), ...filesOf('org/users', users)];
  const left = entities - groups.length - users.length;
  const repositories = describeRepositories(left, teams, random);
  const targets = [...org.map(({ path }) => `./${path}`), './repos/*/catalog-info.yaml'];
  const root = documentOf('Location', 'fernway', { description: 'All of Fernway' }, [
    'targets:',
    ...targets.map((target) => `  - ${target}`),
  ]);
  return [{ path: 'catalog.yaml', documents: [root] }, ...org, ...repositories];
}

const departments = ['logistics', 'commerce', 'engineering'];

/** Departments first, then teams below them: named after what they do, or as they like. */
function describeGroups(count: number): readonly CompanyDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const department = departments[index];
    if (department !== undefined) return describeDepartment(department);
    return describeTeam(index - departments.length);
  });
}

const describeDepartment = (name: string): CompanyDocument =>
  documentOf('Group', name, { description: `All who work in ${name}` }, [
    'type: department',
    `profile: { displayName: ${spell(name)} department, email: ${name}@fernway.example }`,
    'children: []',
  ]);

function describeTeam(index: number): CompanyDocument {
  const place = areas[index % areas.length];
  if (!place) throw new Error('there are no areas');
  const round = Math.floor(index / areas.length);
  // Every fourth team calls itself after an animal, and says in its title what it does.
  const crew = index % 4 === 3 ? crews[(index >> 2) % crews.length] : undefined;
  const number = round === 0 ? '' : `-${round + 1}`;
  const name =
    crew === undefined ? `team-${place.word}${number}` : `${crew}${index >> 2 < crews.length ? '' : `-${round + 1}`}`;
  const title =
    crew === undefined ? `${spell(place.word)} team${number.replace('-', ' ')}` : `${spell(name)} (${place.word})`;
  return documentOf(
    'Group',
    name,
    { description: `Looks after ${place.about}`, annotations: { 'slack.com/channel': `'#${name}'` } },
    [
      'type: team',
      `profile: { displayName: ${title}, email: ${name}@fernway.example }`,
      `parent: ${departments[index % departments.length]}`,
      'children: []',
    ],
  );
}

function describeUsers(count: number, teams: readonly string[], random: Random): readonly CompanyDocument[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, () => {
    const [given, family] = [random.pick(givenNames), random.pick(familyNames)];
    const plain = plainLetters(`${given}.${family}`);
    let name = plain;
    for (let number = 2; taken.has(name); number += 1) name = `${plain}${number}`;
    taken.add(name);
    return documentOf('User', name, {}, [
      `profile: { displayName: "${given} ${family}", email: ${name}@fernway.example }`,
      `memberOf: [${random.pick(teams)}]`,
    ]);
  });
}

const plainLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(/[^\w.]/g, '')
    .toLowerCase();

function filesOf(path: string, documents: readonly CompanyDocument[]): readonly CompanyFile[] {
  return Array.from({ length: Math.ceil(documents.length / perFile) }, (_, index) => ({
    path: `${path}-${index}.yaml`,
    documents: documents.slice(index * perFile, (index + 1) * perFile),
  }));
}
