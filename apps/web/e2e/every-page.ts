import type { Language } from '@redress/contracts';
import { shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import type { Page } from 'playwright-core';
import { type Colleague, type Prepare, StaffBrowser } from './staff-browser.js';

/** The roles whose pages are looked at, each with somebody who has it. */
const STAFF = { hana: 'handler', sara: 'supervisor', cyrus: 'compliance', adam: 'admin' } as const;
type Person = keyof typeof STAFF;

/** The requests for erasure: one that waits for its second person, and one that was carried out. */
const REQUESTED = 'dsr-waiting';
const CARRIED_OUT = 'dsr-carried-out';

/** A policy that another person proposed. */
const PROPOSED = 'office@1';

/** A page, and how somebody comes to it. */
export interface PageToSee {
  /** A name for files. */
  readonly name: string;
  /**
   * Its address; `$reference` stands for that of a complaint with a story, `$version` for that of a shipped policy, `$request` for a
   * request for erasure, `$problem` for a systemic problem.
   */
  readonly path: string;
  /** Who looks at it; nobody who is signed in, by default. */
  readonly as?: Person;
  /** The instant that the browser takes for now. Default: now. */
  readonly at?: string;
  /** Goes on from there to what is looked at. */
  readonly go?: (page: Page, office: SeenOffice) => Promise<void>;
}

/** Answers the question of a page with the first choice, or with words, and waits for the next. */
async function answer(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  const before = await page.locator('h1').textContent();
  for (const [name, value] of Object.entries(words)) await page.locator(`#${name}`).fill(value);
  await page.locator('#send').click();
  await page.waitForFunction((was) => document.querySelector('h1')?.textContent !== was, before);
}

const ANSWERS: readonly Readonly<Record<string, string>>[] = [
  { what: 'کارمزد دو بار کسر شد.' },
  {},
  { product: 'کارت اعتباری' },
  { outcome: 'بازگرداندن وجه' },
  { personName: 'زهرا' },
  { name: 'رضا', email: 'reza@example.org' },
];

/** Answers the first questions of a complaint for somebody else. */
function answered(questions: number): NonNullable<PageToSee['go']> {
  return async (page) => {
    await page.locator('[name=who][value=other]').check();
    await answer(page, {});
    for (const words of ANSWERS.slice(0, questions - 1)) await answer(page, words);
  };
}

async function sent(page: Page, office: SeenOffice): Promise<void> {
  await answered(ANSWERS.length + 1)(page, office);
  await page.locator('#send').click();
  await page.locator('figure svg').waitFor();
}

async function followed(page: Page, reference: string, code: string): Promise<void> {
  await page.locator('#reference').fill(reference);
  await page.locator('#code').fill(code);
  await page.locator('form[action="/track"] button').click();
  await page.locator('#what-you-can-do').waitFor();
  for (const each of await page.locator('summary').all()) await each.click();
}

/** Every page for the public, and every page of the desk in the states that people meet most. */
export const everyPage: readonly PageToSee[] = [
  { name: 'home', path: '/' },
  { name: 'policy', path: '/policy' },
  { name: 'complain-who', path: '/complain' },
  {
    name: 'complain-mend',
    path: '/complain',
    go: async (page) => {
      await page.locator('#send').click();
      await page.locator('[role=alert]').waitFor();
    },
  },
  ...['what', 'when', 'product', 'outcome', 'person', 'contact', 'check'].map((question, index) => ({
    name: `complain-${question}`,
    path: '/complain',
    go: answered(index + 1),
  })),
  { name: 'complain-sent', path: '/complain', go: sent },
  { name: 'track', path: '/track' },
  {
    name: 'track-question',
    path: '/track',
    go: (page, { asked }) => followed(page, asked.reference, asked.code),
  },
  {
    name: 'track-decision',
    path: '/track',
    go: (page, { decided }) => followed(page, decided.reference, decided.code),
  },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'work', path: '/work', as: 'hana' },
  // Others are lodged while pages are looked at.
  { name: 'cases', path: '/cases?assignee=hana', as: 'hana' },
  { name: 'case-new', path: '/cases/new', as: 'hana' },
  { name: 'case', path: '/cases/$reference', as: 'hana' },
  { name: 'case-past', path: '/cases/$reference?revision=1', as: 'hana' },
  {
    name: 'case-assess',
    path: '/cases/$reference',
    as: 'hana',
    go: async (page) => {
      await page.locator('#actions button').first().click();
      await page.locator('form[aria-labelledby=command-title]').waitFor();
    },
  },
  { name: 'tasks', path: '/tasks', as: 'hana' },
  { name: 'activity', path: '/activity', as: 'hana' },
  // Months differ in their weeks, and in what is due in them.
  { name: 'deadlines', path: '/deadlines', as: 'hana', at: '2026-11-15T12:00:00Z' },
  { name: 'letters', path: '/letters', as: 'hana' },
  { name: 'calls', path: '/calls', as: 'hana' },
  { name: 'figures', path: '/figures', as: 'sara' },
  { name: 'reports', path: '/figures/reports', as: 'sara' },
  { name: 'systemic', path: '/figures/systemic', as: 'sara' },
  { name: 'systemic-problem', path: '/figures/systemic/$problem', as: 'sara' },
  { name: 'compliance', path: '/compliance', as: 'cyrus' },
  {
    name: 'compliance-proof',
    path: '/compliance',
    as: 'cyrus',
    go: async (page, { decided }) => {
      await page.locator('#reference').fill(decided.reference);
      await page.locator('form button').first().click();
      await page.locator('#hash').waitFor();
      await page.locator('summary').last().click();
    },
  },
  // Others read more with each page that is looked at.
  { name: 'access', path: '/compliance/access?actor=rob', as: 'cyrus' },
  { name: 'disclosures', path: '/compliance/disclosures', as: 'cyrus' },
  { name: 'erasure', path: '/compliance/erasure', as: 'cyrus' },
  {
    name: 'erasure-found',
    path: '/compliance/erasure',
    as: 'cyrus',
    go: async (page, { held }) => {
      await page.locator('#reference').fill(held);
      await page.locator('#contact').fill('mina@example.org');
      await page.locator('#ground').selectOption('objection');
      await page.locator('form button').first().click();
      await page.locator('#cases').waitFor();
    },
  },
  { name: 'erasure-request', path: '/compliance/erasure/$request', as: 'sara' },
  {
    name: 'erasure-certificate',
    path: '/compliance/erasure',
    as: 'cyrus',
    go: async (page) => {
      await page.goto(new URL(`/compliance/erasure/${CARRIED_OUT}`, page.url()).href);
      await page.getByRole('heading', { level: 3 }).waitFor();
    },
  },
  { name: 'holds', path: '/compliance/holds', as: 'cyrus' },
  { name: 'parked', path: '/compliance/parked', as: 'cyrus' },
  { name: 'sample', path: '/compliance/sample?seed=audit', as: 'cyrus' },
  { name: 'admin', path: '/admin', as: 'adam' },
  { name: 'admin-policies', path: '/admin/policies', as: 'adam' },
  { name: 'admin-policy', path: '/admin/policies/$version', as: 'adam' },
  {
    name: 'admin-proposal',
    path: '/admin/policies',
    as: 'adam',
    go: async (page) => {
      await page.goto(new URL(`/admin/policies/${PROPOSED}`, page.url()).href);
      await page.locator('#reason').waitFor();
    },
  },
  { name: 'admin-draft', path: '/admin/policies/$version/draft', as: 'adam' },
  { name: 'admin-calendars', path: '/admin/calendars', as: 'adam' },
  { name: 'admin-templates', path: '/admin/templates', as: 'adam' },
  { name: 'admin-views', path: '/admin/views', as: 'adam' },
  { name: 'admin-deliveries', path: '/admin/deliveries', as: 'adam' },
  { name: 'admin-health', path: '/admin/health', as: 'adam' },
  { name: 'account', path: '/account', as: 'hana' },
  { name: 'no-page', path: '/work/nowhere', as: 'hana' },
  {
    name: 'keys',
    path: '/work',
    as: 'hana',
    go: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

interface FollowedComplaint {
  readonly reference: string;
  readonly code: string;
}

/** An office whose complaints are written in Persian, so that whatever is Latin on its Persian pages comes from the pages themselves. */
export class SeenOffice {
  private constructor(
    readonly redress: RunningRedress,
    readonly browser: StaffBrowser,
    private readonly staff: Readonly<Record<Person, Colleague>>,
    /** A complaint with an open question to its complainant, which the desk's pages show. */
    readonly asked: FollowedComplaint,
    /** A complaint whose decision its complainant may answer. */
    readonly decided: FollowedComplaint,
    /** The complaint under a legal hold. */
    readonly held: string,
    private readonly problem: string,
  ) {}

  /** Starts an office; `env` are more settings of its system, and `prepare` prepares each window of its browser. */
  static async open(env: Readonly<Record<string, string>> = {}, prepare?: Prepare): Promise<SeenOffice> {
    const redress = await RunningRedress.start({ env: { REDRESS_POLICY_APPROVAL: 'two', ...env } });
    const browser = await StaffBrowser.launch(redress, prepare);
    const [hana, sara, cyrus, adam] = await Promise.all(
      (Object.keys(STAFF) as Person[]).map((person) => browser.colleague(person, STAFF[person])),
    );
    if (!hana || !sara || !cyrus || !adam) throw new Error('Somebody of the staff is missing.');
    const story = new Story(redress, browser, hana, sara, cyrus);
    const asked = await story.asked();
    const decided = await story.decided();
    const held = await story.heldAndErased();
    const problem = await story.systemicProblem();
    await story.proposed(await browser.colleague('zoe', 'admin'));
    await redress.settled();
    await browser.ask(await browser.colleague('rob', 'handler'), 'GET', `/api/cases/${held}`);
    return new SeenOffice(redress, browser, { hana, sara, cyrus, adam }, asked, decided, held, problem);
  }

  /** Opens a page in a language, and waits until it stands still. */
  async see({ path, as, at, go }: PageToSee, language: Language): Promise<{ page: Page; complaints: string[] }> {
    const address = path
      .replace('$reference', this.asked.reference)
      .replace('$version', 'generic@3')
      .replace('$request', REQUESTED)
      .replace('$problem', this.problem);
    const opened = await this.browser.open(address, { language, at }, as && this.staff[as]);
    await opened.page.getByRole('heading', { level: 1 }).first().waitFor();
    await go?.(opened.page, this);
    await opened.page.waitForLoadState('networkidle');
    await opened.page.evaluate(() => document.fonts.ready.then(() => undefined));
    return opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.redress[Symbol.asyncDispose]();
  }
}

/** What happened to the complaints of the office. */
class Story {
  constructor(
    private readonly redress: RunningRedress,
    private readonly browser: StaffBrowser,
    private readonly hana: Colleague,
    private readonly sara: Colleague,
    private readonly cyrus: Colleague,
  ) {}

  async asked(): Promise<FollowedComplaint> {
    const complaint = await this.lodged('کارمزد کارت دو بار کسر شد.');
    const { reference } = complaint;
    await this.decides(this.hana, reference, 'assign', { assignee: 'hana' });
    await this.decides(this.hana, reference, 'add-note', { text: 'با شعبه تماس گرفته شد.', visibility: 'internal' });
    await this.decides(this.hana, reference, 'assign-task', {
      kind: 'call',
      title: 'تماس با شعبه',
      assignee: 'hana',
    });
    await this.decides(this.hana, reference, 'request-information', { text: 'صورت‌حساب را دارید؟' });
    return complaint;
  }

  async decided(): Promise<FollowedComplaint> {
    const complaint = await this.lodged('در شعبه بسته بود.');
    const { reference } = complaint;
    await this.decides(this.hana, reference, 'assess', {
      severity: 'medium',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'صورت‌حساب نشان می‌دهد.',
    });
    await this.decides(this.hana, reference, 'record-finding', { summary: 'در بسته بود.', upheld: 'upheld' });
    await this.decides(this.hana, reference, 'propose-response', {
      decision: 'upheld',
      explanation: 'حق با شماست.',
      remedies: [{ kind: 'apology', description: 'عذرخواهی رئیس شعبه' }],
    });
    await this.decides(this.sara, reference, 'approve-response', {});
    await this.decides(this.hana, reference, 'communicate-decision', { channel: 'email' });
    return complaint;
  }

  /** One complaint under a hold whose erasure is asked for, which is answered, and one whose complainant is erased. */
  async heldAndErased(): Promise<string> {
    const held = await this.withdrawn('برق قطع بود.');
    const hold = { basis: 'legal-claim', reviewOn: '2099-01-31', reason: 'دعوایی اعلام شده است.' };
    await this.decides(this.cyrus, held, 'place-legal-hold', hold);
    const asked = { ground: 'legal-obligation', reason: 'کتبی درخواست کرده است.' };
    await this.decides(this.cyrus, held, 'request-erasure', { ...asked, request: REQUESTED });
    const erased = await this.withdrawn('آب قطع بود.');
    await this.decides(this.cyrus, erased, 'record-disclosure', {
      recipientKind: 'court',
      recipient: 'دادگاه عمومی تهران',
      given: ['identity', 'complaint'],
      basis: 'legal-obligation',
      purpose: 'دادگاه پرونده را خواسته بود.',
      approvedBy: 'sara',
    });
    await this.decides(this.cyrus, erased, 'request-erasure', { ...asked, request: CARRIED_OUT });
    await this.decides(this.sara, erased, 'carry-out-erasure', { reason: 'بررسی شد.' });
    return held;
  }

  /** A systemic problem with an action that is done, and one that is not. */
  async systemicProblem(): Promise<string> {
    const register = '/api/analytics/systemic-problems';
    const { problem } = await this.browser.ask<{ problem: string }>(this.sara, 'POST', `${register}/confirm`, {
      group: [{ dimension: 'product', value: 'کارت اعتباری' }],
      name: 'کسر دوبارهٔ کارمزد',
      description: 'پس از به‌روزرسانی سامانه',
    });
    for (const what of ['اصلاح سامانه', 'بازگرداندن کارمزدها']) {
      const plan = { what, owner: 'hana', dueOn: '2099-01-31' };
      await this.browser.ask(this.sara, 'POST', `${register}/${problem}/plan-corrective-action`, plan);
    }
    await this.browser.ask(this.hana, 'POST', `${register}/${problem}/complete-corrective-action`, { action: 1 });
    return problem;
  }

  /** A policy that waits for its second person. */
  async proposed(zoe: Colleague): Promise<void> {
    const [policies, version] = ['/api/policies/office', 1];
    const scope = { products: ['وام'] };
    const policy = { ...shippedPolicyOf('generic@3'), version: PROPOSED, scope };
    await this.browser.ask(zoe, 'POST', `${policies}/draft`, { policy });
    const { contentHash } = await this.browser.ask(zoe, 'GET', `${policies}/${version}`);
    const said = { version, contentHash, reason: 'برای وام‌ها' };
    await this.browser.ask(zoe, 'POST', `${policies}/propose`, said);
  }

  private async withdrawn(description: string): Promise<string> {
    const { reference } = await this.lodged(description, 'mina@example.org');
    const words = { channel: 'phone', words: 'منصرف شدم.', reason: 'تلفنی.' };
    await this.decides(this.hana, reference, 'withdraw', words);
    return reference;
  }

  private async lodged(description: string, email = 'reza@example.org'): Promise<FollowedComplaint> {
    const { reference, trackingCode: code } = await this.browser.ask<{ reference: string; trackingCode: string }>(
      this.hana,
      'POST',
      '/api/complaints',
      {
        description,
        product: 'کارت اعتباری',
        language: 'fa',
        channel: 'email',
        complainant: { name: 'رضا محمدی', email },
      },
    );
    await this.redress.settled();
    return { reference, code };
  }

  private async decides(colleague: Colleague, reference: string, command: string, body: unknown): Promise<void> {
    await this.browser.ask(colleague, 'POST', `/api/cases/${reference}/${command}`, body);
  }
}
