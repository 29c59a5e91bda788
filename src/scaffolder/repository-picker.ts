import type { Values } from '#callboard/core/answers/answer.ts';
import type { Field, FieldProblem } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from './action.ts';
import type { GitHost } from './git-host.ts';
import { textOf, textsOf } from './json-object.ts';
import { pickerOptions } from './picker-options.ts';
import { quote } from './quote.ts';
import { formatRepoUrl, parseRepoUrl } from './repo-url.ts';

/** The characters that Git hosts agree on for a repository's name; 100 is GitHub's limit. */
const repositoryName = '^(?!\\.{1,2}$)(?!.*\\.git$)[A-Za-z0-9._\\-]{1,100}$';
/** The same for an owner, who may be a group in a group; hosts that have none refuse it themselves. */
const ownerName = '^(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._\\-]{1,100}(?:/[A-Za-z0-9._\\-]{1,100})*$';
const repositoryNameHelp = 'up to 100 letters, digits, hyphens, underscores and dots, not ending in .git';

/** How a template's repository address is asked for: its parts, as far as there is a choice. */
export interface RepositoryPicker {
  readonly name: string;
  readonly hosts: readonly string[];
  /** Empty where the person names one. */
  readonly owners: readonly string[];
  readonly fields: readonly Field[];
}

/** The configured hosts that a picker's `allowedHosts` lets pass. */
export function allowedHosts(schema: JsonObject, hosts: readonly GitHost[]): readonly GitHost[] {
  const allowed = textsOf(pickerOptions(schema)['allowedHosts']);
  return allowed.length === 0 ? hosts : hosts.filter(({ host }) => allowed.includes(host));
}

/**
 * The picker over the configured hosts that it allows.
 * @param hosts at least one, from {@link allowedHosts}
 * @throws Refusal where the template and the hosts allow no owner in common
 */
export function repositoryPicker(
  name: string,
  schema: JsonObject,
  isRequired: boolean,
  hosts: readonly GitHost[],
): RepositoryPicker {
  const owners = ownersOf(schema, hosts);
  const repositories = textsOf(pickerOptions(schema)['allowedRepos']);
  const label = textOf(schema['title']) ?? 'Repository';
  const help = textOf(schema['description']);
  const hostNames = hosts.map(({ host }) => host);
  const fields: Field[] = [];
  if (hostNames.length > 1) {
    fields.push({
      kind: 'choice',
      name: `${name}.host`,
      label: `${label}: host`,
      isRequired,
      options: hostNames.map(option),
    });
  }
  if (owners.length > 1) {
    fields.push({
      kind: 'choice',
      name: `${name}.owner`,
      label: `${label}: owner`,
      isRequired,
      options: owners.map(option),
    });
  }
  if (owners.length === 0) {
    fields.push({
      kind: 'text',
      name: `${name}.owner`,
      label: `${label}: owner`,
      help: 'The organisation or user that it belongs to.',
      isRequired,
      isMultiline: false,
      pattern: {
        source: ownerName,
        message: `${label}: owner must be a name such as acme, or acme/shop for a group in a group`,
      },
    });
  }
  const repository = { name: `${name}.repo`, label: `${label}: name`, isRequired };
  fields.push(
    repositories.length > 0
      ? { ...repository, kind: 'choice', options: repositories.map(option) }
      : {
          ...repository,
          kind: 'text',
          help: help ?? `A name of ${repositoryNameHelp}`,
          isMultiline: false,
          pattern: {
            source: repositoryName,
            message: `${label}: name takes ${repositoryNameHelp}`,
          },
        },
  );
  return { name, hosts: hostNames, owners, fields };
}

/**
 * Puts the address together again, from its parts or from the whole.
 * @returns undefined where nothing was given
 */
export function readRepository(picker: RepositoryPicker, values: Values): string | undefined | FieldProblem {
  const whole = values[picker.name];
  const given = typeof whole === 'string' ? parseRepoUrl(whole) : undefined;
  const part = (name: 'host' | 'owner' | 'repo') => given?.[name] ?? textOf(values[`${picker.name}.${name}`]);
  const problem = (name: string, message: string): FieldProblem => ({
    field: picker.fields.find((field) => field.name === `${picker.name}.${name}`)?.name ?? `${picker.name}.repo`,
    message,
  });
  if (typeof whole === 'string' && !given)
    return problem('repo', `${quote(whole)} must look like host?owner=acme&repo=shop`);
  const repo = part('repo');
  const host = part('host') ?? lone(picker.hosts);
  const owner = part('owner') ?? lone(picker.owners);
  if (repo === undefined) return undefined;
  if (host === undefined) return problem('host', 'The host of the repository is needed');
  if (!picker.hosts.includes(host)) return problem('host', `The host must be one of ${picker.hosts.join(', ')}`);
  if (owner === undefined) return problem('owner', 'The owner of the repository is needed');
  if (picker.owners.length > 0 && !picker.owners.includes(owner)) {
    return problem('owner', `The owner must be one of ${picker.owners.join(', ')}`);
  }
  if (!new RegExp(repositoryName, 'u').test(repo)) {
    return problem('repo', `${quote(repo)} can not be a repository's name (${repositoryNameHelp})`);
  }
  if (!new RegExp(ownerName, 'u').test(owner)) return problem('owner', `${quote(owner)} can not be an owner's name`);
  return formatRepoUrl({ host, owner, repo });
}

function ownersOf(schema: JsonObject, hosts: readonly GitHost[]): readonly string[] {
  const allowed = textsOf(pickerOptions(schema)['allowedOwners']);
  // A host that names no owners takes any: then only the template's own list narrows.
  const configured = hosts.some(({ owners }) => owners.length === 0) ? [] : hosts.flatMap(({ owners }) => owners);
  if (allowed.length === 0) return [...new Set(configured)];
  const both = allowed.filter((owner) => configured.length === 0 || configured.includes(owner));
  if (both.length > 0) return both;
  throw new Refusal(
    `The template allows the owners ${allowed.join(', ')} (allowedOwners), and ${hosts.map(({ host }) => host).join(', ')} takes only ${configured.join(', ')}.`,
    { code: 'no-owner-left', hint: "Change the template's allowedOwners, or the host's owners in callboard.yaml." },
  );
}

const option = (value: string) => ({ label: value, value });
const lone = (values: readonly string[]): string | undefined => (values.length === 1 ? values[0] : undefined);
