import { pino } from 'pino';
import type { Logger } from './logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Names of fields that hold secrets wherever they turn up. */
const secretFields = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'clientSecret',
  'refreshToken',
  'password',
  'privateKey',
  'secretKey',
  'authorization',
  'replyToken',
  'replaces',
];

/** A logger that writes a JSON line an event to standard error, with secrets left out. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: {
        paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]),
        censor: '[secret]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
