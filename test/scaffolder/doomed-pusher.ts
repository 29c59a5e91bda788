/** A process to be killed: `node doomed-pusher.ts FOLDER URL`. It makes the repository `orders` at the GitHub at that address. */
import { askForOrders, startAtGitHub } from './start-at-github.ts';

const [folder = '', url = ''] = process.argv.slice(2);
await askForOrders(await startAtGitHub(url, { folder }), url);
