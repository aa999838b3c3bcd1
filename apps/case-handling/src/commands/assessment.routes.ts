import {
  NAME_LENGTH_MAX,
  TEXT_LENGTH_MAX,
  complexities,
  immediateActions,
  impacts,
  severities,
  type Complexity,
  type ImmediateAction,
  type Impact,
  type Severity,
} from '@redress/contracts';
import { CommandRequest, IsPerson, Text, type CommandRoutes } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { PutUpWall } from '../walls/put-up-wall.command.js';

/** Criteria of the initial assessment in clause 7.5, with the reasons. */
export class AssessRequest extends CommandRequest {
  @IsIn(severities)
  severity!: Severity;

  @IsBoolean()
  safetyImplication!: boolean;

  @IsIn(complexities)
  complexity!: Complexity;

  @IsIn(impacts)
  impact!: Impact;

  @IsIn(immediateActions)
  immediateAction!: ImmediateAction;

  /** Whether the complainant is in vulnerable circumstances, such as illness, bereavement or debt, which calls for particular care. */
  @IsOptional()
  @IsBoolean()
  vulnerability?: boolean;

  @Text(TEXT_LENGTH_MAX)
  rationale!: string;
}

export class AssignRequest extends CommandRequest {
  /** The `sub` of a staff member. */
  @IsPerson(NAME_LENGTH_MAX)
  assignee!: string;

  /** The `sub` of whoever has the complaint now, to take it over from them. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  from?: string;
}

export class UnassignRequest extends CommandRequest {
  /** The `sub` of whoever has the complaint now. */
  @IsPerson(NAME_LENGTH_MAX)
  assignee!: string;
}

export class RouteRequest extends CommandRequest {
  @Text(NAME_LENGTH_MAX)
  team!: string;

  /** The `sub` of the staff member to whom the complaint is assigned. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  person?: string;
}

export class DeclareConflictRequest extends CommandRequest {
  /** The `sub` of the staff member with a conflict of interest in the complaint. */
  @IsPerson(NAME_LENGTH_MAX)
  person!: string;

  /** Nature of the conflict of interest. */
  @Text(TEXT_LENGTH_MAX)
  nature!: string;
}

export class SendOnRequest extends CommandRequest {
  /** Names an organization, never a person. */
  @Text(NAME_LENGTH_MAX)
  recipient!: string;
}

/** The initial assessment, its consequences, and the assignment of the case (ISO 10002:2018, 7.5). */
export const assessmentRoutes = {
  assess: {
    request: AssessRequest,
    summary: 'Priority and route follow from the assessment. A reassessment keeps the earlier ones beside it.',
  },
  assign: {
    request: AssignRequest,
    summary:
      'A supervisor assigns to anyone, a handler to themselves. Whoever takes what somebody else has names them in `from`, or sends If-Match.',
  },
  unassign: {
    request: UnassignRequest,
    summary:
      'Returns the complaint to the queue of its team, or to that of all when it has none. ' +
      'A supervisor takes it from anyone, a handler gives back their own.',
  },
  route: {
    request: RouteRequest,
    summary: 'Sends the complaint to another team, and assigns it to a person of it if one is named.',
  },
  'declare-conflict': {
    request: DeclareConflictRequest,
    send: (reference, request, meta) => new PutUpWall(reference, 'declare-conflict', request, meta),
    summary:
      'Says that somebody has an interest of their own in the complaint: from then on they see nothing of it and do nothing on it, ' +
      'except to be heard in an interview. ' +
      'A supervisor says it of anyone, a handler of themselves.',
  },
  'send-on': {
    request: SendOnRequest,
    summary: 'Names the organization that must answer, when it is another one.',
  },
} satisfies CommandRoutes;
