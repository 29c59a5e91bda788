import { describe } from 'vitest';
import { describeStore } from './describe-store.ts';
import { createSqliteDatabase } from './fresh-store.ts';

describe('on SQLite', () => describeStore(createSqliteDatabase));
