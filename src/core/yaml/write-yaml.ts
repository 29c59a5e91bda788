import { stringify } from 'yaml';
import type { Json } from '../storage/records.ts';

/** A value as a YAML document; texts that YAML, also 1.1, would read as something else are quoted. */
export const writeYaml = (value: Json): string => stringify(value, { lineWidth: 0, compat: 'yaml-1.1' });
