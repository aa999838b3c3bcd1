import { loadConfig, mintToken } from '@redress/platform';
import { shippedPolicyOf } from '@redress/policies';
import { call, eventually, type RunningRedress } from '@redress/testing';
import { ASSESSMENT } from '../command-routes.js';
import { Office } from '../office.js';
import type { PersonalMarks } from './personal-marks.js';

/** The data that a run with marked personal data leaves behind. */
export interface MarkedRun {
  readonly office: Office;
  readonly reference: string;
  /** Tracking codes and tokens, which grant access. None may be stored or logged anywhere. */
  readonly secrets: readonly string[];
}

/** Sends every personal field of every command, marked, through the whole system on three complaints. */
export async function runMarked(redress: RunningRedress, marks: PersonalMarks): Promise<MarkedRun> {
  const office = await Office.open(redress);
  const staffToken = await mintToken(loadConfig({ REDRESS_DATA: redress.data }), {
    sub: 'nora',
    name: marks.text('name of a staff member'),
    roles: ['handler'],
    ttlSeconds: 3600,
  });
  const lodged = await office.lodge(markedComplaint(marks));
  const reference = String(lodged.body['reference']);
  const trackingCode = String(lodged.body['trackingCode']);
  const identified = await call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
  await eventually(
    () => office.get('hana', `/api/cases/${reference}`),
    ({ body }) => body['status'] === 'acknowledged',
  );
  await office.decides('hana', reference, 'record-consent', { given: true, evidence: marks.text('consent') });
  await handle(office, reference, trackingCode, marks);
  const note = { text: marks.text('note of a named member'), visibility: 'complainant' };
  const url = `${redress.url}/api/cases/${reference}/add-note`;
  await call('POST', url, { token: staffToken, body: note });
  await office.decides('hana', reference, 'refer', { to: 'ombudsman', reason: marks.text('reason to refer') });
  await office.decides('hana', reference, 'correct-details', {
    description: marks.text('right description'),
    desiredOutcome: marks.text('right desired outcome'),
    onBehalfOf: { name: marks.text('right principal'), relationship: marks.text('right relationship') },
    complainant: {
      name: marks.text('right name'),
      email: marks.email('right e-mail'),
      phone: marks.phone('right phone'),
      postalAddress: marks.text('right address'),
      accessibilityNeeds: marks.text('right needs'),
    },
  });
  await appeal(office, marks);
  const summary = marks.text('outcome of an outside body');
  await office.decides('hana', reference, 'record-referral-outcome', { outcome: 'upheld', by: 'ombudsman', summary });
  const remedies = [{ kind: 'apology', description: marks.text('what was awarded') }];
  await office.decides('hana', reference, 'record-award', { by: 'court', summary: marks.text('award'), remedies });
  const rating = { rating: 2, comment: marks.text('rating') };
  const rate = `${redress.url}/api/track/${reference}/rate-satisfaction`;
  await call('POST', rate, { token: String(identified.body['token']), body: rating });
  await withdrawOthers(office, marks);
  await fightCause(office, marks);
  const reason = marks.text('how the complainant was known');
  const issued = await office.post('hana', `/api/cases/${reference}/issue-tracking-code`, { reason });
  const codes = [trackingCode, String(issued.body['trackingCode'])];
  return { office, reference, secrets: [...codes, String(identified.body['token']), staffToken] };
}

