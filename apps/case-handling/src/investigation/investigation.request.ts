import { noteVisibilities, upheldAnswers, type NoteVisibility, type Upheld } from '@redress/domain';
import { CommandRequest, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AddNoteRequest extends CommandRequest {
  @Text(4000)
  text!: string;

  @IsIn(noteVisibilities)
  visibility!: NoteVisibility;
}

export class RecordFindingRequest extends CommandRequest {
  @Text(4000)
  summary!: string;

  @IsIn(upheldAnswers)
  upheld!: Upheld;

  /** A term of the organization's list of causes: statistics group by it, so it names no person. */
  @IsOptional()
  @Text(200)
  rootCause?: string;
}
