import { EventingError } from '../errors.js';

/** Too many others decided on this stream at the same time. Nothing was written; the command may be sent again. */
export class ContentionError extends EventingError {
  readonly code = 'contention';

  constructor(readonly stream: string) {
    super(`Too many commands for stream ${stream} at once. Nothing was recorded; try again.`);
  }
}
