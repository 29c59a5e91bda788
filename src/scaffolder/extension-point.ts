import type { Action } from './action.ts';
import type { CustomField } from './forms/custom-field.ts';
import type { GitHost } from './git-host.ts';
import type { TemplateFilter } from './template-filter.ts';

/** What the scaffolder offers to other plugins. */
export interface ScaffolderExtensionPoint {
  readonly addAction: (action: Action) => void;
  readonly addGitHost: (host: GitHost) => void;
  /** Adds a field that templates name with `ui:field`. */
  readonly addField: (field: CustomField) => void;
  /** Adds a filter to both languages of templates. */
  readonly addFilter: (filter: TemplateFilter) => void;
}

declare module '#callboard/core/plugins/extension-points.ts' {
  interface ExtensionPoints {
    readonly scaffolder: ScaffolderExtensionPoint;
  }
}
