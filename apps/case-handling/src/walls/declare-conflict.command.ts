import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream } from '@redress/complaints';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import {
  acceptedOrProblem,
  CommandAnswer,
  commandSourceOf,
  Problem,
  RequestedCommand,
  ViewReader,
} from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';

/** Puts up a wall between a member of staff and a complaint. */
export class DeclareConflict extends RequestedCommand<CommandAnswer, ComplaintCommandData['declare-conflict']> {}

/**
 * Answers once the view of cases knows of the wall, so that no queue shows the complaint to the excluded person any more. The pages of a
 * single complaint read its log and need no wait; a view that is far behind therefore delays the answer by two seconds and no longer.
 */
@CommandHandler(DeclareConflict)
export class DeclareConflictHandler implements ICommandHandler<DeclareConflict> {
  constructor(
    private readonly complaints: Complaints,
    private readonly views: ViewReader,
  ) {}

  async execute({ reference, data, meta, remarks }: DeclareConflict): Promise<CommandAnswer> {
    const content = { type: 'declare-conflict', data } as const;
    const accepted = acceptedOrProblem(
      await this.complaints.execute(reference, content, commandSourceOf(meta), remarks),
    );
    await this.views.sealed(caseProjection.view.name, complaintStream(reference), accepted.revision).catch((error) => {
      if (!(error instanceof Problem) || error.code !== 'view-behind') throw error;
    });
    return new CommandAnswer(formatReference(reference), accepted);
  }
}
