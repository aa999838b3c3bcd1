import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints } from '@redress/complaints';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import { acceptedOrProblem, CommandAnswer, commandSourceOf, RequestedCommand } from '@redress/platform';
import { ComplainantKeys } from './erasure.process.js';

/** Erases the complainant of one complaint; the answer follows once nothing of them can be read. */
export class CarryOutErasure extends RequestedCommand<CommandAnswer, ComplaintCommandData['carry-out-erasure']> {}

/**
 * Records the erasure first: a key that is missing without a record would be a damaged store. Then destroys the key here and not only in the
 * process that reacts to the event, so that an answer means it is done. Repeating the command destroys the key again, which a restored backup
 * of the keys may have brought back.
 */
@CommandHandler(CarryOutErasure)
export class CarryOutErasureHandler implements ICommandHandler<CarryOutErasure> {
  constructor(
    private readonly complaints: Complaints,
    private readonly keys: ComplainantKeys,
  ) {}

  async execute({ reference, data, meta, remarks }: CarryOutErasure): Promise<CommandAnswer> {
    const content = { type: 'carry-out-erasure', data } as const;
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks);
    const accepted = acceptedOrProblem(outcome);
    await this.keys.destroy(reference);
    return new CommandAnswer(formatReference(reference), accepted);
  }
}
