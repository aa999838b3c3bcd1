import type { components } from '@redress/api-client';
import { languages, type Language, preferredChannels, TEXT_LENGTH_MAX } from '@redress/contracts';
import { amountWords, text } from '@redress/texts';
import { dayWords, instantDayWords, instantWords, webText, type WebTextKey } from '@redress/texts/web';
import { Button, type ButtonKind, Choices, Code, ErrorSummary, Notice, TextArea, useLanguage } from '@redress/ui';
import type { ReactNode } from 'react';
import { PRINT_ID, PrintButton } from '../print-button.js';
import { Section } from '../section.js';
import { FILES_ID, Files, type FilesProps } from './files.js';
import { type Tried, wordsIn } from './tried.js';

/** A complaint as its complainant may see it. */
export type Tracked = components['schemas']['TrackedComplaint'];
type Remedies = NonNullable<Tracked['decision']>['remedies'];

export interface StatusPageProps {
  readonly complaint: Tracked;
  /** Something was done just now. */
  readonly isDone: boolean;
  /** The complainant had to identify again before what they tried could be sent. */
  readonly isBack?: boolean;
  /** Why what was tried was refused. */
  readonly refusal?: string | undefined;
  /** What was tried, with what was typed for it. */
  readonly tried?: Tried | undefined;
  /** Under which the next thing is done, so that a form sent twice counts once. */
  readonly formKey: string;
  /** When the page was made (ISO 8601), which a print of it says. */
  readonly shownAt: string;
}

/** What the script goes on with of the files. */
export function filesOf({ attachments, options }: Tracked): FilesProps {
  return {
    attachments: attachments.map(({ attachment, name }) => ({ attachment, name })),
    canAdd: options.includes('add-attachment'),
  };
}

/** A complaint in plain words: where it stands, what comes next and by when, what was said, and what its complainant can do now. */
export function StatusPage({ complaint, isDone, isBack = false, refusal, tried, formKey, shownAt }: StatusPageProps) {
  const language = useLanguage();
  const day = instantDayWords(complaint.receivedAt, language, complaint.timeZone);
  return (
    <>
      <h1 className="text-2xl font-bold">
        {webText(language, 'web.status.title')} <Code>{complaint.reference}</Code>
      </h1>
      <p className="text-muted">{webText(language, 'web.status.received-on', { day })}</p>
      {isDone && (
        <div role="status">
          <Notice kind="done">{webText(language, 'web.status.done')}</Notice>
        </div>
      )}
      {isBack && (
        <div role="status">
          <Notice kind="due">
            {webText(language, 'web.status.is-back')} <a href={`#${ACTS_ID}`}>{webText(language, 'web.status.do')}</a>
          </Notice>
        </div>
      )}
      {refusal !== undefined && (
        <ErrorSummary title={webText(language, 'web.error-title')} errors={[{ field: ACTS_ID, message: refusal }]} />
      )}
      <LeftOver complaint={complaint} tried={tried} />
      <Standing complaint={complaint} />
      <Questions complaint={complaint} formKey={formKey} tried={tried} />
      <Outcome complaint={complaint} />
      <Acts complaint={complaint} formKey={formKey} tried={tried} />
      <Messages complaint={complaint} />
      <div id={FILES_ID}>
        <Files {...filesOf(complaint)} />
      </div>
      <Story complaint={complaint} />
      <div className="mt-12 flex flex-wrap gap-4 border-t border-hairline pt-4 print:hidden">
        <form method="post" action="/track/leave">
          <Button kind="secondary">{webText(language, 'web.status.leave')}</Button>
        </form>
        <div id={PRINT_ID}>
          <PrintButton />
        </div>
      </div>
      <p className="hidden text-m text-muted print:block">
        {webText(language, 'web.printed', { at: instantWords(shownAt, language, complaint.timeZone) })}
      </p>
    </>
  );
}

const ACTS_ID = 'what-you-can-do';
/** As the API takes a reason. */
const REASON_LENGTH_MAX = 4000;

/** What was typed for something that can no longer be done: nobody has to think of it again. */
function LeftOver({ complaint: { options }, tried }: Pick<StatusPageProps, 'complaint' | 'tried'>) {
  const language = useLanguage();
  const words = tried && wordsIn(tried);
  if (words === undefined || options.includes(tried?.act ?? '')) return null;
  return (
    <Notice>
      <p>{webText(language, 'web.status.you-wrote')}</p>
      <Words>{words}</Words>
    </Notice>
  );
}

