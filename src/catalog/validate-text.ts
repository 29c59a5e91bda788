import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { builtInKinds } from './kinds.ts';
import { findPlaceholders, replacePlaceholders } from './placeholders.ts';
import { validateEntity, type ValidatedDocument } from './validate-entity.ts';

/**
 * Checks every document of a text, without reading any other file: what a placeholder stands for is taken to be right.
 * @param file the name that problems carry
 * @param kinds those that a document may have; Backstage's own unless told
 */
export function validateText(file: string, text: string, kinds = builtInKinds): readonly ValidatedDocument[] {
  return readYaml(text).map((document) => {
    if (document.value === undefined) return validateEntity(file, document, undefined, kinds);
    const structured = findPlaceholders(document.value).filter(({ key }) => key !== '$text');
    const value = replacePlaceholders(document.value, ({ target }) => target);
    return validateEntity(
      file,
      document,
      value,
      kinds,
      structured.map(({ path }) => path),
    );
  });
}
