import { CommandRequest, IsReference } from '@redress/platform';

export class MergeRequest extends CommandRequest {
  /** The reference of a complaint that was received earlier. */
  @IsReference()
  into!: string;
}
