import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContent, type CommandRemarks, Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type ComplaintCommandType, formatReference } from '@redress/domain';
import { acceptedOrProblem, CommandAnswer } from './command-answer.js';
import { type CommandMeta, commandSourceOf } from './command-meta.js';
import { type CommandRequest, contentAndRemarks } from './command-request.js';

/** Runs one command on one complaint; the bus returns a {@link CommandAnswer} or throws a `Problem`. */
export class DecideOnComplaint<
  Type extends ComplaintCommandType = ComplaintCommandType,
> extends Command<CommandAnswer> {
  /** @param reference stored form, as `@RouteReference()` returns it. */
  constructor(
    readonly reference: Reference,
    readonly type: Type,
    readonly data: CommandContent<Type>['data'],
    readonly meta: CommandMeta,
    readonly remarks: CommandRemarks = {},
  ) {
    super();
  }

  /** Creates the command from a request; its fields, except `reason` and `occurredAt`, are the command's data. */
  static fromRequest<Type extends ComplaintCommandType>(
    reference: Reference,
    type: Type,
    request: CommandContent<Type>['data'] & CommandRequest,
    meta: CommandMeta,
  ): DecideOnComplaint<Type> {
    const { data, remarks } = contentAndRemarks(request);
    return new DecideOnComplaint(reference, type, data as CommandContent<Type>['data'], meta, remarks);
  }
}

@CommandHandler(DecideOnComplaint)
export class DecideOnComplaintHandler implements ICommandHandler<DecideOnComplaint> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, type, data, meta, remarks }: DecideOnComplaint): Promise<CommandAnswer> {
    const content = { type, data } as CommandContent;
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks);
    return new CommandAnswer(formatReference(reference), acceptedOrProblem(outcome));
  }
}

/**
 * A command on a complaint with its own handler, for whatever takes more than `DecideOnComplaint` does. Created from a request; its fields,
 * except `reason` and `occurredAt`, are the content.
 */
export abstract class RequestedCommand<Answer, Content extends object> extends Command<Answer> {
  readonly data: Content;
  readonly remarks: CommandRemarks;

  /** @param reference stored form, as `@RouteReference()` returns it. */
  constructor(
    readonly reference: Reference,
    request: Content & CommandRequest,
    readonly meta: CommandMeta,
  ) {
    super();
    const { data, remarks } = contentAndRemarks(request);
    this.data = data as Content;
    this.remarks = remarks;
  }
}