/** Everything that people write about a systemic problem. */
async function fightCause(office: Office, marks: PersonalMarks): Promise<void> {
  const register = '/api/analytics/systemic-problems';
  const group = [{ dimension: 'product', value: 'current-account' }];
  const send = async (path: string, body: object): Promise<string> => {
    const answer = await office.post('sara', `${register}/${path}`, body);
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}.`);
    return String(answer.body['problem']);
  };
  await send('dismiss', { group, reason: marks.text('reason to dismiss a group') });
  const name = marks.text('name of a systemic problem');
  const problem = await send('confirm', { group, name, description: marks.text('systemic problem') });
  const plan = { what: marks.text('corrective action'), owner: 'hana', dueOn: '2099-12-31' };
  await send(`${problem}/plan-corrective-action`, plan);
  await send(`${problem}/plan-corrective-action`, plan);
  await send(`${problem}/complete-corrective-action`, { action: 1, result: marks.text('result of an action') });
  await send(`${problem}/cancel-corrective-action`, { action: 2, reason: marks.text('reason to cancel an action') });
  await send(`${problem}/verify-effect`, { outcome: 'effective', comment: marks.text('verified effect') });
  await send(`${problem}/reopen`, { reason: marks.text('reason to reopen a problem') });
  await office.get('sara', `${register}/${problem}`);
}

function markedComplaint(marks: PersonalMarks): unknown {
  return {
    description: marks.text('description'),
    desiredOutcome: marks.text('desired outcome'),
    product: 'current-account',
    complainant: {
      name: marks.text('name'),
      email: marks.email('e-mail'),
      phone: marks.phone('phone'),
      postalAddress: marks.text('address'),
      accessibilityNeeds: marks.text('accessibility'),
    },
    onBehalfOf: { name: marks.text('principal'), relationship: marks.text('relationship'), consent: false },
  };
}

async function handle(office: Office, reference: string, trackingCode: string, marks: PersonalMarks): Promise<void> {
  const decides = (who: string, command: string, body: Readonly<Record<string, unknown>>): Promise<number> =>
    office.decides(who, reference, command, { reason: marks.text(`reason to ${command}`), ...body });
  const answers = async (): Promise<void> => {
    await decides('hana', 'propose-response', {
      decision: 'upheld',
      explanation: marks.text('explanation'),
      remedies: [{ kind: 'refund', description: marks.text('remedy') }],
    });
    await decides('sara', 'return-response', { comment: marks.text('comment on returning') });
    await decides('hana', 'propose-response', {
      decision: 'upheld',
      explanation: marks.text('second explanation'),
      remedies: [{ kind: 'refund', description: marks.text('second remedy') }],
    });
    await decides('sara', 'approve-response', { comment: marks.text('comment on approving') });
    await decides('hana', 'communicate-decision', { channel: 'email' });
  };
  const complainant = await office.complainant(reference, trackingCode);
  await addFile(`${office.url}/api/track/${reference}/attachments`, complainant.token, 'file', marks);
  await addFile(
    `${office.url}/api/cases/${reference}/attachments`,
    office.tokenFor('hana'),
    'file of the staff',
    marks,
  );
  await complainant.sends('add-information', { text: marks.text('further information') });
  await decides('hana', 'request-information', { request: 'receipt', text: marks.text('question') });
  await complainant.sends('add-information', { text: marks.text('answer to the question'), request: 'receipt' });
  await decides('hana', 'add-information', { text: marks.text('information by telephone') });
  await decides('hana', 'assess', {
    severity: 'high',
    safetyImplication: false,
    complexity: 'simple',
    impact: 'individual',
    immediateAction: 'none',
    rationale: marks.text('rationale'),
  });
  await decides('sara', 'assign', { assignee: 'hana' });
  await decides('sara', 'route', { team: 'cards' });
  await decides('sara', 'declare-conflict', { person: 'hugo', nature: marks.text('nature of a conflict') });
  const confidential = { people: ['hana', 'sara'], reason: marks.text('reason of a restriction') };
  await decides('sara', 'restrict-access', confidential);
  await decides('cyrus', 'break-glass', { reason: marks.text('reason of an emergency access') });
  await decides('sara', 'lift-restriction', { reason: marks.text('reason of lifting a restriction') });
  await decides('hana', 'add-tag', { tag: 'recall-2026' });
  await decides('hana', 'remove-tag', { tag: 'recall-2026' });
  await decides('hana', 'send-on', { recipient: 'another-bank' });
  await decides('hana', 'add-note', { text: marks.text('internal note'), visibility: 'internal' });
  const evidence = { kind: 'statement', description: marks.text('evidence'), source: marks.text('source of evidence') };
  await decides('hana', 'add-evidence', evidence);
  const interview = { role: 'witness', heldOn: '2026-11-05', summary: marks.text('summary of an interview') };
  await decides('hana', 'record-interview', { ...interview, with: marks.text('interviewee') });
  await decides('hana', 'assign-task', { task: 'ledger', kind: 'investigate', title: marks.text('task') });
  await decides('hana', 'complete-task', { task: 'ledger', result: marks.text('result of a task') });
  await decides('hana', 'assign-task', { task: 'letter', kind: 'send-letter', title: marks.text('second task') });
  await decides('hana', 'cancel-task', { task: 'letter' });
  await decides('hana', 'report-progress', { text: marks.text('progress report') });
  await decides('hana', 'record-finding', { summary: marks.text('finding'), upheld: 'upheld', rootCause: 'fees' });
  await answers();
  await complainant.sends('reject-decision', { comment: marks.text('comment on rejecting') });
  await decides('hana', 'state-final-position', { text: marks.text('final position') });
  await answers();
  await decides('hana', 'record-acceptance', { comment: marks.text('comment on accepting') });
  await decides('hana', 'deliver-remedy', { remedy: 0, evidence: marks.text('evidence') });
  await decides('hana', 'close', { outcome: 'resolved', comment: marks.text('comment on closing') });
  await decides('sara', 'reopen', { reason: marks.text('reason to reopen') });
}

/** Takes a complaint under a policy with a second stage to that stage. */
async function appeal(office: Office, marks: PersonalMarks): Promise<void> {
  const policy = shippedPolicyOf('uk-housing@1');
  await office.post('adam', '/api/policies/uk-housing/draft', { policy });
  await office.post('adam', '/api/policies/uk-housing/publish', { version: 1 });
  const { body } = await office.lodge({ description: marks.text('appealed description') });
  const [reference, trackingCode] = [String(body['reference']), String(body['trackingCode'])];
  await office.decides('hana', reference, 'acknowledge', {});
  const rationale = marks.text('appealed rationale');
  await office.decides('hana', reference, 'assess', { ...ASSESSMENT, rationale });
  const explanation = marks.text('appealed explanation');
  await office.decides('hana', reference, 'propose-response', { decision: 'not-upheld', explanation, remedies: [] });
  await office.decides('sara', reference, 'approve-response', {});
  await office.decides('hana', reference, 'communicate-decision', {});
  const complainant = await office.complainant(reference, trackingCode);
  await complainant.sends('lodge-appeal', { grounds: marks.text('grounds') });
}

async function addFile(url: string, token: string, what: string, marks: PersonalMarks): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: marks.text(`content of the ${what}`),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(marks.text(`name of the ${what}`))}`,
    },
  });
  if (answer.status !== 200) throw new Error(`A file was answered with ${answer.status}.`);
}

