import type { components } from '@redress/api-client';
import type { WordList } from './words.js';

/** A template of a reply, filled in for one case. */
export type CaseReply = components['schemas']['FilledReply'];

/** The commands for which there can be templates, by the buttons of their forms. */
export const REPLY_COMMAND: WordList<CaseReply['command']> = {
  'request-information': 'desk.command.request-information',
  'add-note': 'desk.command.add-note',
  'report-progress': 'desk.command.report-progress',
  'propose-response': 'desk.command.propose-response',
  'state-final-position': 'desk.command.state-final-position',
  close: 'desk.command.close',
};

/** What a template can be filled in with. */
export const REPLY_FIELD: WordList<CaseReply['missing'][number]> = {
  complainant: 'desk.template.complainant',
  reference: 'desk.template.reference',
  handler: 'desk.template.handler',
  received: 'desk.template.received',
  due: 'desk.template.due',
  product: 'desk.template.product',
  organization: 'desk.template.organization',
};
