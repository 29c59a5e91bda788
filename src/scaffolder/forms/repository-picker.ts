import type { ChoiceField, Field, Pattern, TextField } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';

import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { textOf, textsOf } from '../json-object.ts';
import { parseRepoUrl, type RepoUrl } from '../repo-url.ts';
import type { AskedHost } from './asked-host.ts';
import { type FieldBase, fieldBase, type FieldPlace } from './field-base.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks, RepositoryPicker } from './question.ts';
import { ownerRulesOf, projectKey, repositoryName } from './repository-rules.ts';

/**
 * The configured hosts that a picker's `allowedHosts` and `allowedOrganizations` let pass, and of these the ones with an
 * owner that it allows, where any has one.
 */
export function allowedHosts(schema: JsonObject, hosts: readonly AskedHost[]): readonly AskedHost[] {
  const allowed = textsOf(pickerOptions(schema)['allowedHosts']);
  const organizations = textsOf(pickerOptions(schema)['allowedOrganizations']);
  const passed = hosts.filter(
    ({ host, organization }) =>
      (allowed.length === 0 || allowed.includes(host)) &&
      (organizations.length === 0 || organization === undefined || organizations.includes(organization)),
  );
  const withOwner = passed.filter((host) => commonOwners(schema, [host]).kind !== 'none');
  return withOwner.length > 0 ? withOwner : passed;
}

/**
 * The picker over the configured hosts that it allows.
 * @param answers `whole`: the address that it is filled with, as `host?owner=acme&repo=shop`; `chosen`: the host that
 *   was chosen since, whose words for owners and projects are asked for
 * @param hosts at least one, from {@link allowedHosts}
 * @throws Refusal where the template and the hosts allow no owner in common
 */
export function repositoryPicker(
  at: FieldPlace,
  schema: JsonObject,
  answers: { readonly whole: string | undefined; readonly chosen: string | undefined },
  hosts: readonly AskedHost[],
): RepositoryPicker {
  const base = fieldBase({ title: 'Repository', ...schema }, at);
  const repositories = textsOf(pickerOptions(schema)['allowedRepos']);
  const hostNames = hosts.map(({ host }) => host);
  const given = answers.whole === undefined ? undefined : parseRepoUrl(answers.whole);
  const chosen = hosts.length === 1 ? hosts[0] : hosts.find(({ host }) => host === (answers.chosen ?? given?.host));
  const owners = ownersOf(schema, chosen ? [chosen] : hosts);
  const decides = hosts.some((host) => !isAskedAlike(host, hosts[0]));
  const { help: _ofName, ...shared } = base;
  const thing = thingOf(base.label);
  const part = (name: string, word: string) => ({
    ...shared,
    name: `${at.name}.${name}`,
    label: `${thing} ${word}`,
  });
  const fields: Field[] = [
    ...(hostNames.length > 1
      ? [choice({ ...part('host', 'host'), ...(decides && { decides }) }, hostNames, given?.host)]
      : []),
    ...(owners.length === 1
      ? []
      : [ownerField(part('owner', ownerRulesOf(chosen?.ownerWord).word), owners, given?.owner, chosen)]),
    ...(chosen?.ownerWord === 'workspace' ? [projectField(part('project', 'project'), schema, given)] : []),
    repositoryField(
      { ...part('repo', 'name'), help: base.help ?? `A name of ${repositoryName.message}` },
      repositories,
      given?.repo,
    ),
  ];
  return { name: at.name, hosts, owners, fields };
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
  const [first] = usable;
  const only = usable.length === 1 ? first : undefined;
  return { kind: 'field', field: ownerField(base, owners, textOf(initial), only) };
}

/** What a title names of which the address is to be given: of "Repository URL" and "Repository Location" the repository. */
const thingOf = (title: string): string => title.replace(/\s+(?:URL|location|address|name)$/i, '');

/** Whether both hosts' owners are asked for in the same way. */
const isAskedAlike = (one: AskedHost, other: AskedHost | undefined): boolean =>
  one.ownerWord === other?.ownerWord && one.owners.join() === other?.owners.join();

/** The owners to choose from; none means any. @throws Refusal where the template and the hosts allow none in common */
function ownersOf(schema: JsonObject, hosts: readonly AskedHost[]): readonly string[] {
  const common = commonOwners(schema, hosts);
  if (common.kind === 'owners') return common.owners;
  const { allowed, option, configured } = common;
  throw new Refusal(
    `The template allows the owners ${allowed.join(', ')} (${option}), and ${hosts.map(({ host }) => host).join(', ')} takes only ${configured.join(', ')}.`,
    { code: 'no-owner-left', hint: `Change the template's ${option}, or what callboard.yaml says of the host.` },
  );
}

type CommonOwners =
  | { readonly kind: 'owners'; readonly owners: readonly string[] }
  | {
      readonly kind: 'none';
      readonly option: string;
      readonly allowed: readonly string[];
      readonly configured: readonly string[];
    };

function commonOwners(schema: JsonObject, hosts: readonly AskedHost[]): CommonOwners {
  const hasProjects = hosts.length > 0 && hosts.every(({ ownerWord }) => ownerWord === 'project');
  const option = hasProjects ? 'allowedProjects' : 'allowedOwners';
  const allowed = textsOf(pickerOptions(schema)[option]);
  // A host that names no owners takes any: then only the template's own list narrows.
  const configured = hosts.some(({ owners }) => owners.length === 0) ? [] : hosts.flatMap(({ owners }) => owners);
  if (allowed.length === 0) return { kind: 'owners', owners: [...new Set(configured)] };
  const both = allowed.filter((owner) => configured.length === 0 || configured.includes(owner));
  return both.length > 0 ? { kind: 'owners', owners: both } : { kind: 'none', option, allowed, configured };
}

function ownerField(
  base: FieldBase,
  owners: readonly string[],
  initial: string | undefined,
  host: AskedHost | undefined,
): ChoiceField | TextField {
  const { help, pattern } = ownerRulesOf(host?.ownerWord);
  return owners.length > 0 ? choice(base, owners, initial) : textField({ help, ...base }, pattern, initial);
}

/** Bitbucket sorts a workspace's repositories into projects; without one, the host's own configuration says which. */
function projectField(base: FieldBase, schema: JsonObject, given: RepoUrl | undefined): ChoiceField | TextField {
  const allowed = textsOf(pickerOptions(schema)['allowedProjects']);
  const help = 'The key of the project that it is put into, such as SHOP; left empty, the usual one.';
  if (allowed.length > 0) return choice(base, allowed, given?.project);
  return textField({ ...base, help, isRequired: false }, projectKey, given?.project);
}

function repositoryField(
  base: FieldBase,
  allowed: readonly string[],
  initial: string | undefined,
): ChoiceField | TextField {
  return allowed.length > 0 ? choice(base, allowed, initial) : textField(base, repositoryName, initial);
}

const textField = (base: FieldBase, { source, message }: Pattern, initial: string | undefined): TextField => ({
  ...base,
  kind: 'text',
  isMultiline: false,
  pattern: { source, message: `${base.label} takes ${message}` },
  ...(initial === undefined ? {} : { initial }),
});

function choice(base: FieldBase, values: readonly string[], initial: string | undefined): ChoiceField {
  const options = values.map((value) => ({ label: value, value }));
  return {
    ...base,
    kind: 'choice',
    options,
    ...(initial !== undefined && values.includes(initial) ? { initial } : {}),
  };
}
