/**
 * Every component, in each state that it has, for those who change one: `npm run components`. Language and theme are in the address. Never
 * built with what browsers of visitors download.
 */
import './page.css';
import type { Language } from '@redress/contracts';
import { directionOf, pageLanguages, webText, type WebTextKey } from '@redress/texts/web';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  Button,
  buttonClass,
  Checkbox,
  Choices,
  Code,
  DayField,
  ErrorSummary,
  FieldGroup,
  LanguageProvider,
  Notice,
  SelectField,
  Skeleton,
  TextArea,
  TextField,
} from '../src/index.js';

const THEMES = ['light', 'dark', 'contrast'] as const;

const address = new URLSearchParams(location.search);
const language = pageLanguages.find((one) => one === address.get('language')) ?? 'en';
const theme = THEMES.find((one) => one === address.get('theme')) ?? 'light';
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
document.documentElement.dataset['theme'] = theme;

function say(key: WebTextKey, values = {}): string {
  return webText(language, key, values);
}

function Shown({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section aria-label={name} className="border-t border-hairline py-4">
      <h2 lang="en" dir="ltr" className="font-mono text-s text-muted">
        {name}
      </h2>
      {children}
    </section>
  );
}

/** The same page in the other languages and themes. */
function Others() {
  return (
    <nav lang="en" dir="ltr" aria-label="Language and theme" className="flex flex-wrap gap-4 py-2">
      {pageLanguages.flatMap((one: Language) =>
        THEMES.map((other) => (
          <a
            key={`${one} ${other}`}
            href={`?language=${one}&theme=${other}`}
            aria-current={one === language && other === theme ? 'page' : undefined}
            className="aria-[current=page]:font-bold"
          >
            {one}, {other}
          </a>
        )),
      )}
    </nav>
  );
}

function Fields({ prefix }: { readonly prefix: string }) {
  const [day, setDay] = useState('2026-12-01');
  const options = (['self', 'other'] as const).map((value) => ({ value, label: say(`web.complain.who.${value}`) }));
  return (
    <>
      <Shown name={`${prefix} TextField`}>
        <TextField name={`${prefix}-plain`} label={say('web.complain.contact.name')} />
        <TextField
          name={`${prefix}-wrong`}
          label={say('web.complain.contact.email')}
          hint={say('web.complain.contact-hint')}
          error={say('web.complain.error.email')}
          defaultValue="robin@"
          dir="ltr"
        />
      </Shown>
      <Shown name={`${prefix} TextArea`}>
        <TextArea
          name={`${prefix}-words`}
          label={say('web.complain.what')}
          hint={say('web.complain.what-hint')}
          error={say('web.complain.error.what')}
          rows={3}
        />
      </Shown>
      <Shown name={`${prefix} SelectField`}>
        <SelectField
          name={`${prefix}-choice`}
          label={say('web.complain.who')}
          empty={say('web.complain.none')}
          options={options}
        />
      </Shown>
      <Shown name={`${prefix} Choices`}>
        <Choices
          name={`${prefix}-who`}
          label={say('web.complain.who')}
          error={say('web.complain.error.who')}
          chosen="self"
          choices={[
            ...options,
            {
              value: 'anonymous',
              label: say('web.complain.who.anonymous'),
              hint: say('web.complain.who.anonymous-hint'),
            },
          ]}
        />
      </Shown>
      <Shown name={`${prefix} FieldGroup, Checkbox`}>
        <FieldGroup name={`${prefix}-group`} label={say('web.complain.person')}>
          <Checkbox name={`${prefix}-consent`} label={say('web.complain.person.consent')} />
        </FieldGroup>
      </Shown>
      <Shown name={`${prefix} DayField`}>
        <DayField
          name={`${prefix}-day`}
          label={say('web.complain.when')}
          typedHint={say('web.complain.when-hint')}
          value={day}
          onChoose={setDay}
        />
      </Shown>
    </>
  );
}

function Components() {
  return (
    <main className="mx-auto max-w-2xl bg-surface p-4 text-l text-text">
      <h1 lang="en" className="text-2xl font-bold">
        Components
      </h1>
      <Others />
      <Shown name="Button">
        <div className="flex flex-wrap gap-3">
          {(['primary', 'secondary', 'danger'] as const).map((kind) => (
            <Button key={kind} type="button" kind={kind}>
              {say('web.complain.send')}
            </Button>
          ))}
          <Button type="button" disabled>
            {say('web.complain.sending')}
          </Button>
          <a href="#page" className={buttonClass('secondary')}>
            {say('web.back')}
          </a>
        </div>
      </Shown>
      <Shown name="Notice">
        {(['plain', 'done', 'due', 'late', 'paused'] as const).map((kind) => (
          <Notice key={kind} kind={kind}>
            {say('web.complain.offline')}
          </Notice>
        ))}
      </Shown>
      <Shown name="ErrorSummary">
        <ErrorSummary
          title={say('web.error-title')}
          errors={[{ field: 'public-wrong', message: say('web.complain.error.email') }]}
        />
      </Shown>
      <Shown name="Code">
        {say('web.sent.reference')} <Code>AAAA-BBBB-CCCC</Code>
      </Shown>
      <Shown name="Skeleton">
        <Skeleton />
      </Shown>
      <Fields prefix="public" />
      <div className="dense text-m">
        <Fields prefix="dense" />
      </div>
    </main>
  );
}

const page = document.getElementById('page');
if (page !== null) {
  createRoot(page).render(
    <LanguageProvider language={language}>
      <Components />
    </LanguageProvider>,
  );
}
