import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Engines } from './engines.js';
import { ENGINES } from './tokens.js';

/** Closes the engines last: Nest calls this after it has answered what was accepted and closed the consumers. */
@Injectable()
export class EngineShutdown implements OnApplicationShutdown {
  constructor(@Inject(ENGINES) private readonly engines: Engines) {}

  async onApplicationShutdown(): Promise<void> {
    await this.engines.close();
  }
}
