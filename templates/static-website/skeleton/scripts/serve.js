import { createSiteServer } from './site-server.js';

const port = Number(process.env.PORT ?? 4000);
createSiteServer().listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}`));
