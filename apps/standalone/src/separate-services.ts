import { analytics } from '@redress/analytics';
import { caseHandling } from '@redress/case-handling';
import { compliance } from '@redress/compliance';
import { identity } from '@redress/identity';
import { intake } from '@redress/intake';
import { notification } from '@redress/notification';
import type { Application } from '@redress/platform';
import { web } from '@redress/web';

/** The services that can also run as processes of their own. */
export const separateServices: readonly Application[] = [
  intake,
  caseHandling,
  notification,
  analytics,
  compliance,
  identity,
  web,
];
