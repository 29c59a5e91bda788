import { Context, Liquid, LiquidError, Output, toValueSync } from 'liquidjs';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { liquidFilters } from './liquid-filters.ts';
import type { Place, TemplateEngine } from './template-engine.ts';

/** Characters of one template text. */
const parseLimit = 5_000_000;
const renderLimitMs = 5_000;
/** Objects and characters that rendering one text may make, as liquidjs counts them. */
const memoryLimit = 20_000_000;
/** They read other files; a skeleton's file stands alone. */
const fileTags = ['include', 'render', 'layout', 'block'];

/** Liquid with `${{ }}` for values and `{% %}` for tags: strict about variables and filters, and cut off from the disk. */
export function createLiquidEngine(): TemplateEngine {
  const liquid = new Liquid({
    outputDelimiterLeft: '${{',
    outputDelimiterRight: '}}',
    strictVariables: true,
    strictFilters: true,
    // An undefined variable is allowed where it is asked about: in `if` and before `default`.
    lenientIf: true,
    ownPropertyOnly: true,
    // Takes the place of the file system.
    templates: {},
    parseLimit,
    renderLimit: renderLimitMs,
    memoryLimit,
  });
  for (const tag of fileTags) Reflect.deleteProperty(liquid.tags, tag);
  for (const [name, filter] of Object.entries(liquidFilters)) liquid.registerFilter(name, filter);

  return {
    renderText: (text, scope, place) =>
      explained(place, () => {
        const rendered: string = liquid.renderSync(liquid.parse(text), scope);
        return rendered;
      }),
    renderValue: (text, scope, place) =>
      explained(place, () => {
        const parts = liquid.parse(text);
        const [lone] = parts;
        if (parts.length !== 1 || !(lone instanceof Output)) return liquid.renderSync(parts, scope);
        const context = new Context(scope, liquid.options, { sync: true });
        return plain(toValueSync(lone.value.value(context)));
      }),
    variablesOf: (text, place) =>
      explained(place, () =>
        liquid
          .globalVariableSegmentsSync(liquid.parse(text))
          .map((segments) => segments.map((segment) => (typeof segment === 'object' ? '' : String(segment)))),
      ),
  };
}

function explained<Result>(place: Place, render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line, column] = positionOf(error);
    const reason = error.originalError?.message ?? error.message.replace(/, (?:file:[^,]*, )?line:\d+, col:\d+$/, '');
    throw new Refusal(
      `${place(line, column)}: ${reason}.`,
      { code: 'template-error', hint: 'Correct the template.' },
      { cause: error },
    );
  }
}

function positionOf(error: LiquidError): readonly [number, number] {
  // The token's own type leaves out where it stands; every token has it.
  const token: unknown = error.token;
  if (typeof token !== 'object' || token === null || !('getPosition' in token)) return [1, 1];
  if (typeof token.getPosition !== 'function') return [1, 1];
  const position: unknown = token.getPosition();
  const [line, column]: unknown[] = Array.isArray(position) ? position : [];
  return [Number(line ?? 1), Number(column ?? 1)];
}

/** What JSON can hold of a value. */
function plain(value: unknown): Json {
  const text: string | undefined = JSON.stringify(value);
  const json: Json = text === undefined ? null : JSON.parse(text);
  return json;
}
