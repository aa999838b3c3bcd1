import type { Language } from '@redress/contracts';
import { dayWords, webText, type WebTextKey } from '@redress/texts/web';
import { Button, Checkbox, Choices, ErrorSummary, FieldGroup, TextArea, TextField, useLanguage } from '@redress/ui';
import type { FormEvent } from 'react';
import {
  type Answers,
  askedSteps,
  complainers,
  type ComplaintDraft,
  type Field,
  fieldsOf,
  happenedOn,
  LENGTH_MAX,
  type FormPage,
} from './complaint-form.js';

const QUESTIONS: Readonly<Record<FormPage, WebTextKey>> = {
  who: 'web.complain.who',
  what: 'web.complain.what',
  when: 'web.complain.when',
  product: 'web.complain.product',
  outcome: 'web.complain.outcome',
  person: 'web.complain.person',
  contact: 'web.complain.contact',
  check: 'web.complain.check',
};

/** Questions that may be left without an answer. */
const OPTIONAL: readonly FormPage[] = ['when', 'product', 'outcome'];

/** The heading of a page, which says what it asks. */
function questionText(step: FormPage, language: Language): string {
  const label = webText(language, QUESTIONS[step]);
  return OPTIONAL.includes(step) ? webText(language, 'web.optional', { label }) : label;
}

/** The title of a draft's page, which says first when something is to be mended. */
export function titleOf({ step, errors }: ComplaintDraft, language: Language): string {
  const title = questionText(step, language);
  return errors.length > 0 ? webText(language, 'web.error-prefix', { title }) : title;
}

export interface QuestionPageProps {
  readonly draft: ComplaintDraft;
  /** Takes the form where a script runs; otherwise it is posted. */
  readonly onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  readonly isSending?: boolean;
}

