import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** A field whose text does not have the form it must have. */
export interface FormatProblem {
  readonly path: readonly (string | number)[];
  /** A whole sentence without its end, to stand by itself. */
  readonly message: string;
}

const namePattern = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const namespacePattern = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const kindPattern = /^[a-zA-Z][a-z0-9A-Z]*$/;
const tagPattern = /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/;
const subdomainPattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const versionPattern = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[a-zA-Z0-9]+$/;

/** Backstage took these limits from Kubernetes: a name's, and a DNS subdomain's. */
const maximumName = 63;
const maximumSubdomain = 253;

const isName = (text: string): boolean => text.length <= maximumName && namePattern.test(text);
const isShort = (text: string, pattern: RegExp): boolean => text.length <= maximumName && pattern.test(text);

/** Checks the form of names, keys, tags and addresses of a document; values of another type are passed over. */
export function checkFormats(value: Json): readonly FormatProblem[] {
  if (!isJsonObject(value)) return [];
  const metadata = isJsonObject(value['metadata']) ? value['metadata'] : {};
  return [
    ...checkText(
      value['apiVersion'],
      ['apiVersion'],
      (text) => versionPattern.test(text),
      'must be a version such as backstage.io/v1alpha1',
    ),
    ...checkText(
      value['kind'],
      ['kind'],
      (text) => isShort(text, kindPattern),
      'must be letters and digits, and start with a letter',
    ),
    ...checkText(metadata['name'], ['metadata', 'name'], isName, nameRule),
    ...checkText(
      metadata['namespace'],
      ['metadata', 'namespace'],
      (text) => isShort(text, namespacePattern),
      'may hold a-z, 0-9 and single hyphens between them, at most 63 characters',
    ),
    ...checkEach(
      metadata['tags'],
      ['metadata', 'tags'],
      (text) => isShort(text, tagPattern),
      'may hold a-z, 0-9, ":", "+", "#" and single hyphens between them, at most 63 characters',
    ),
    ...checkKeys(metadata['labels'], ['metadata', 'labels']),
    ...checkLabelValues(metadata['labels']),
    ...checkKeys(metadata['annotations'], ['metadata', 'annotations']),
    ...checkLinks(metadata['links']),
  ];
}

const nameRule =
  'may hold letters, digits, "-", "_" and ".", starts and ends with a letter or digit, and has at most 63 characters';

type Path = readonly (string | number)[];

function checkText(
  value: Json | undefined,
  path: Path,
  isRight: (text: string) => boolean,
  rule: string,
): FormatProblem[] {
  if (typeof value !== 'string' || value === '' || isRight(value)) return [];
  return [{ path, message: `${JSON.stringify(shortened(value))} ${rule}` }];
}

function checkEach(
  value: Json | undefined,
  path: Path,
  isRight: (text: string) => boolean,
  rule: string,
): FormatProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json, index) => checkText(item, [...path, index], isRight, rule));
}

function checkKeys(value: Json | undefined, path: Path): FormatProblem[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .filter((key) => !isKey(key))
    .map((key) => ({
      path: [...path, key],
      message: `the key ${JSON.stringify(shortened(key))} must be a name, or a domain, a slash and a name, such as example.com/tier`,
    }));
}

function isKey(key: string): boolean {
  const [first = '', second, ...more] = key.split('/');
  if (more.length > 0) return false;
  if (second === undefined) return isName(first);
  return first.length <= maximumSubdomain && subdomainPattern.test(first) && isName(second);
}

function checkLabelValues(labels: Json | undefined): FormatProblem[] {
  if (!isJsonObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]) =>
    checkText(value, ['metadata', 'labels', key], isName, nameRule),
  );
}

function checkLinks(links: Json | undefined): FormatProblem[] {
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: Json, index) => {
    if (!isJsonObject(link)) return [];
    const path = ['metadata', 'links', index];
    return [
      ...checkText(
        link['url'],
        [...path, 'url'],
        (text) => URL.canParse(text),
        'must be an address such as https://example.com/docs',
      ),
      ...checkText(link['icon'], [...path, 'icon'], isName, nameRule),
    ];
  });
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
