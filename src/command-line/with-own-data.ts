import { type App, openApp } from '../app.ts';
import type { Environment } from '../load-configuration.ts';
import { inFolder } from './in-folder.ts';

/**
 * Hands out an app of the configuration whose data folder and database are its own and go again: for what needs the
 * plugins, and no data.
 * @param configFile what `--config` names
 * @throws Refusal where the configuration is wrong, or a required plugin fails; what `use` throws
 */
export function withOwnData<Result>(
  configFile: string | undefined,
  environment: Environment,
  use: (app: App) => Result | Promise<Result>,
): Promise<Result> {
  return inFolder(undefined, async (folder) => {
    const ownData = { CALLBOARD_DATA: folder, DATABASE_URL: `file:${folder}/callboard.db` };
    const app = await openApp({ configFile, folder: process.cwd(), environment: { ...environment, ...ownData } });
    try {
      return await use(app);
    } finally {
      await app.close();
    }
  });
}
