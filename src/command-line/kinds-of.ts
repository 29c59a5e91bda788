import { openApp } from '../app.ts';
import { builtInKinds, type Kinds } from '../catalog/kinds.ts';
import type { Environment } from '../load-configuration.ts';
import { inFolder } from './in-folder.ts';

/**
 * The kinds that a catalog file may have: Backstage's, and with a configuration those that its plugins add. These are
 * set up for that on a database of their own, which goes again.
 * @param configFile what `--config` names
 * @throws Refusal where the configuration is wrong, or a required plugin fails
 */
export async function kindsOf(configFile: string | undefined, environment: Environment): Promise<Kinds> {
  if (configFile === undefined) return builtInKinds;
  return inFolder(undefined, async (folder) => {
    const ownDatabase = { CALLBOARD_DATA: folder, DATABASE_URL: `file:${folder}/callboard.db` };
    const app = await openApp({
      configFile,
      folder: process.cwd(),
      environment: { ...environment, ...ownDatabase },
    });
    try {
      return app.catalog.kinds();
    } finally {
      await app.close();
    }
  });
}
