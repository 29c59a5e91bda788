import type { TemplateFinding } from './template-finding.ts';
import type { SkeletonUse } from './skeleton-use.ts';

type Place = Pick<TemplateFinding, 'file' | 'line' | 'column'>;

/** Where things stand, as whoever checks a template finds them. */
export interface FindingPlaces {
  /** @param path from the document's root */
  readonly inTemplate: (path: readonly (string | number)[]) => Place;
  readonly inFile: (
    use: Pick<SkeletonUse, 'file' | 'isInName'> & { readonly variable: Pick<Place, 'line' | 'column'> },
  ) => Place;
}
