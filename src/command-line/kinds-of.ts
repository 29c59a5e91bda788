import { builtInKinds, type Kinds } from '../catalog/kinds.ts';
import type { Environment } from '../load-configuration.ts';
import { withOwnData } from './with-own-data.ts';

/**
 * The kinds that a catalog file may have: Backstage's, and with a configuration those that its plugins add.
 * @param configFile what `--config` names
 * @throws Refusal where the configuration is wrong, or a required plugin fails
 */
export async function kindsOf(configFile: string | undefined, environment: Environment): Promise<Kinds> {
  if (configFile === undefined) return builtInKinds;
  return withOwnData(configFile, environment, (app) => app.catalog.kinds());
}
