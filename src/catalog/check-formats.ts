import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Finding } from './finding.ts';
import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { explainForm, nameForm, namespaceForm, tagForm, type TextForm } from './text-form.ts';

/** Backstage took this limit from Kubernetes: a DNS subdomain's. */
const maximumSubdomain = 253;
const subdomainPattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Checks the form of names, keys, tags and addresses of a document; values of another type are passed over, and so are
 * its kind and version, which must be known ones anyway.
 */
export function checkFormats(value: Json): readonly Finding[] {
  if (!isJsonObject(value) || !isJsonObject(value['metadata'])) return [];
  const { name, namespace, tags, labels, annotations, links } = value['metadata'];
  return [
    ...checkText(name, ['metadata', 'name'], nameForm),
    ...checkText(namespace, ['metadata', 'namespace'], namespaceForm),
    ...(Array.isArray(tags) ? tags : []).flatMap((tag: Json, index) =>
      checkText(tag, ['metadata', 'tags', index], tagForm),
    ),
    ...checkKeys(labels, ['metadata', 'labels']),
    ...Object.entries(isJsonObject(labels) ? labels : {}).flatMap(([key, label]) =>
      checkText(label, ['metadata', 'labels', key], nameForm),
    ),
    ...checkKeys(annotations, ['metadata', 'annotations']),
    ...checkLinks(links),
  ];
}

type Path = readonly (string | number)[];

function checkText(value: Json | undefined, path: Path, form: TextForm): readonly Finding[] {
  if (typeof value !== 'string' || value === '') return [];
  const breach = explainForm(value, form);
  return breach === undefined ? [] : [{ path, message: `${formatPath(path)} ${quoted(value)} ${breach}` }];
}

function checkKeys(value: Json | undefined, path: Path): readonly Finding[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value).flatMap((key) => {
    const breach = explainKey(key);
    const message = `The key ${quoted(key)} of ${formatPath(path)} ${breach}`;
    return breach === undefined ? [] : [{ path: [...path, key], isAboutKey: true, message }];
  });
}

function explainKey(key: string): string | undefined {
  const [first = '', second, ...more] = key.split('/');
  const isDomain = first.length <= maximumSubdomain && subdomainPattern.test(first);
  if (more.length > 0) return `has more than one slash: ${keyRule}`;
  if (second !== undefined && !isDomain) return `has no domain before its slash: ${keyRule}`;
  const name = second ?? first;
  return name === '' ? `names nothing: ${keyRule}` : explainForm(name, nameForm);
}

const keyRule = 'write a name, or a domain, a slash and a name, such as example.com/tier';

function checkLinks(links: Json | undefined): readonly Finding[] {
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: Json, index) => {
    if (!isJsonObject(link)) return [];
    const path = ['metadata', 'links', index];
    return [...checkAddress(link['url'], [...path, 'url']), ...checkText(link['icon'], [...path, 'icon'], nameForm)];
  });
}

function checkAddress(value: Json | undefined, path: Path): readonly Finding[] {
  if (typeof value !== 'string' || value === '' || URL.canParse(value)) return [];
  const message = `${formatPath(path)} ${quoted(value)} is no address: write all of it, such as https://example.com/docs`;
  return [{ path, message }];
}

const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