/** Adds two complaints: one withdrawn by its complainant, one by the staff. */
async function withdrawOthers(office: Office, marks: PersonalMarks): Promise<void> {
  const own = (await office.lodge({ description: marks.text('second description') })).body;
  const complainant = await office.complainant(String(own['reference']), String(own['trackingCode']));
  await complainant.sends('withdraw', { reason: marks.text('reason of the complainant to withdraw') });
  const other = await lodgedByStaff(office, marks);
  const part = { description: marks.text('split description'), desiredOutcome: marks.text('split outcome') };
  await office.decides('hana', other, 'split', { ...part, reason: marks.text('reason to split') });
  const shown = { channel: 'phone', words: marks.text('words of who withdrew') };
  await office.decides('hana', other, 'withdraw', { ...shown, reason: marks.text('reason to withdraw') });
  const hold = { basis: 'legal-claim', reviewOn: '2099-01-31', reason: marks.text('reason of a hold') };
  await office.decides('cyrus', other, 'place-legal-hold', hold);
  await office.decides('cyrus', other, 'lift-legal-hold', { basis: 'legal-claim', reason: marks.text('lifted hold') });
  const given = { recipientKind: 'lawyer', given: ['complaint'], basis: 'legitimate-interests', recipient: 'A firm' };
  const person = { recipientPerson: marks.text('lawyer'), purpose: marks.text('purpose of a disclosure') };
  await office.decides('cyrus', other, 'record-disclosure', { ...given, ...person });
  const request = { request: 'dsr-2026-014', ground: 'legal-obligation' };
  await office.decides('cyrus', other, 'request-erasure', { ...request, reason: marks.text('request for erasure') });
  await office.decides('cyrus', other, 'decline-erasure', { reason: marks.text('declined erasure') });
  await eraseAnother(office, request);
}

/** Erases somebody of whom nothing is marked, since nobody can read it afterwards. */
async function eraseAnother(office: Office, request: object): Promise<void> {
  const reference = String((await office.lodge({ description: 'Not marked.' })).body['reference']);
  await office.decides('hana', reference, 'withdraw', { channel: 'phone', words: 'No more.', reason: 'By telephone.' });
  await office.decides('cyrus', reference, 'request-erasure', { ...request, reason: 'Asked for.' });
  await office.decides('sara', reference, 'carry-out-erasure', { reason: 'Agreed.' });
}

/** Sends the fields of a receipt reserved for the staff. */
async function lodgedByStaff(office: Office, marks: PersonalMarks): Promise<string> {
  const description = marks.text('third description');
  const immediateActionTaken = marks.text('immediate action');
  const { body } = await office.post('ida', '/api/complaints', { description, immediateActionTaken, channel: 'phone' });
  return String(body['reference']);
}
