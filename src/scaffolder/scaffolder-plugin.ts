import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from './action.ts';
import { approvals } from './approve-run.ts';
import { actionsCommand } from './actions-command.ts';
import { builtInActions } from './built-in-actions.ts';
import { createCommand } from './create-command.ts';
import type { CustomField } from './forms/custom-field.ts';
import { createBranchLookup } from './forms/branch-lookup.ts';
import { createFieldLookups } from './forms/field-lookups.ts';
import type { GitHost } from './git-host.ts';
import { obstacleOfEntry } from './obstacle-of-entry.ts';
import { previewCommand } from './preview-command.ts';
import { runControls } from './run-control.ts';
import { handleProposals } from './proposal-work.ts';
import { requireAction } from './require-action.ts';
import { readRunLimits } from './run-limits.ts';
import type { RunStore } from './run-store.ts';
import { handleRuns } from './run-work.ts';
import { runLogCommand } from './run-log-command.ts';
import { runsCommand } from './runs-command.ts';
import type { Scaffolder } from './scaffolder.ts';
import { readEnvironment, scaffolderConfigurationSchema } from './scaffolder-configuration.ts';
import { createService, type ScaffolderService } from './scaffolder-service.ts';
import type { TemplateFilter } from './template-filter.ts';
import { templateFilters } from './template-filters.ts';
import { createLanguages } from './template-languages.ts';
import { removeOldWorkspaces } from './workspace.ts';

export type { ScaffolderService };

import './extension-point.ts';

/** What the scaffolder is made with. */
export interface ScaffolderParts {
  readonly runs: RunStore;
  /** Lower case letters and digits, at most 32, never the same twice. */
  readonly newId: () => string;
}

/**
 * The scaffolder: a plugin, after the catalog and before what adds actions and Git hosts, and a service for the
 * command line, which works once the plugin is set up.
 */
export function createScaffolder({ runs, newId }: ScaffolderParts): { plugin: Plugin; service: ScaffolderService } {
  let setUp: Scaffolder | undefined;
  const service = createService(() => {
    if (!setUp) throw new Error('the scaffolder is not set up');
    return setUp;
  });
  const plugin: Plugin = {
    id: 'scaffolder',
    kind: 'service-backed',
    configurationSchema: scaffolderConfigurationSchema,
    setup: (context) => {
      const catalog = context.extend('catalog');
      const hosts: GitHost[] = [];
      const actions = new Map<string, Action>();
      const providers = new Map<string, string>();
      const addAction = (action: Action, pluginId: string): void => {
        requireAction(action);
        if (actions.has(action.id)) throw alreadyThere(`An action ${action.id}`);
        actions.set(action.id, action);
        providers.set(action.id, pluginId);
      };
      const addGitHost = (host: GitHost): void => {
        if (hosts.some((other) => other.host === host.host)) throw alreadyThere(`A Git host ${host.host}`);
        hosts.push(host);
      };
      const customFields = new Map<string, CustomField>();
      const addField = (field: CustomField): void => {
        if (customFields.has(field.id)) throw alreadyThere(`A form field ${field.id}`);
        customFields.set(field.id, field);
      };
      const filters = new Map<string, TemplateFilter>();
      const addFilter = (filter: TemplateFilter): void => {
        if (filters.has(filter.name) || Object.hasOwn(templateFilters, filter.name)) {
          throw alreadyThere(`A filter ${filter.name}`);
        }
        filters.set(filter.name, filter);
      };
      for (const action of builtInActions(catalog, () => hosts)) addAction(action, plugin.id);
      const environment = readEnvironment(context.configuration);
      const limits = readRunLimits(context.configuration);
      setUp = {
        context,
        catalog,
        runs,
        environment,
        newId,
        actions,
        providers,
        hosts,
        customFields,
        limits,
        languages: createLanguages(filters),
      };
      context.provide('scaffolder', (pluginId) => ({
        addAction: (action) => addAction(action, pluginId),
        addGitHost,
        addField,
        addFilter,
      }));
      const scaffolder = setUp;
      catalog.addEntityNote((entry) => {
        const obstacle = entry.ref.startsWith('template:') ? obstacleOfEntry(entry, scaffolder) : undefined;
        return obstacle === undefined ? undefined : `⚠️ Can not be run: ${obstacle.replace(/\.$/, '')}.`;
      });
      context.addCommand(createCommand(setUp));
      context.addCommand(previewCommand(setUp));
      context.addCommand(runsCommand(setUp));
      context.addCommand(runLogCommand(setUp));
      context.addCommand(actionsCommand(setUp));
      for (const command of [...runControls(setUp), ...approvals(setUp)]) context.addCommand(command);
      context.addLookup('templates', async (query, _filter, _asker, limit) =>
        catalog.directory
          .search(query, { kinds: ['template'] }, limit)
          .map(({ entry }) => ({ label: entry.entity.metadata.title ?? entry.entity.metadata.name, value: entry.ref })),
      );
      const lookups = createFieldLookups(catalog.directory, context.identity);
      for (const [name, lookup] of Object.entries(lookups)) context.addLookup(name, lookup);
      const tell = (refusal: Refusal) => context.logger.warn({ refusal }, 'branches could not be looked up');
      context.addLookup('branches', createBranchLookup(hosts, tell));
      handleRuns(setUp);
      handleProposals(setUp);
      context.onStart(() => removeOldWorkspaces(context, runs));
    },
  };
  return { plugin, service };
}

const alreadyThere = (what: string): Refusal =>
  new Refusal(`${what} is there already; two plugins can not provide the same.`, {
    code: 'provided-twice',
    hint: 'Leave one of the plugins out of callboard.yaml.',
  });
