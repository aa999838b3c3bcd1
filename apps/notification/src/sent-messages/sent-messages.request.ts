import { AtLeastQuery, Text } from '@redress/platform';

/** `?reference=7K3M-9QXD-41PD` */
export class SentMessagesRequest extends AtLeastQuery {
  @Text(40)
  reference!: string;
}