const STATUS_TEXTS: Readonly<Record<Tracked['status'], WebTextKey>> = {
  received: 'web.status.received',
  acknowledged: 'web.status.acknowledged',
  assessed: 'web.status.under-investigation',
  'under-investigation': 'web.status.under-investigation',
  'response-proposed': 'web.status.under-investigation',
  'response-approved': 'web.status.under-investigation',
  'decision-communicated': 'web.status.decision-communicated',
  accepted: 'web.status.accepted',
  rejected: 'web.status.rejected',
  closed: 'web.status.closed',
  withdrawn: 'web.status.withdrawn',
  referred: 'web.status.referred',
  merged: 'web.status.merged',
};

const NEXT_STEPS: Readonly<Record<string, WebTextKey>> = {
  acknowledgement: 'web.next-step.acknowledgement',
  decision: 'web.next-step.decision',
  'your-information': 'web.next-step.your-information',
  'your-answer': 'web.next-step.your-answer',
  'another-answer': 'web.next-step.another-answer',
  closing: 'web.next-step.closing',
};

/** Words of a person, as they wrote them; of a person who was erased, that they are gone. */
function Words({ children }: { readonly children: unknown }) {
  const language = useLanguage();
  return (
    <p dir="auto" className="break-words whitespace-pre-wrap">
      {typeof children === 'string' ? children : webText(language, 'web.status.erased')}
    </p>
  );
}

function Standing({ complaint: { status, nextStep, dueAt, timeZone, handledTogether } }: { complaint: Tracked }) {
  const language = useLanguage();
  const next = nextStep === null ? undefined : NEXT_STEPS[nextStep];
  return (
    <Section heading={webText(language, 'web.status.now')}>
      <p>
        <strong>{handledTogether?.text ?? webText(language, STATUS_TEXTS[status])}</strong>
      </p>
      {next !== undefined && (
        <p>
          {webText(language, next)}
          {dueAt !== null && nextStep === 'decision' && (
            <strong className="block">
              {webText(language, 'web.status.by', { day: instantDayWords(dueAt, language, timeZone) })}
            </strong>
          )}
        </p>
      )}
    </Section>
  );
}

type FormProps = Pick<StatusPageProps, 'complaint' | 'formKey' | 'tried'>;

/** A form that does one thing with the complaint. It says which complaint, for the case that it is sent when nobody is identified any more. */
function ActForm({
  act,
  complaint: { reference },
  formKey,
  children,
}: Pick<StatusPageProps, 'complaint' | 'formKey'> & { readonly act: string; readonly children: ReactNode }) {
  return (
    <form method="post" action="/track/act">
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="key" value={formKey} />
      {children}
    </form>
  );
}

function Questions({ complaint, formKey, tried }: FormProps) {
  const language = useLanguage();
  const { questions, options } = complaint;
  const open = options.includes('add-information') ? questions.filter(({ answeredAt }) => answeredAt === null) : [];
  return open.map(({ request, text: question, dueOn }) => (
    <Notice kind="due" key={request}>
      <h2 className="text-xl font-bold">{webText(language, 'web.status.question')}</h2>
      <Words>{question}</Words>
      {dueOn !== undefined && (
        <p>
          {webText(language, 'web.status.question-due', {
            day: dayWords(dueOn, language),
          })}
        </p>
      )}
      <ActForm act="add-information" complaint={complaint} formKey={`${formKey}-${request}`}>
        <input type="hidden" name="request" value={request} />
        <TextArea
          name="text"
          id={`answer-${request}`}
          label={webText(language, 'web.status.your-answer')}
          rows={4}
          required
          maxLength={TEXT_LENGTH_MAX}
          defaultValue={tried?.fields['request'] === request ? tried.fields['text'] : undefined}
        />
        <Button>{webText(language, 'web.status.send-answer')}</Button>
      </ActForm>
    </Notice>
  ));
}

