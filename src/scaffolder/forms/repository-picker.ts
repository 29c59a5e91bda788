import type { Values } from '#callboard/core/answers/answer.ts';
import type { ChoiceField, Field, FieldProblem, TextField } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textOf, textsOf } from '../json-object.ts';
import { quote } from '../quote.ts';
import { formatRepoUrl, parseRepoUrl } from '../repo-url.ts';
import type { AskedHost } from './asked-host.ts';
import { type FieldBase, fieldBase, type FieldPlace } from './field-base.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks, RepositoryPicker } from './question.ts';

/** The characters that Git hosts agree on for a repository's name; 100 is GitHub's limit. */
const repositoryName = '^(?!\\.{1,2}$)(?!.*\\.git$)[A-Za-z0-9._\\-]{1,100}$';
/** The same for an owner, who may be a group in a group; hosts that have none refuse it themselves. */
const ownerName = '^(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._\\-]{1,100}(?:/[A-Za-z0-9._\\-]{1,100})*$';
const repositoryNameHelp = 'up to 100 letters, digits, hyphens, underscores and dots, not ending in .git';

/** The configured hosts that a picker's `allowedHosts` lets pass. */
export function allowedHosts(schema: JsonObject, hosts: readonly AskedHost[]): readonly AskedHost[] {
  const allowed = textsOf(pickerOptions(schema)['allowedHosts']);
  return allowed.length === 0 ? hosts : hosts.filter(({ host }) => allowed.includes(host));
}

/**
 * The picker over the configured hosts that it allows.
 * @param initial the address that it is filled with, as `host?owner=acme&repo=shop`
 * @param hosts at least one, from {@link allowedHosts}
 * @throws Refusal where the template and the hosts allow no owner in common
 */
export function repositoryPicker(
  at: FieldPlace,
  schema: JsonObject,
  initial: string | undefined,
  hosts: readonly AskedHost[],
): RepositoryPicker {
  const base = fieldBase({ title: 'Repository', ...schema }, at);
  const owners = ownersOf(schema, hosts);
  const repositories = textsOf(pickerOptions(schema)['allowedRepos']);
  const hostNames = hosts.map(({ host }) => host);
  const given = initial === undefined ? undefined : parseRepoUrl(initial);
  const { help: _ofName, ...shared } = base;
  const part = (name: string, word: string) => ({
    ...shared,
    name: `${at.name}.${name}`,
    label: `${base.label}: ${word}`,
  });
  const credentials = credentialsOf(schema, part('token', 'your access token'));
  const fields: Field[] = [
    ...(hostNames.length > 1 ? [choice(part('host', 'host'), hostNames, given?.host)] : []),
    ...(owners.length === 1 ? [] : [ownerField(part('owner', 'owner'), owners, given?.owner)]),
    repositoryField(
      { ...part('repo', 'name'), help: base.help ?? `A name of ${repositoryNameHelp}` },
      repositories,
      given?.repo,
    ),
    ...(credentials ? [credentials.field] : []),
  ];
  return { name: at.name, hosts: hostNames, owners, fields, credentials };
}

/** How the owner of repositories alone is asked for: among those that are configured and allowed, else as a name. */
export function askOwner(
  schema: JsonObject,
  base: FieldBase,
  initial: Json | undefined,
  hosts: readonly AskedHost[],
): Asks {
  const host = textOf(pickerOptions(schema)['host']);
  const usable = host === undefined ? hosts : hosts.filter((one) => one.host === host);
  const owners = ownersOf(schema, usable);
  return { kind: 'field', field: ownerField(base, owners, textOf(initial)) };
}

/**
 * Puts the address together again, from its parts or from the whole.
 * @param values by field; a part that is not there has its field's default
 * @returns undefined where nothing was given
 */
export function readRepository(picker: RepositoryPicker, values: Values): string | undefined | FieldProblem {
  const whole = textOf(values[picker.name]);
  const given = whole === undefined ? undefined : parseRepoUrl(whole);
  const part = (name: 'host' | 'owner' | 'repo'): string | undefined => {
    const field = picker.fields.find((each) => each.name === `${picker.name}.${name}`);
    const initial = field?.kind === 'text' || field?.kind === 'choice' ? field.initial : undefined;
    const text = given?.[name] ?? textOf(values[`${picker.name}.${name}`]) ?? initial;
    return text === '' ? undefined : text;
  };
  const problem = (name: string, message: string): FieldProblem => ({
    field: picker.fields.find((field) => field.name === `${picker.name}.${name}`)?.name ?? `${picker.name}.repo`,
    message,
  });
  if (whole !== undefined && whole !== '' && !given)
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

function ownersOf(schema: JsonObject, hosts: readonly AskedHost[]): readonly string[] {
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

function ownerField(base: FieldBase, owners: readonly string[], initial: string | undefined): ChoiceField | TextField {
  if (owners.length > 0) return choice(base, owners, initial);
  return {
    help: 'The organisation or user that it belongs to.',
    ...base,
    kind: 'text',
    isMultiline: false,
    pattern: {
      source: ownerName,
      message: `${base.label} must be a name such as acme, or acme/shop for a group in a group`,
    },
    ...(initial === undefined ? {} : { initial }),
  };
}

function repositoryField(
  base: FieldBase,
  allowed: readonly string[],
  initial: string | undefined,
): ChoiceField | TextField {
  if (allowed.length > 0) return choice(base, allowed, initial);
  return {
    ...base,
    kind: 'text',
    isMultiline: false,
    pattern: { source: repositoryName, message: `${base.label} takes ${repositoryNameHelp}` },
    ...(initial === undefined ? {} : { initial }),
  };
}

/** Backstage asks the person to sign in there; in chat they may give a token of their own, else the bot's is used. */
function credentialsOf(schema: JsonObject, base: FieldBase): RepositoryPicker['credentials'] {
  const asked = pickerOptions(schema)['requestUserCredentials'];
  const secret = isJsonObject(asked) ? textOf(asked['secretsKey']) : undefined;
  if (secret === undefined) return undefined;
  const help = 'For what is to be done in your name; without it, this bot does it in its own.';
  return { field: { ...base, help, isRequired: false, kind: 'secret' }, secret };
}

function choice(base: FieldBase, values: readonly string[], initial: string | undefined): ChoiceField {
  const options = values.map((value) => ({ label: value, value }));
  return {
    ...base,
    kind: 'choice',
    options,
    ...(initial !== undefined && values.includes(initial) ? { initial } : {}),
  };
}

const lone = (values: readonly string[]): string | undefined => (values.length === 1 ? values[0] : undefined);
