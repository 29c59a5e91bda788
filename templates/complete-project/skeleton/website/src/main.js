import { stopOnSignal } from './stop-on-signal.js';
import { createWebsite } from './website.js';

const { PORT: port = ${{ values.websitePort }}, HOST: host = '0.0.0.0' } = process.env;
const { SERVICE_URL: serviceUrl = 'http://localhost:${{ values.servicePort }}' } = process.env;
const server = createWebsite(new URL(serviceUrl));

server.listen({ host, port: Number(port) }, () => console.log(JSON.stringify({ message: 'listening', ...server.address() })));
stopOnSignal(server, process, 10_000);
