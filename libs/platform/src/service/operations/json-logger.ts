import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../configuration/redress-config.js';

/** Contexts in which Nest reports each module, route and provider it sets up: noise, except when debugging startup. */
const NEST_SETUP = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
]);

/**
 * Writes one JSON object per line to standard error: standard output is for the results a person asked for. Logs errors by class, code and
 * place, never by message, since a message may quote personal data.
 */
export class JsonLogger implements LoggerService {
  readonly pino: Logger;

  constructor(name: string, level: LogLevel, destination: DestinationStream = pino.destination({ fd: 2, sync: true })) {
    this.pino = pino(
      { name, level, base: { name, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      destination,
    );
  }

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write(NEST_SETUP.has(contextIn(rest) ?? '') ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: readonly unknown[],
  ): void {
    const context = contextIn(rest);
    if (message instanceof Error) this.pino[level]({ context, ...failureSummary(message) });
    else if (typeof message === 'object' && message !== null) this.pino[level]({ context, ...message });
    else this.pino[level]({ context }, String(message));
  }
}

/** Nest passes the context as the last argument. */
function contextIn(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** A failure as the log may show it: class, code and origin. Never its message, which may quote personal data. */
export interface FailureSummary {
  readonly failure: string;
  readonly failureCode?: string;
  readonly at?: readonly string[];
}

const FRAMES_MAX = 8;

export function failureSummary(thrown: unknown): FailureSummary {
  if (!(thrown instanceof Error)) return { failure: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    failure: thrown.name,
    ...('code' in thrown && typeof thrown.code === 'string' && { failureCode: thrown.code }),
    ...(frames.length > 0 && { at: frames.slice(0, FRAMES_MAX).map((line) => line.trim()) }),
  };
}
