/** A document of the made-up company's catalog, and its text as YAML. */
export interface CompanyDocument {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/** A file of the company, by its path from the root. */
export interface CompanyFile {
  readonly path: string;
  readonly documents: readonly CompanyDocument[];
}

interface Metadata {
  readonly title?: string;
  readonly description?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** Addresses by their titles. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Writes a document by hand: what a company's files look like, and faster than a writer of any YAML. */
export function documentOf(kind: string, name: string, metadata: Metadata, spec: readonly string[]): CompanyDocument {
  const { title, description, annotations = {}, tags = [], links = {} } = metadata;
  const lines = [
    'apiVersion: backstage.io/v1alpha1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    ...(title === undefined ? [] : [`  title: ${title}`]),
    ...(description === undefined ? [] : [`  description: ${description}`]),
    ...section('annotations', Object.entries(annotations), ([key, value]) => [`${key}: ${value}`]),
    ...(tags.length === 0 ? [] : [`  tags: [${tags.join(', ')}]`]),
    ...section('links', Object.entries(links), ([text, url]) => [`- url: ${url}`, `  title: ${text}`]),
    'spec:',
    ...spec.map((line) => `  ${line}`),
  ];
  return { kind, name, text: `${lines.join('\n')}\n` };
}

function section<Item>(
  name: string,
  items: readonly Item[],
  linesOf: (item: Item) => readonly string[],
): readonly string[] {
  if (items.length === 0) return [];
  return [`  ${name}:`, ...items.flatMap(linesOf).map((line) => `    ${line}`)];
}

/** A name as a title: `cold-chain-web` becomes `Cold chain web`. */
export const spell = (name: string): string => {
  const text = name.replaceAll('-', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};
