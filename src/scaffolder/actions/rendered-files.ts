import type { JsonObject } from '../action.ts';
import { textOf, textsOf } from '../json-object.ts';

/** Which files of a skeleton are templates. */
export interface RenderedFiles {
  /** Globs of files whose content is left as it is; their names are rendered. */
  readonly copiedPatterns: readonly string[];
  /** With its dot: only files with this extension are templates, and lose it; undefined where files of any are. */
  readonly extension: string | undefined;
}

/** What the input of `fetch:template` says of that. */
export function readRenderedFiles(input: JsonObject): RenderedFiles {
  const copiedPatterns = [...textsOf(input['copyWithoutTemplating']), ...textsOf(input['copyWithoutRender'])];
  return { copiedPatterns, extension: extensionOf(input['templateFileExtension']) };
}

function extensionOf(stated: JsonObject[string] | undefined): string | undefined {
  if (stated === true) return '.njk';
  const extension = textOf(stated) ?? '';
  return extension === '' ? undefined : `.${extension.replace(/^\./, '')}`;
}