/** One question on a page, or, at the end, all answers to look through. Works as a posted form that carries everything said so far. */
export function QuestionPage({ draft, onSubmit, isSending = false }: QuestionPageProps) {
  const language = useLanguage();
  const { step, answers, errors, key, returning } = draft;
  const asked = askedSteps(answers);
  const own: readonly string[] = fieldsOf[step];
  return (
    <form method="post" action="/complain" noValidate key={step} onSubmit={onSubmit}>
      <ErrorSummary title={webText(language, 'web.error-title')} errors={errors} />
      {step !== 'check' && (
        <p className="text-muted">
          {webText(language, 'web.complain.progress', { at: asked.indexOf(step) + 1, of: asked.length - 1 })}
        </p>
      )}
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="key" value={key} />
      {returning && <input type="hidden" name="returning" value="yes" />}
      {Object.entries(answers)
        .filter(([field]) => !own.includes(field))
        .map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
      {step === 'check' ? <AllAnswers answers={answers} /> : <Question draft={draft} />}
      <div className="mt-8 flex flex-wrap gap-4">
        <Button name="go" value={step === 'check' ? 'send' : 'next'} disabled={isSending} id="send">
          {webText(language, step === 'check' ? 'web.complain.send' : 'web.next')}
        </Button>
        {asked.indexOf(step) > 0 && (
          <Button kind="secondary" name="go" value="back" formNoValidate disabled={isSending}>
            {webText(language, 'web.back')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The fields of one question. */
function Question({ draft: { step, answers, errors } }: { readonly draft: ComplaintDraft }) {
  const language = useLanguage();
  const say = (key: WebTextKey): string => webText(language, key);
  const label = questionText(step, language);
  const field = (name: Field) => ({
    name,
    defaultValue: answers[name],
    error: errors.find((error) => error.field === name)?.message,
  });
  const heading = <h1 className="text-2xl font-bold">{label}</h1>;
  switch (step) {
    case 'who':
      return (
        <>
          {heading}
          <Choices
            {...field('who')}
            label={label}
            isLabelHidden
            chosen={answers.who}
            choices={complainers.map((who) => ({ value: who, ...complainerWords(who, language) }))}
          />
        </>
      );
    case 'what':
      return (
        <>
          {heading}
          <TextArea
            {...field('what')}
            label={label}
            isLabelHidden
            hint={say('web.complain.what-hint')}
            rows={10}
            maxLength={LENGTH_MAX.what}
          />
        </>
      );
    case 'when':
      return (
        <>
          {heading}
          <FieldGroup
            name="when"
            label={label}
            isLabelHidden
            hint={say('web.complain.when-hint')}
            error={field('day').error}
          >
            <div className="flex flex-wrap gap-4">
              {(['day', 'month', 'year'] as const).map((part) => (
                <div key={part} className={part === 'year' ? 'w-28' : 'w-20'}>
                  <TextField
                    {...field(part)}
                    error={undefined}
                    label={say(`web.complain.${part}`)}
                    inputMode="numeric"
                    autoComplete="off"
                    maxLength={4}
                  />
                </div>
              ))}
            </div>
          </FieldGroup>
        </>
      );
    case 'product':
      return (
        <>
          {heading}
          <TextField
            {...field('product')}
            label={label}
            isLabelHidden
            hint={say('web.complain.product-hint')}
            maxLength={LENGTH_MAX.other}
          />
        </>
      );
    case 'outcome':
      return (
        <>
          {heading}
          <TextArea
            {...field('outcome')}
            label={label}
            isLabelHidden
            hint={say('web.complain.outcome-hint')}
            rows={5}
            maxLength={LENGTH_MAX.outcome}
          />
        </>
      );
    case 'person':
      return (
        <>
          {heading}
          <TextField {...field('personName')} label={say('web.complain.person.name')} maxLength={LENGTH_MAX.other} />
          <TextField
            {...field('relationship')}
            label={optional('web.complain.person.relationship', language)}
            maxLength={LENGTH_MAX.other}
          />
          <Checkbox
            name="consent"
            label={say('web.complain.person.consent')}
            defaultChecked={answers.consent === 'yes'}
          />
        </>
      );
    case 'contact':
      return (
        <>
          {heading}
          <p className="my-4">{say('web.complain.contact-hint')}</p>
          <TextField
            {...field('name')}
            label={optional('web.complain.contact.name', language)}
            autoComplete="name"
            maxLength={LENGTH_MAX.other}
          />
          <TextField
            {...field('email')}
            label={say('web.complain.contact.email')}
            type="email"
            autoComplete="email"
            dir="ltr"
          />
          <TextField
            {...field('phone')}
            label={say('web.complain.contact.phone')}
            type="tel"
            autoComplete="tel"
            dir="ltr"
            maxLength={LENGTH_MAX.phone}
          />
          <TextArea
            {...field('needs')}
            label={optional('web.complain.contact.needs', language)}
            hint={say('web.complain.contact.needs-hint')}
            rows={3}
            maxLength={LENGTH_MAX.needs}
          />
          <Checkbox
            name="confidential"
            label={say('web.complain.contact.confidential')}
            defaultChecked={answers.confidential === 'yes'}
          />
        </>
      );
    case 'check':
      return null;
  }
}

function optional(key: WebTextKey, language: Language): string {
  return webText(language, 'web.optional', { label: webText(language, key) });
}

function complainerWords(who: (typeof complainers)[number], language: Language) {
  switch (who) {
    case 'self':
      return { label: webText(language, 'web.complain.who.self') };
    case 'other':
      return {
        label: webText(language, 'web.complain.who.other'),
        hint: webText(language, 'web.complain.who.other-hint'),
      };
    case 'anonymous':
      return {
        label: webText(language, 'web.complain.who.anonymous'),
        hint: webText(language, 'web.complain.who.anonymous-hint'),
      };
  }
}

/** Every answer with a way to change it. */
function AllAnswers({ answers }: { readonly answers: Answers }) {
  const language = useLanguage();
  return (
    <>
      <h1 className="text-2xl font-bold">{webText(language, 'web.complain.check')}</h1>
      <p className="my-4">{webText(language, 'web.complain.check-hint')}</p>
      <dl className="divide-y divide-hairline border-y border-hairline">
        {askedSteps(answers)
          .filter((step) => step !== 'check')
          .map((step) => {
            const question = webText(language, QUESTIONS[step]);
            return (
              <div key={step} className="grid grid-cols-[1fr_auto] items-start gap-x-6 gap-y-1 py-3">
                <dt className="font-semibold">{question}</dt>
                <dd className="row-span-2">
                  <button
                    type="submit"
                    name="go"
                    value={`change:${step}`}
                    className="min-h-11 cursor-pointer text-accent underline underline-offset-4"
                  >
                    {webText(language, 'web.complain.change')}
                    <span className="sr-only">: {question}</span>
                  </button>
                </dd>
                <dd className="min-w-0">
                  {said(step, answers, language).map((line, index) => (
                    <p key={index} className="break-words whitespace-pre-wrap">
                      <bdi>{line}</bdi>
                    </p>
                  ))}
                </dd>
              </div>
            );
          })}
      </dl>
    </>
  );
}

/** The answers of a page in words. */
function said(step: FormPage, answers: Answers, language: Language): readonly string[] {
  const none = webText(language, 'web.complain.none');
  const lines = (...given: readonly (string | undefined)[]): readonly string[] => {
    const some = given.filter((line) => line !== undefined);
    return some.length === 0 ? [none] : some;
  };
  const ticked = (key: WebTextKey, answer: string | undefined): string => {
    const agreed = webText(language, answer === 'yes' ? 'web.complain.yes' : 'web.complain.no');
    return `${webText(language, key)}: ${agreed}`;
  };
  switch (step) {
    case 'who': {
      const who = complainers.find((known) => known === answers.who);
      return lines(who && complainerWords(who, language).label);
    }
    case 'when': {
      const day = happenedOn(answers);
      return lines(day && dayWords(day, language));
    }
    case 'person':
      return [
        ...lines(answers.personName, answers.relationship),
        ticked('web.complain.person.consent', answers.consent),
      ];
    case 'contact':
      return [
        ...lines(answers.name, answers.email, answers.phone, answers.needs),
        ...(answers.confidential === 'yes' ? [webText(language, 'web.complain.contact.confidential')] : []),
      ];
    case 'what':
      return lines(answers.what);
    case 'product':
      return lines(answers.product);
    case 'outcome':
      return lines(answers.outcome);
    case 'check':
      return [];
  }
}
