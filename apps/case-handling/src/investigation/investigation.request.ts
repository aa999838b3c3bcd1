import {
  evidenceKinds,
  intervieweeRoles,
  noteVisibilities,
  upheldAnswers,
  type EvidenceKind,
  type IntervieweeRole,
  type NoteVisibility,
  type Upheld,
} from '@redress/contracts';
import { CommandRequest, IsPlainDate, IsSha256, IsWord, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AddNoteRequest extends CommandRequest {
  @Text(4000)
  text!: string;

  @IsIn(noteVisibilities)
  visibility!: NoteVisibility;
}

export class RequestInformationRequest extends CommandRequest {
  /** The name by which the answer says what it answers; the next number unless given. */
  @IsOptional()
  @IsWord()
  request?: string;

  /** What the complainant is asked. They read it as it is written. */
  @Text(4000)
  text!: string;

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

/** What the complainant said by another way: on the phone, in a letter. */
export class AddInformationRequest extends CommandRequest {
  @Text(4000)
  text!: string;

  /** The question that it answers. */
  @IsOptional()
  @IsWord()
  request?: string;
}

export class AddEvidenceRequest extends CommandRequest {
  /** Its name within the complaint; the next number unless given. */
  @IsOptional()
  @IsWord()
  evidence?: string;

  @IsIn(evidenceKinds)
  kind!: EvidenceKind;

  @Text(4000)
  description!: string;

  /** Where it came from. */
  @IsOptional()
  @Text(200)
  source?: string;

  /** Of its content, wherever that is kept: shows later that it is still the same. */
  @IsOptional()
  @IsSha256()
  sha256?: string;

  /** The attachment that holds its content, which the complaint has already. */
  @IsOptional()
  @Text(200)
  attachment?: string;
}

export class RecordInterviewRequest extends CommandRequest {
  /** Who was heard. */
  @Text(200)
  with!: string;

  @IsIn(intervieweeRoles)
  role!: IntervieweeRole;

  @IsPlainDate()
  heldOn!: string;

  @Text(4000)
  summary!: string;
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
