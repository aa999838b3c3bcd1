import { Text } from '@redress/platform';

/** `{ "subscription": "crm", "subject": "complaint-7K3M9QXD41PD" }` */
export class ResendRequest {
  @Text(40)
  subscription!: string;

  @Text(100)
  subject!: string;
}
