import {
  analyzeSync,
  Context,
  type Emitter,
  type FilterImplOptions,
  Liquid,
  LiquidError,
  Output,
  Parser,
  RenderError,
  type Template,
  Tokenizer,
  toValue,
  toValueSync,
  type Variable,
} from 'liquidjs';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { BlockSpace, Place, TemplateEngine, UsedVariable } from './template-engine.ts';
import type { TemplateFilter } from './template-filter.ts';
import { templateFilters } from './template-filters.ts';
import { templateRefusal } from './template-refusal.ts';
import { trimBlocks } from './trim-blocks.ts';

/** Characters of one template text. */
const parseLimit = 5_000_000;
const renderLimitMs = 2_000;
/** Objects and characters that rendering one text may make, as liquidjs counts them. */
const memoryLimit = 20_000_000;
/** Characters that rendering one text may come to. */
const outputLimit = 16_000_000;
/** A text without any of them is no template. */
const marks = /\$\{\{|\{%/;
/** They read other files; a skeleton's file stands alone. */
const fileTags = ['include', 'render', 'layout', 'block'];

/**
 * Liquid with `${{ }}` for values and `{% %}` for tags: strict about variables and filters, and cut off from the disk.
 * @param added filters besides those of all engines
 */
export function createLiquidEngine(added: readonly TemplateFilter[] = [], space?: BlockSpace): TemplateEngine {
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
  for (const { name, apply } of added) liquid.registerFilter(name, liquidFilter(apply));

  const parse = (text: string): Template[] => {
    if (!space || text.length > parseLimit) return liquid.parse(text);
    const tokens = new Tokenizer(text, liquid.options.operators).readTopLevelTokens(liquid.options);
    trimBlocks(tokens, space);
    return new Parser(liquid).parseTokens(tokens);
  };
  const render = (parts: Template[], scope: JsonObject): string => {
    const rendered: string = toValueSync(
      liquid.renderer.renderTemplates(parts, contextOf(liquid, scope), new BoundedEmitter()),
    );
    return rendered;
  };
  return {
    isStrict: true,
    renderText: (text, scope, place) => (marks.test(text) ? explained(place, () => render(parse(text), scope)) : text),
    renderValue: (text, scope, place) =>
      explained(place, () => {
        const parts = parse(text);
        const [lone] = parts;
        if (parts.length !== 1 || !(lone instanceof Output)) return render(parts, scope);
        return plain(valueOf(lone, contextOf(liquid, scope)));
      }),
    variablesOf: (text, place) =>
      explained(place, () =>
        Object.values(analyzeSync(parse(text), { partials: false }).globals)
          .flat()
          .map((variable) => usedVariable(variable, text)),
      ),
    withSpace: (space) => createLiquidEngine(added, space),
  };
}

/** What an expression comes to. What fails in it knows its place, as it does within a text. */
function valueOf(expression: Output, context: Context): unknown {
  try {
    return toValueSync(expression.value.value(context));
  } catch (error) {
    throw error instanceof Error && !LiquidError.is(error) ? new RenderError(error, expression) : error;
  }
}

function usedVariable({ segments, location }: Variable, text: string): UsedVariable {
  const { row: line, col: column } = location;
  return {
    segments: segments.map((segment) => (typeof segment === 'object' ? '' : String(segment))),
    line,
    column,
    mayBeMissing: isAskedAbout(text, offsetOf(text, line, column)),
  };
}

/** What strict variables pass over: a variable in a condition, and one that `default` follows. */
function isAskedAbout(text: string, offset: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('{%', offset), text.lastIndexOf('${{', offset), 0), offset);
  return /^\{%-?\s*(?:if|elsif|unless)\b/.test(before) || /^[\w.[\]'"-]+\s*\|\s*default\b/.test(text.slice(offset));
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

const contextOf = (liquid: Liquid, scope: JsonObject): Context => new Context(scope, liquid.options, { sync: true });

/** Liquid hands named arguments of a filter over as pairs. */
const liquidFilters = {
  ...templateFilters,
  parseEntityRef: (value: unknown, ...rest: unknown[]) =>
    templateFilters.parseEntityRef(value, Object.fromEntries(rest.filter(Array.isArray))),
};

/** A filter of a plugin's, with Liquid's named arguments as an object behind the others. */
const liquidFilter = (apply: TemplateFilter['apply']): FilterImplOptions =>
  function call(value: unknown, ...given: readonly unknown[]) {
    const isNamed = (_: unknown, index: number): boolean => Array.isArray(this.token.args[index]);
    const named = given.filter(isNamed).filter(Array.isArray);
    const others = given.filter((argument, index) => !isNamed(argument, index));
    return apply(plain(value), ...others.map(plain), ...(named.length > 0 ? [plain(Object.fromEntries(named))] : []));
  };

/** Keeps what is rendered, up to a limit: liquidjs counts what a text makes on its way, and not what comes out. */
class BoundedEmitter implements Emitter {
  buffer = '';

  write(html: unknown): void {
    this.buffer += shown(html);
    if (this.buffer.length > outputLimit) throw new Error('output limit exceeded');
  }
}

/** How Liquid writes a value; an object, for which it has nothing, as JSON. */
function shown(value: unknown): string {
  const inner: unknown = toValue(value);
  if (Array.isArray(inner)) return inner.map(shown).join('');
  if (inner === undefined || inner === null) return '';
  return typeof inner === 'string' ? inner : JSON.stringify(inner);
}

function explained<Result>(place: Place, render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line, column] = positionOf(error);
    const reason = error.originalError?.message ?? error.message.replace(/, (?:file:[^,]*, )?line:\d+, col:\d+$/, '');
    const isTooMuch = reason.endsWith('limit exceeded');
    throw templateRefusal(place(line, column), isTooMuch ? { kind: 'too-much' } : { kind: 'mistake', reason }, error);
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
