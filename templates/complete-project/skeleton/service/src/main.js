import { createService } from './service.js';
import { stopOnSignal } from './stop-on-signal.js';

const server = createService();
const { PORT: port = ${{ values.servicePort }}, HOST: host = '0.0.0.0' } = process.env;

server.listen({ host, port: Number(port) }, () => console.log(JSON.stringify({ message: 'listening', ...server.address() })));
stopOnSignal(server, process, 10_000);
