import type { Pattern } from '#callboard/core/forms/form.ts';
import type { GitHost } from '../git-host.ts';

/** How a host's owners are asked for. */
interface OwnerRules {
  /** What the host calls an owner. */
  readonly word: string;
  readonly help: string;
  /** What all such hosts take; a host that takes less refuses the rest itself. */
  readonly pattern: Pattern;
}

/** The characters that Git hosts agree on for a repository's name; 100 is GitHub's limit. */
export const repositoryName: Pattern = {
  source: '^(?!\\.{1,2}$)(?!.*\\.git$)[A-Za-z0-9._\\-]{1,100}$',
  message: 'up to 100 letters, digits, hyphens, underscores and dots, not ending in .git',
};

/** The key of a Bitbucket project. */
export const projectKey: Pattern = {
  source: '^[A-Za-z][A-Za-z0-9_]{0,127}$',
  message: 'letters, digits and underscores, a letter first',
};

const rules: Readonly<Record<NonNullable<GitHost['ownerWord']> | 'owner', OwnerRules>> = {
  owner: {
    word: 'owner',
    help: 'The organisation or user that it belongs to.',
    pattern: {
      source: '^(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._\\-]{1,100}(?:/[A-Za-z0-9._\\-]{1,100})*$',
      message: 'a name such as acme, or acme/shop for a group in a group',
    },
  },
  workspace: {
    word: 'workspace',
    help: 'The workspace that it belongs to, as it is in its address.',
    pattern: {
      source: '^[A-Za-z0-9_\\-]{1,62}$',
      message: 'up to 62 letters, digits, hyphens and underscores',
    },
  },
  project: {
    word: 'project',
    help: 'The project that it belongs to.',
    pattern: {
      source: '^[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._\\-]{0,62}[\\p{L}\\p{N}_\\-])?$',
      message: 'up to 64 letters, digits, hyphens, underscores, dots and spaces, none of the last two at its ends',
    },
  },
};

/** How owners of repositories are asked for where the host has this word for them; most have none of their own. */
export const ownerRulesOf = (ownerWord: GitHost['ownerWord']): OwnerRules => rules[ownerWord ?? 'owner'];
