import { spawn } from 'node:child_process';
import path from 'node:path';

/** Starts the service and the website for working on them: a change restarts them, and the end of one ends both. */
const parts = ['service', 'website'].map((part) =>
  spawn(process.execPath, ['--watch', 'src/main.js'], {
    cwd: path.join(import.meta.dirname, '..', part),
    stdio: 'inherit',
  }),
);
const stop = () => parts.forEach((part) => part.kill());
for (const part of parts) part.once('exit', stop);
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
