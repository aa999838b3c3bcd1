import type { ComplaintCommandType } from '@redress/domain';
import { commandController, type CommandRoute } from '@redress/platform';
import { accessRoutes } from './access.routes.js';
import { appealRoutes } from './appeal.routes.js';
import { assessmentRoutes } from './assessment.routes.js';
import { clockRoutes } from './clocks.routes.js';
import { closingRoutes } from './closing.routes.js';
import { decisionRoutes } from './decision.routes.js';
import { disclosureRoutes } from './disclosure.routes.js';
import { erasureRoutes } from './erasure.routes.js';
import { investigationRoutes } from './investigation.routes.js';
import { receiptRoutes } from './receipt.routes.js';
import { relationRoutes } from './relations.routes.js';
import { tagRoutes } from './tags.routes.js';

/** How staff send each command: its route, or the sender used instead. A missing command does not compile. */
const sending = {
  ...receiptRoutes,
  ...assessmentRoutes,
  ...accessRoutes,
  ...tagRoutes,
  ...investigationRoutes,
  ...erasureRoutes,
  ...disclosureRoutes,
  ...decisionRoutes,
  ...appealRoutes,
  ...closingRoutes,
  ...relationRoutes,
  ...clockRoutes,
  receive: 'lodged at POST /api/complaints',
  'add-attachment': 'uploaded at POST /api/cases/{reference}/attachments',
  'state-preferences': 'by the complainant',
  'rate-satisfaction': 'by the complainant',
  'record-silence': 'by the services',
  'record-deadline-warned': 'by the services',
  'record-deadline-missed': 'by the services',
  'record-escalation': 'by the services',
  'record-link': 'by the services',
  absorb: 'by the services',
  release: 'by the services',
  'record-notification-attempted': 'by the services',
  'record-notification-sent': 'by the services',
  'record-notification-failed': 'by the services',
  'record-contact-verified': 'by the complainant at POST /api/track/confirm-address',
  'send-tracking-code': 'asked for at POST /api/track/lost-code',
} satisfies { readonly [Type in ComplaintCommandType]: CommandRoute<Type> | string };

/** Every route by which the staff send a command. */
export const caseRoutes = Object.fromEntries(
  Object.entries(sending).filter((entry): entry is [string, CommandRoute] => typeof entry[1] !== 'string'),
);

/** Every step of a case as one command. */
export const CaseCommandsController = commandController('cases', 'staff', caseRoutes);