/** What was decided, here and outside, and what else can be done. */
function Outcome({ complaint }: { readonly complaint: Tracked }) {
  const language = useLanguage();
  const { decision, award, finalPosition, referral, alternatives, splitInto, timeZone } = complaint;
  return (
    <>
      {decision !== null && (
        <Section heading={webText(language, 'web.status.decision')}>
          <p>
            <strong>{text(language, `decision.answer.${decision.decision}`)}</strong>
          </p>
          <p className="text-muted">
            {webText(language, 'web.status.decided-on', {
              day: instantDayWords(decision.communicatedAt, language, timeZone),
            })}
          </p>
          <Words>{decision.explanation}</Words>
          <RemedyList remedies={decision.remedies} />
        </Section>
      )}
      {award !== null && (
        <Section heading={webText(language, 'web.status.award', { by: award.by })}>
          <RemedyList remedies={award.remedies} />
        </Section>
      )}
      {finalPosition !== null && (
        <Section heading={webText(language, 'web.status.final')}>
          <Words>{finalPosition.text}</Words>
        </Section>
      )}
      {referral !== null && (
        <Section heading={webText(language, 'web.status.referral', { to: referral.to })}>
          {referral.reason !== undefined && <Words>{referral.reason}</Words>}
        </Section>
      )}
      {alternatives !== null && (
        <Section heading={webText(language, 'web.status.disagree')}>
          {alternatives.nextStage !== null && (
            <p>{webText(language, 'web.status.next-stage', { stage: alternatives.nextStage[language] })}</p>
          )}
          {alternatives.outsideBodies.length > 0 && (
            <>
              <p>{webText(language, 'web.status.outside')}</p>
              <ul className="list-disc ps-6">
                {alternatives.outsideBodies.map(({ names, web }) => (
                  <li key={names.en}>{web === undefined ? names[language] : <a href={web}>{names[language]}</a>}</li>
                ))}
              </ul>
            </>
          )}
        </Section>
      )}
      {splitInto.length > 0 && (
        <Section heading={webText(language, 'web.status.parts')}>
          <ul className="list-disc ps-6">
            {splitInto.map(({ reference, trackingCode }) => (
              <li key={reference}>
                {webText(language, 'web.sent.reference')} <Code>{reference}</Code>, {webText(language, 'web.sent.code')}{' '}
                <Code>{trackingCode}</Code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

const REMEDY_STATES: Readonly<Record<Remedies[number]['state'], WebTextKey>> = {
  owed: 'web.status.remedy.owed',
  overdue: 'web.status.remedy.overdue',
  delivered: 'web.status.remedy.delivered',
};

function RemedyList({ remedies }: { readonly remedies: Remedies }) {
  const language = useLanguage();
  if (remedies.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 font-semibold">{webText(language, 'web.status.remedies')}</h3>
      <ul className="list-disc ps-6">
        {remedies.map((remedy, index) => (
          <li key={index}>{remedyWords(remedy, language)}</li>
        ))}
      </ul>
    </>
  );
}

function remedyWords({ kind, amount, description, dueOn, state }: Remedies[number], language: Language): string {
  return [
    text(language, `remedy.${kind}`),
    amount && amountWords(amount, language),
    typeof description === 'string' ? description : undefined,
    webText(language, REMEDY_STATES[state]),
    dueOn !== undefined && state === 'owed'
      ? webText(language, 'web.status.remedy.by', { day: dayWords(dueOn, language) })
      : undefined,
  ]
    .filter((words) => words !== undefined)
    .join(text(language, 'message.separator'));
}

/** Something a complainant can do, closed until it is wanted, unless it is what they are asked for, or what was refused. */
function Act({ title, isOpen = false, children }: { title: string; isOpen?: boolean; readonly children: ReactNode }) {
  return (
    <details open={isOpen} className="border-b border-hairline py-2">
      <summary className="min-h-11 cursor-pointer content-center font-semibold text-accent">{title}</summary>
      {children}
    </details>
  );
}

/** An act that takes words of the complainant. */
interface WordsAct {
  readonly act: string;
  /** The field of the API that takes the words. */
  readonly field: 'text' | 'comment' | 'grounds' | 'reason';
  readonly title: WebTextKey;
  readonly hint?: WebTextKey;
  readonly label: WebTextKey;
  readonly button: WebTextKey;
  readonly kind?: ButtonKind;
  readonly required?: boolean;
}

/** In the order in which they are offered. */
const WORDS_ACTS: readonly WordsAct[] = [
  {
    act: 'accept-decision',
    field: 'comment',
    title: 'web.act.accept-decision',
    label: 'web.act.comment-label',
    button: 'web.act.accept-button',
  },
  {
    act: 'reject-decision',
    field: 'comment',
    title: 'web.act.reject-decision',
    label: 'web.act.comment-label',
    button: 'web.act.reject-button',
  },
  {
    act: 'lodge-appeal',
    field: 'grounds',
    title: 'web.act.lodge-appeal',
    label: 'web.act.lodge-appeal-label',
    button: 'web.act.lodge-appeal-button',
    required: true,
  },
  {
    act: 'add-information',
    field: 'text',
    title: 'web.act.add-information',
    label: 'web.act.add-information-label',
    button: 'web.act.add-information-button',
    required: true,
  },
  {
    act: 'withdraw',
    field: 'reason',
    title: 'web.act.withdraw',
    hint: 'web.act.withdraw-hint',
    label: 'web.act.comment-label',
    button: 'web.act.withdraw-button',
    kind: 'danger',
  },
];

function Acts({ complaint, formKey, tried }: FormProps) {
  const language = useLanguage();
  const { options, preferences } = complaint;
  const say = (key: WebTextKey): string => webText(language, key);
  const isPossible = (act: string): boolean => options.includes(act);
  // An answer to a question was tried where that is asked.
  const typed = tried?.fields['request'] === undefined ? tried : undefined;
  return (
    <section id={ACTS_ID} tabIndex={-1} className="my-8 print:hidden">
      <h2 className="mb-2 text-xl font-bold">{say('web.status.do')}</h2>
      {isPossible('rate-satisfaction') && (
        <Act title={say('web.act.rate-satisfaction')} isOpen>
          <ActForm act="rate-satisfaction" complaint={complaint} formKey={formKey}>
            <Choices
              name="rating"
              label={say('web.act.rating-label')}
              chosen={typed?.fields['rating']}
              choices={([5, 4, 3, 2, 1] as const).map((rating) => ({
                value: String(rating),
                label: say(`web.act.rating-${rating}`),
              }))}
            />
            <TextArea
              name="comment"
              id="rating-comment"
              label={say('web.act.comment-label')}
              rows={3}
              maxLength={TEXT_LENGTH_MAX}
              defaultValue={typed?.act === 'rate-satisfaction' ? typed.fields['comment'] : undefined}
            />
            <Button>{say('web.act.rating-button')}</Button>
          </ActForm>
        </Act>
      )}
      {WORDS_ACTS.filter(({ act }) => isPossible(act)).map(
        ({ act, field, title, hint, label, button, kind = 'primary', required = false }) => (
          <Act key={act} title={say(title)} isOpen={typed?.act === act}>
            <ActForm act={act} complaint={complaint} formKey={formKey}>
              {hint !== undefined && <p className="my-3">{say(hint)}</p>}
              <TextArea
                name={field}
                id={`${act}-${field}`}
                label={say(label)}
                rows={4}
                required={required}
                maxLength={field === 'reason' ? REASON_LENGTH_MAX : TEXT_LENGTH_MAX}
                defaultValue={typed?.act === act ? typed.fields[field] : undefined}
              />
              <Button kind={kind}>{say(button)}</Button>
            </ActForm>
          </Act>
        ),
      )}
      {isPossible('state-preferences') && (
        <Act title={say('web.act.state-preferences')} isOpen={typed?.act === 'state-preferences'}>
          <ActForm act="state-preferences" complaint={complaint} formKey={formKey}>
            <Choices
              name="language"
              label={say('web.act.preferences-language')}
              chosen={preferences.language}
              choices={languages.map((value) => ({ value, label: webText(value, 'language.name'), lang: value }))}
            />
            <Choices
              name="preferredChannel"
              label={say('web.act.preferences-channel')}
              chosen={preferences.preferredChannel ?? undefined}
              choices={preferredChannels.map((value) => ({ value, label: text(language, `channel.${value}`) }))}
            />
            <Button>{say('web.act.preferences-button')}</Button>
          </ActForm>
        </Act>
      )}
    </section>
  );
}

function Messages({ complaint: { messages, timeZone } }: { readonly complaint: Tracked }) {
  const language = useLanguage();
  if (messages.length === 0) return null;
  return (
    <Section heading={webText(language, 'web.status.messages')}>
      <ol className="flex list-none flex-col gap-4">
        {messages.map(({ from, text: said, at }, index) => (
          <li key={index} className="rounded-m border border-hairline p-3">
            <p className="text-m text-muted">
              {webText(language, from === 'complainant' ? 'web.status.from-you' : 'web.status.from-us')}
              {text(language, 'message.separator')}
              {instantDayWords(at, language, timeZone)}
            </p>
            <Words>{said}</Words>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Story({ complaint: { steps, timeZone } }: { readonly complaint: Tracked }) {
  const language = useLanguage();
  return (
    <Section heading={webText(language, 'web.status.history')}>
      <ol className="flex list-none flex-col gap-3 border-s-2 border-line ps-4">
        {steps.map(({ step, at }, index) => (
          <li key={index}>
            {webText(language, STATUS_TEXTS[step])}
            <span className="block text-m text-muted">{instantDayWords(at, language, timeZone)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
