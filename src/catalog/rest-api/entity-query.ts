import type { Json } from '#callboard/core/storage/records.ts';
import type { RowQuestion } from './find-rows.ts';
import type { OrderField } from './order.ts';
import { everything, type Predicate, readFilters, readQuery } from './predicate.ts';

/** A question for entities as a client puts it, the same for all of its pages. */
export interface EntityQuery {
  readonly filter?: readonly string[];
  readonly query?: Json;
  readonly orderFields: readonly OrderField[];
  readonly fullText?: { readonly term: string; readonly fields: readonly string[] };
}

/** What a text is looked for in where nothing is said. Backstage's server would look through the uids. */
const defaultTextFields = ['metadata.name', 'metadata.title', 'spec.profile.displayName'];

/** What entities must fulfil by `filter` parameters and a predicate query. @throws InputProblem where one is not one */
export function predicateOf({ filter = [], query }: Pick<EntityQuery, 'filter' | 'query'>): Predicate {
  const parts = [
    ...(filter.length > 0 ? [readFilters(filter)] : []),
    ...(query === undefined ? [] : [readQuery(query)]),
  ];
  return parts.length === 0 ? everything : { kind: 'all', parts };
}

/** Reads a question. @throws InputProblem where it can't be read */
export function rowQuestionOf(question: EntityQuery): RowQuestion {
  const { fullText, orderFields } = question;
  const order = orderFields[0]?.field;
  const fallback = order === undefined ? defaultTextFields : [order];
  const keys = (fullText?.fields.length ? fullText.fields : fallback).map((field) => field.toLowerCase());
  return { predicate: predicateOf(question), fullText: fullText && { term: fullText.term, keys } };
}
