import { readSettings } from './settings.js';
import { createService } from './service.js';
import { stopOnSignal } from './stop-on-signal.js';

const { host, port, stopTimeoutMs } = readSettings(process.env);
const server = createService();

server.listen(port, host, () => console.log(JSON.stringify({ message: 'listening', host, port })));
stopOnSignal(server, process, stopTimeoutMs);
