import { Command } from '@nestjs/cqrs';
import type { CommandRemarks } from '@redress/complaints';
import type { CommandMeta } from './command-meta.js';
import { contentAndRemarks, type CommandRequest } from './command-request.js';

/**
 * A command on a complaint that has a handler of its own, since there is more to it than `DecideOnComplaint` does. Of a request whose
 * fields, `reason` and `occurredAt` apart, are its content.
 */
export abstract class RequestedCommand<Answer, Content extends object> extends Command<Answer> {
  readonly data: Content;
  readonly remarks: CommandRemarks;

  /** @param reference in its stored form, as `@Reference()` gives it. */
  constructor(
    readonly reference: string,
    request: Content & CommandRequest,
    readonly meta: CommandMeta,
  ) {
    super();
    const { data, remarks } = contentAndRemarks(request);
    this.data = data as Content;
    this.remarks = remarks;
  }
}
