import type { Parameters } from './read-request.ts';

/** A route that names an entity. */
export interface NameRoute {
  Params: { readonly kind: string; readonly namespace: string; readonly name: string };
}

/** A route whose address has a question. */
export interface QueryRoute {
  Querystring: Parameters;
}

/** What is said where there is none of that name. */
export const noEntity = ({ kind, namespace, name }: NameRoute['Params']): string =>
  `There is no entity ${kind}:${namespace}/${name}.`;
