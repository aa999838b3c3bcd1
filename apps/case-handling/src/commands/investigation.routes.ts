import {
  NAME_LENGTH_MAX,
  TEXT_LENGTH_MAX,
  evidenceKinds,
  intervieweeRoles,
  noteVisibilities,
  taskKinds,
  upheldAnswers,
  type EvidenceKind,
  type IntervieweeRole,
  type NoteVisibility,
  type TaskKind,
  type Upheld,
} from '@redress/contracts';
import {
  CommandRequest,
  IsPerson,
  IsPlainDate,
  IsSha256,
  IsWord,
  ReasonRequest,
  Text,
  WholeNumber,
  type CommandRoutes,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { RedactMessage } from '../redaction/redact-message.command.js';

export class AddNoteRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  text!: string;

  @IsIn(noteVisibilities)
  visibility!: NoteVisibility;
}

/** Longer than any stream becomes. */
export const REVISION_MAX = 1_000_000;

/** `reason` explains the redaction without repeating the redacted words, since it stays readable itself. */
export class RedactMessageRequest extends CommandRequest {
  /** Revision of the event that contains the words, as shown in the complaint's history. */
  @WholeNumber(0, REVISION_MAX)
  message!: number;
}

export class RequestInformationRequest extends CommandRequest {
  /** Name by which an answer refers to the question; default: the next number. */
  @IsOptional()
  @IsWord()
  request?: string;

  /** The question to the complainant, who reads it exactly as written. */
  @Text(TEXT_LENGTH_MAX)
  text!: string;

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

/** What the complainant said in another way: on the phone, in a letter. */
export class AddInformationRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  text!: string;

  /** The question it answers. */
  @IsOptional()
  @IsWord()
  request?: string;
}

export class AssignTaskRequest extends CommandRequest {
  /** Name by which the task is completed or cancelled later; default: the next number. */
  @IsOptional()
  @IsWord()
  task?: string;

  @IsIn(taskKinds)
  kind!: TaskKind;

  /** The work to do. */
  @Text(TEXT_LENGTH_MAX)
  title!: string;

  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  department?: string;

  /** The `sub` of a staff member. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  assignee?: string;

  /** Last day on which the task is on time, in the time zone of the policy's calendar. */
  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

export class CompleteTaskRequest extends CommandRequest {
  @IsWord()
  task!: string;

  /** Result of the task. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  result?: string;
}

/** The reason tells the assignees why the task is no longer needed. */
export class CancelTaskRequest extends ReasonRequest {
  @IsWord()
  task!: string;
}

export class AddEvidenceRequest extends CommandRequest {
  /** Name within the complaint; default: the next number. */
  @IsOptional()
  @IsWord()
  evidence?: string;

  @IsIn(evidenceKinds)
  kind!: EvidenceKind;

  @Text(TEXT_LENGTH_MAX)
  description!: string;

  /** Source of the evidence. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  source?: string;

  /** Hash of the content, wherever that is stored: shows later that it is unchanged. */
  @IsOptional()
  @IsSha256()
  sha256?: string;

  /** The attachment with the content, which must already be added to the complaint. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  attachment?: string;
}

export class RecordInterviewRequest extends CommandRequest {
  /** The person who was heard. */
  @Text(NAME_LENGTH_MAX)
  with!: string;

  @IsIn(intervieweeRoles)
  role!: IntervieweeRole;

  @IsPlainDate()
  heldOn!: string;

  @Text(TEXT_LENGTH_MAX)
  summary!: string;
}

export class RecordFindingRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  summary!: string;

  @IsIn(upheldAnswers)
  upheld!: Upheld;

  /** A term from the organization's list of causes. Statistics are grouped by it, so it must not name a person. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  rootCause?: string;
}

/** Notes, questions, evidence and findings of an investigation (ISO 10002:2018, 7.6). */
export const investigationRoutes = {
  'add-note': {
    request: AddNoteRequest,
    summary: 'Adds a note for the staff, or a message that the complainant sees too.',
  },
  'redact-message': {
    request: RedactMessageRequest,
    summary: 'Makes the words of one message unreadable for ever. That there was one, by whom and when, stays.',
    send: (reference, request, meta) => new RedactMessage(reference, request, meta),
  },
  'request-information': {
    request: RequestInformationRequest,
    summary: 'Asks the complainant something, who reads it where they follow the complaint.',
  },
  'add-information': {
    request: AddInformationRequest,
    summary: 'Writes down what the complainant said in another way, and which question it answers.',
  },
  'assign-task': {
    request: AssignTaskRequest,
    summary: 'Gives work to a department or a person, until a date. At most 100 tasks of a complaint are open at once.',
  },
  'complete-task': {
    request: CompleteTaskRequest,
    summary: 'Records that a task was done, and what came of it.',
  },
  'cancel-task': {
    request: CancelTaskRequest,
    summary: 'Records that a task need not be done any more, and why.',
  },
  'add-evidence': {
    request: AddEvidenceRequest,
    summary: 'Adds what shows what happened, with the digest of its content.',
  },
  'record-interview': {
    request: RecordInterviewRequest,
    summary: 'Records who was heard, when, and what they said.',
  },
  'record-finding': {
    request: RecordFindingRequest,
    summary: 'Records what was found, and the root cause where it is known.',
  },
} satisfies CommandRoutes;
