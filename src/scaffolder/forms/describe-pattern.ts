/** What stands in a character class, in the order in which it is told. */
const nouns = [
  'letters',
  'lower case letters',
  'capital letters',
  'digits',
  'hyphens',
  'underscores',
  'dots',
  'slashes',
  'colons',
  'spaces',
] as const;
type Noun = (typeof nouns)[number];

/** Longer ones first: what is read is taken away. */
const meanings: readonly (readonly [RegExp, readonly Noun[]])[] = [
  [/\\w/, ['letters', 'digits', 'underscores']],
  [/a-zA-Z|A-Za-z/, ['letters']],
  [/a-z/, ['lower case letters']],
  [/A-Z/, ['capital letters']],
  [/0-9|\\d/, ['digits']],
  // Anywhere else, a hyphen stands for what lies between its neighbours.
  [/\\-|^-|-$/, ['hyphens']],
  [/\\?_/, ['underscores']],
  [/\\?\./, ['dots']],
  [/\\?\//, ['slashes']],
  [/\\?:/, ['colons']],
  [/\\s| /, ['spaces']],
];

interface Part {
  readonly nouns: readonly Noun[];
  readonly isRepeated: boolean;
}

/** Backstage's format of an entity's name. */
export const entityNamePattern = '^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$';

/** Some character classes from `^` to `$`, and what may follow again and again behind a hyphen. */
const usualPattern = /^\^\(?([^()]*)\)?(?:\((?:\?:)?-(\[[^()]*\])\+\)\*)?\$$/;

/**
 * What a usual regular expression asks of a text, to follow the name of a field: "may have only lower case letters and
 * digits, and begins with a lower case letter".
 * @returns undefined for an expression that is more than a few character classes
 */
export function describePattern(source: string): string | undefined {
  if (source === entityNamePattern) return describePattern('^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$');
  const [, head = '', tail] = usualPattern.exec(source) ?? [];
  const parts = readParts(head);
  const following = tail === undefined ? [] : readParts(tail);
  const shape = parts?.map(({ isRepeated }) => (isRepeated ? '*' : '1')).join('');
  if (!parts || !following || shape === undefined) return undefined;
  if (!(tail === undefined ? ['*', '1*', '*1', '1*1'] : ['*', '1*']).includes(shape)) return undefined;
  const first = shape.startsWith('1') ? parts[0] : undefined;
  const last = shape.endsWith('1') ? parts.at(-1) : undefined;
  const ends = [...(first ? [`begins with ${oneOf(first)}`] : []), ...(last ? [`ends with ${oneOf(last)}`] : [])];
  return [
    `may have only ${listed(inOrder([...parts, ...following].flatMap((part) => part.nouns)), 'and')}`,
    ...(tail === undefined ? [] : ['with single hyphens between them']),
    ...(ends.length === 0 ? [] : [`and ${ends.join(' and ')}`]),
  ].join(', ');
}

function readParts(text: string): readonly Part[] | undefined {
  const found = [...text.matchAll(/(?:\[((?:\\.|[^\]\\^])+)\]|(\\[dw]))([*+]?)/gy)];
  if (found.length === 0 || found.map(([part]) => part).join('') !== text) return undefined;
  const parts = found.map(([, inBrackets, escape = '', repeated]) => ({
    nouns: readClass(inBrackets ?? escape),
    isRepeated: repeated !== '',
  }));
  return parts.every((part): part is Part => part.nouns !== undefined) ? parts : undefined;
}

function readClass(text: string): readonly Noun[] | undefined {
  let rest = text;
  const found = meanings.flatMap(([pattern, meant]) => {
    const before = rest;
    rest = rest.replace(pattern, '');
    return rest === before ? [] : meant;
  });
  return rest === '' ? inOrder(found) : undefined;
}

function inOrder(found: readonly Noun[]): readonly Noun[] {
  const hasBoth = found.includes('lower case letters') && found.includes('capital letters');
  const hasAll = hasBoth || found.includes('letters');
  const told = hasAll
    ? [...found.filter((noun) => !noun.includes('case') && !noun.includes('capital')), 'letters']
    : found;
  return nouns.filter((noun) => told.includes(noun));
}

const oneOf = (part: Part): string =>
  listed(
    part.nouns.map((noun) => `a ${noun.slice(0, -1)}`),
    'or',
  );

const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(` ${last} `);
