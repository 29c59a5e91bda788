import {
  createTemplateRenderer,
  type PreparedTemplateContext,
  TemplateLimitError,
  TemplateRenderError,
} from 'nunjitsu';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { nunjucksVariables } from './nunjucks-variables.ts';
import { runBounded, TimeLimitError } from './run-bounded.ts';
import type { BlockSpace, Place, TemplateEngine } from './template-engine.ts';
import type { TemplateFilter } from './template-filter.ts';
import { templateFilters } from './template-filters.ts';
import { type TemplateFault, templateRefusal } from './template-refusal.ts';

/** For one text: steps of work, characters that come out, bytes that one filter takes, calls of our filters. */
const limits = { workUnits: 1_000_000, outputCodeUnits: 16_000_000, scratchBytes: 32_000_000, capabilityCalls: 4096 };
/** A regular expression is beyond those: nothing but time stops one. */
const regularExpressionLimitMs = 1_000;
const hasRegularExpression = (text: string): boolean => /\br\//.test(text);

/** What a text may be written in beside plain Nunjucks. */
export interface NunjucksDialect extends Partial<BlockSpace> {
  /** With `{{ }}` and Jinja's words, as bodies for Cookiecutter are. */
  readonly cookiecutterCompat?: boolean;
}

/**
 * Nunjucks as Backstage runs it, by `nunjitsu`: an interpreter of its own, without access to anything but the values.
 * @param added filters besides those of all engines
 */
export function createNunjitsuEngine(
  added: readonly TemplateFilter[] = [],
  dialect: NunjucksDialect = {},
): TemplateEngine {
  const renderer = createTemplateRenderer({ filters: filtersOf(added), allowRegexExecution: true, ...dialect });
  // A text without any of them is no template.
  const marks = dialect.cookiecutterCompat === true ? /\{\{|\{%|\{#/ : /\$\{\{|\{%|\{#/;
  const prepared = new WeakMap<JsonObject, PreparedTemplateContext>();
  const prepare = (scope: JsonObject): PreparedTemplateContext => {
    const known = prepared.get(scope) ?? renderer.prepareContext(scope);
    prepared.set(scope, known);
    return known;
  };
  return {
    isStrict: false,
    renderText: (text, scope, place) =>
      marks.test(text) ? explained(text, place, () => renderer.render(text, prepare(scope), { limits })) : text,
    renderValue: (text, scope, place) =>
      explained(text, place, () => plain(renderer.renderValue(text, prepare(scope), { limits, coercion: 'json' }))),
    variablesOf: (text, place) => {
      if (!marks.test(text)) return [];
      explained(text, place, () => requireSyntax(() => renderer.render(text, {}, { limits })));
      return nunjucksVariables(text, dialect.cookiecutterCompat === true ? '{{' : '${{');
    },
    withSpace: (space) => createNunjitsuEngine(added, { ...dialect, ...space }),
  };
}

/** Only what is wrong without any values counts. */
function requireSyntax(render: () => string): void {
  try {
    render();
  } catch (error) {
    if (error instanceof TemplateRenderError && error.phase === 'parse') throw error;
    if (!(error instanceof TemplateRenderError || error instanceof TemplateLimitError)) throw error;
  }
}

const ownFilters = Object.entries(templateFilters).map(
  ([name, filter]) => [name, (value: unknown, argument: unknown) => plain(filter(value, argument))] as const,
);

const filtersOf = (added: readonly TemplateFilter[]) =>
  Object.fromEntries([
    ...ownFilters,
    ...added.map(
      ({ name, apply }) =>
        [
          name,
          (value: unknown, ...given: readonly unknown[]) => plain(apply(plain(value), ...given.map(plain))),
        ] as const,
    ),
  ]);

function explained<Result>(text: string, place: Place, render: () => Result): Result {
  try {
    return hasRegularExpression(text) ? runBounded(render, regularExpressionLimitMs) : render();
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    throw templateRefusal(place(problem.line, problem.column), problem.fault, error);
  }
}

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly fault: TemplateFault;
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof TimeLimitError) {
    return { line: 1, column: 1, fault: { kind: 'mistake', reason: `a regular expression ${error.message}` } };
  }
  if (!(error instanceof TemplateRenderError || error instanceof TemplateLimitError)) return undefined;
  const reason = error.message.replace(/^Template error at line \d+(?:, column \d+)?: /, '');
  return {
    line: error.line ?? 1,
    column: error.column ?? 1,
    fault: isTooMuch(error) ? { kind: 'too-much' } : { kind: 'mistake', reason },
  };
}

/** A text that grows by being put together meets the longest that V8 has before it meets a limit. */
const isTooMuch = (error: Error): boolean =>
  error instanceof TemplateLimitError || error.message.endsWith('Invalid string length');

/** What JSON can hold of a value; undefined for none. */
function plain(value: unknown): Json | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}
