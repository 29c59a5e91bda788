/** A process of its own that opens the store which its argument names, asks it something and closes it. */
import { openStore } from '#callboard/store/open-store.ts';

const store = await openStore(process.argv[2] ?? '', { logger: console });
await store.check();
process.stdout.write(`sources: ${(await store.catalog.sources()).length}`);
await store.close();
