import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import type { Action } from './action.ts';
import { createCatalogFetch } from './actions/catalog-fetch.ts';
import { catalogWrite } from './actions/catalog-write.ts';
import { debugLog } from './actions/debug-log.ts';
import { debugWait } from './actions/debug-wait.ts';
import { createFetchCookiecutter } from './actions/fetch-cookiecutter.ts';
import { createFetchPlain } from './actions/fetch-plain.ts';
import { createFetchPlainFile } from './actions/fetch-plain-file.ts';
import { createFetchTemplate } from './actions/fetch-template.ts';
import { createFetchTemplateFile } from './actions/fetch-template-file.ts';
import { fsDelete } from './actions/fs-delete.ts';
import { fsReaddir } from './actions/fs-readdir.ts';
import { fsRename } from './actions/fs-rename.ts';
import { createPublish } from './actions/publish.ts';
import { createRegister } from './actions/register.ts';
import { appendFile } from './actions/roadie/append-file.ts';
import { jsonata } from './actions/roadie/jsonata.ts';
import { merge } from './actions/roadie/merge.ts';
import { parseFile } from './actions/roadie/parse-file.ts';
import { replaceInFiles } from './actions/roadie/replace-in-files.ts';
import { serialize } from './actions/roadie/serialize.ts';
import { sleep } from './actions/roadie/sleep.ts';
import { writeFile } from './actions/roadie/write-file.ts';
import type { GitHost } from './git-host.ts';

/**
 * The actions that need no plugin.
 * @param hosts asked for at each use
 */
export function builtInActions(catalog: CatalogExtensionPoint, hosts: () => readonly GitHost[]): readonly Action[] {
  return [
    createFetchTemplate(catalog.checkOutPage),
    createFetchTemplateFile(catalog.checkOutPage),
    createFetchCookiecutter(catalog.checkOutPage),
    createFetchPlain(catalog.checkOutPage),
    createFetchPlainFile(catalog.checkOutPage),
    createPublish(hosts),
    createRegister(catalog, hosts),
    catalogWrite,
    createCatalogFetch(catalog.directory),
    fsDelete,
    fsRename,
    fsReaddir,
    debugLog,
    debugWait,
    writeFile,
    appendFile,
    parseFile,
    replaceInFiles,
    ...merge,
    ...serialize,
    ...jsonata,
    sleep,
  ];
}
