import {
  complexities,
  immediateActions,
  impacts,
  severities,
  type Complexity,
  type ImmediateAction,
  type Impact,
  type Severity,
} from '@redress/contracts';
import { CommandRequest, Text } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** What clause 7.5 asks to be judged first, and why it was judged so. */
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

  @Text(4000)
  rationale!: string;
}

export class AssignRequest extends CommandRequest {
  /** The `sub` of a staff member. */
  @Text(200)
  assignee!: string;
}

export class RouteRequest extends CommandRequest {
  @Text(200)
  team!: string;

  /** The `sub` of a staff member, to whom the complaint is assigned. */
  @IsOptional()
  @Text(200)
  person?: string;
}

export class DeclareConflictRequest extends CommandRequest {
  /** The `sub` of the staff member who has an interest of their own in the complaint. */
  @Text(200)
  person!: string;

  /** What kind of interest it is. */
  @Text(4000)
  nature!: string;
}

export class SendOnRequest extends CommandRequest {
  /** An organization, never a person. */
  @Text(200)
  recipient!: string;
}
