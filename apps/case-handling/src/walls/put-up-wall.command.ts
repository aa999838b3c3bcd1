import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream, type CommandContent } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import {
  acceptedOrProblem,
  CommandAnswer,
  commandSourceOf,
  Problem,
  RequestedCommand,
  ViewReader,
  type CommandMeta,
  type CommandRequest,
} from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';

type Walling = 'declare-conflict' | 'restrict-access';

/** Puts up a wall between members of staff and a complaint. */
export class PutUpWall extends RequestedCommand<CommandAnswer, ComplaintCommandData[Walling]> {
  readonly content: CommandContent<Walling>;

  constructor(
    reference: Reference,
    type: Walling,
    request: ComplaintCommandData[Walling] & CommandRequest,
    meta: CommandMeta,
  ) {
    super(reference, request, meta);
    this.content = { type, data: this.data } as CommandContent<Walling>;
  }
}

/**
 * Answers once the view of cases knows of the wall, so that no queue shows the complaint to an excluded person any more. The pages of a
 * single complaint read its log and need no wait; a view that is far behind therefore delays the answer by two seconds and no longer.
 */
@CommandHandler(PutUpWall)
export class PutUpWallHandler implements ICommandHandler<PutUpWall> {
  constructor(
    private readonly complaints: Complaints,
    private readonly views: ViewReader,
  ) {}

  async execute({ reference, content, meta, remarks }: PutUpWall): Promise<CommandAnswer> {
    const accepted = acceptedOrProblem(
      await this.complaints.execute(reference, content, commandSourceOf(meta), remarks),
    );
    await this.views.sealed(caseProjection.view.name, complaintStream(reference), accepted.revision).catch((error) => {
      if (!(error instanceof Problem) || error.code !== 'view-behind') throw error;
    });
    return new CommandAnswer(formatReference(reference), accepted);
  }
}
