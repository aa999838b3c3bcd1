import { Text } from '@redress/platform';
import { IsOptional } from 'class-validator';

const MESSAGE_LENGTH_MAX = 500_000;
const MESSAGE_ID_LENGTH_MAX = 200;

/** `{ "message": "<a delivery status notification, RFC 3464>" }`, or `{ "messageId": "...", "status": "5.1.1" }` */
export class BounceRequest {
  @IsOptional()
  @Text(MESSAGE_LENGTH_MAX)
  message?: string;

  @IsOptional()
  @Text(MESSAGE_ID_LENGTH_MAX)
  messageId?: string;

  /** RFC 3463. */
  @IsOptional()
  @Text(11)
  status?: string;
}
