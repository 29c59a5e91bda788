import { createLocalGit } from '#callboard/plugins/local-git/create-local-git.ts';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { requestedRepository } from './requested-repository.ts';

/** A process of its own, so that a test may kill it: publishes the files of argument 3 into the host in argument 2. */
const [, , folder = '', files = ''] = process.argv;
const host = createLocalGit({ folder, baseUrl: 'http://127.0.0.1', owners: ['callboard'], author: defaultAuthor });
await host.publish(requestedRepository, files, new AbortController().signal);
