import { analytics } from '@redress/analytics';
import { caseHandling } from '@redress/case-handling';
import { compliance } from '@redress/compliance';
import { identity } from '@redress/identity';
import { intake } from '@redress/intake';
import { notification } from '@redress/notification';
import type { Application } from '@redress/platform';
import { web } from '@redress/web';

/** Every service, in one process on one port. The services are the same as in separate processes: only the engines below are embedded. */
export const services: readonly Application[] = [
  intake,
  caseHandling,
  notification,
  analytics,
  compliance,
  identity,
  web,
];
