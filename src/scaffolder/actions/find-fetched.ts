import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import { isRemote, isWithin } from '#callboard/catalog/source-tree.ts';
import type { ActionContext } from '../action.ts';
import { textOf } from '../json-object.ts';
import { repositoryOf } from '../repository-of.ts';

/** A file or folder that a step fetches. */
export interface Fetched {
  /** Absolute, without links in it. */
  readonly path: string;
  /** How a person finds it, such as `skeleton` or its address. */
  readonly label: string;
}

/** What lets a page at a Git host be read, as an input. */
export const tokenProperty = {
  token: { description: 'Used to read that repository instead of the configured one, where it is a text.' },
} as const;

/** Makes the file or folder readable that the page of a Git host shows. */
export type CheckOutPage = CatalogExtensionPoint['checkOutPage'];

/**
 * What a step's `url` names: a place in the template's repository (else in the template's own folder), or the page of a
 * file or folder at a Git host.
 * @throws Refusal where it is not there, outside of the repository, or can't be read
 */
export async function findFetched(
  { input, templateFolder, signal }: Pick<ActionContext, 'input' | 'templateFolder' | 'signal'>,
  checkOutPage: CheckOutPage,
): Promise<Fetched> {
  const url = textOf(input['url']) ?? '';
  if (isRemote(url)) {
    const { folder, path: inner } = await checkOutPage(url, { signal, token: textOf(input['token']) });
    const found = await requireThere(path.join(folder, inner), missing(url), 'Correct the address in the template.');
    if (!isWithin(await realpath(folder), found)) throw outside(url);
    return { path: found, label: url.replace(/\/$/, '') };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || path.isAbsolute(url)) throw outside(url);
  const own = await requireThere(templateFolder, "The template's folder is not there any more.", 'Start again.');
  const found = await requireThere(
    path.resolve(own, url),
    missing(url),
    "Correct the url of the step: it starts at the template's folder.",
  );
  if (!isWithin(await repositoryOf(own), found)) throw outside(url);
  return { path: found, label: path.posix.normalize(url).replace(/\/$/, '') };
}

const missing = (url: string): string => `What the template fetches is not there: ${url}.`;

async function requireThere(file: string, message: string, hint: string): Promise<string> {
  return realpath(file).catch((error: unknown) => {
    throw new Refusal(message, { code: 'no-skeleton', hint }, { cause: error });
  });
}

const outside = (url: string): Refusal =>
  new Refusal(`The template fetches "${url}", which is outside of the template's repository.`, {
    code: 'unsafe-skeleton',
    hint: 'Name a place within it, or the page of a folder at a Git host.',
  });
