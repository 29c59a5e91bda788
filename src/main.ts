#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Half of a start is compiling: what was compiled once is kept, where that folder may be written.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/callboard'));
const { runCommandLine } = await import('./command-line/run-command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
// What is still open (a keep-alive connection, a timer of a library) must not keep the process.
process.exit();
