import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KindRules } from './kind-rules.ts';

let code: string | undefined;

/**
 * Says what makes entities of texts: what was read by anything else is read anew. It changes with the code that parses
 * and checks, and with the kinds that plugins add.
 */
export function readingVersion(addedKinds: readonly KindRules[]): string {
  code ??= sha256(codeTexts().join('\0'));
  return sha256(code + JSON.stringify(addedKinds));
}

const sha256 = (text: string): string => hash('sha256', text, 'base64url');

function codeTexts(): readonly string[] {
  const folders = [
    import.meta.dirname,
    join(import.meta.dirname, 'schemas'),
    join(import.meta.dirname, '../core/yaml'),
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  // The parser's own version stands in it.
  return [...files, join(import.meta.dirname, '../../package.json')].map((file) => readFileSync(file, 'utf8'));
}
