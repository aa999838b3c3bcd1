import type { CommandRemarks } from '@redress/complaints';
import type { Instant } from '@redress/domain';
import { IsOptional } from 'class-validator';
import { IsInstant, Text } from '../validation/field-rules.js';

/** Most characters of the reason for a command. */
export const REASON_LENGTH_MAX = 4000;

/** Remarks that may accompany any command. Request classes of commands extend it. */
export class CommandRequest {
  /** The reason for the command. */
  @IsOptional()
  @Text(REASON_LENGTH_MAX)
  reason?: string;

  /** When it happened in the world; neither in the future nor before the complaint was received. */
  @IsOptional()
  @IsInstant()
  occurredAt?: Instant;
}

/** A command that requires a reason. Not a `CommandRequest`, since a subclass cannot make an optional field required. */
export class ReasonRequest {
  @Text(REASON_LENGTH_MAX)
  reason!: string;

  @IsOptional()
  @IsInstant()
  occurredAt?: Instant;
}

/** Splits a request into the command's content and the remarks that accompany it. */
export function contentAndRemarks<Request extends CommandRequest>(
  request: Request,
): { readonly data: Omit<Request, keyof CommandRequest>; readonly remarks: CommandRemarks } {
  const { reason, occurredAt, ...data } = request;
  return {
    data,
    remarks: {
      ...(reason != null && { reason }),
      ...(occurredAt != null && { occurredAt }),
    },
  };
}
