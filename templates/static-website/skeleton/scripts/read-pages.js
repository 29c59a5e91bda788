import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';

const site = path.join(import.meta.dirname, '..', 'site');

/** Every page of the site: its address, its elements, and what the HTML standard has against it. */
export function readPages() {
  return readdirSync(site, { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .map((file) => readPage(file.split(path.sep).join('/')));
}

function readPage(file) {
  const problems = [];
  const document = parse(readFileSync(path.join(site, file), 'utf8'), {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }) => problems.push(`site/${file}:${startLine} ${code}`),
  });
  return { file: `site/${file}`, url: `/${file}`, elements: elementsIn(document), problems };
}

function elementsIn(node) {
  return (node.childNodes ?? []).flatMap((child) => {
    if (!child.tagName) return [];
    const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]));
    const line = child.sourceCodeLocation?.startLine;
    return [{ tag: child.tagName, attributes, line, text: textOf(child) }, ...elementsIn(child)];
  });
}

const textOf = (node) => (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(textOf).join(''));
