import { CommandRequest, WholeNumber } from '@redress/platform';

/** Longer than any stream becomes, and still a revision. */
const REVISION_MAX = 1_000_000;

/** Its `reason` says why nobody may read the words any more, without repeating them: it stays readable itself. */
export class RedactMessageRequest extends CommandRequest {
  /** Revision of the event that holds the words, as the history of the complaint shows it. */
  @WholeNumber(0, REVISION_MAX)
  message!: number;
}
