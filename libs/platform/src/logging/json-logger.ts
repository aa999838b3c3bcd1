import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/redress-config.js';
import { failureSummary } from './failure-summary.js';

/** Nest reports each module, route and provider that it sets up: of use to whoever debugs the start, and noise to everybody else. */
const NEST_SETUP = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
]);

/**
 * One JSON object a line, on standard error: standard output belongs to what a person asked for. Errors are written by class, code and
 * place, never by message, since a message may quote what it failed on.
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

/** Nest hands the context over as the last argument. */
function contextIn(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}
