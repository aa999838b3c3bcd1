import {
  complexities,
  immediateActions,
  impacts,
  severities,
  type Complexity,
  type ImmediateAction,
  type Impact,
  type Severity,
} from '@redress/domain';
import { CommandRequest, Text } from '@redress/platform';
import { IsBoolean, IsIn } from 'class-validator';

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

export class SendOnRequest extends CommandRequest {
  /** An organization, never a person. */
  @Text(200)
  recipient!: string;
}
