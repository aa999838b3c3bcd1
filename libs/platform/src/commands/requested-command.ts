import { Command } from '@nestjs/cqrs';
import type { CommandRemarks } from '@redress/complaints';
import type { CommandMeta } from './command-meta.js';
import { contentAndRemarks, type CommandRequest } from './command-request.js';

/**
 * A command on a complaint that has a handler of its own, since there is more to it than `DecideOnComplaint` does. Of a request whose
 * fields, `reason` and `occurredAt` apart, are the command's data.
 */
export abstract class RequestedCommand<Answer, Request extends CommandRequest> extends Command<Answer> {
  readonly data: Omit<Request, keyof CommandRequest>;
  readonly remarks: CommandRemarks;

  /** @param reference in its stored form, as `@Reference()` gives it. */
  constructor(
    readonly reference: string,
    request: Request,
    readonly meta: CommandMeta,
  ) {
    super();
    const { data, remarks } = contentAndRemarks(request);
    this.data = data;
    this.remarks = remarks;
  }
}
