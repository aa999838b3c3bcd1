import { Text } from '@redress/platform';

/** The two things a complainant was given. */
export class TrackComplaintRequest {
  @Text(40)
  reference!: string;

  @Text(40)
  trackingCode!: string;
}
