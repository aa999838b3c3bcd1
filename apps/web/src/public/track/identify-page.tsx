import { webText } from '@redress/texts/web';
import { Button, ErrorSummary, type FieldError, Notice, TextField, useLanguage } from '@redress/ui';
import { useEffect, useState } from 'react';
import { keptFields, type Tried, wordsIn } from './tried.js';

export interface IdentifyPageProps {
  readonly errors: readonly FieldError[];
  /** As it was typed. The code is typed again. */
  readonly reference?: string | undefined;
  /** Said above the form, for example that an hour has passed. */
  readonly notice?: string | undefined;
  /** What could not be sent because nobody was identified any more: it is kept until they are. */
  readonly kept?: Tried | undefined;
}

/** Says that nothing that was typed is lost, and brings it along. */
function Kept({ kept }: { readonly kept: Tried }) {
  const language = useLanguage();
  const words = wordsIn(kept);
  return (
    <Notice kind="due">
      <p>{webText(language, 'web.track.kept')}</p>
      {words !== undefined && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {words}
        </p>
      )}
      {keptFields(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </Notice>
  );
}

/** What a link into this page says after its `#`, which no server ever sees. */
interface LinkWords {
  readonly reference?: string | undefined;
  readonly code?: string | undefined;
  /** The token that confirms an e-mail address. */
  readonly confirm?: string | undefined;
}

/** Asks for reference and code. With a link from a message or a QR code they are filled in, where a script runs. */
export function IdentifyPage({ errors, reference, notice, kept }: IdentifyPageProps) {
  const language = useLanguage();
  const [link, setLink] = useState<LinkWords>({});
  useEffect(() => {
    const words = new URLSearchParams(location.hash.slice(1));
    if (words.size === 0) return;
    const word = (name: string): string | undefined => words.get(name) ?? undefined;
    setLink({ reference: word('reference'), code: word('code'), confirm: word('confirm') });
    // A code in the address would stay in the history of the browser.
    history.replaceState(null, '', location.pathname);
  }, []);
  const messageOn = (name: string): string | undefined => errors.find(({ field }) => field === name)?.message;
  return (
    <>
      <h1 className="text-2xl font-bold">{webText(language, 'web.track.title')}</h1>
      {notice !== undefined && <Notice>{notice}</Notice>}
      {link.confirm !== undefined && (
        <Notice>
          <form method="post" action="/track/confirm-address">
            <p className="mb-3">{webText(language, 'web.track.confirm')}</p>
            <input type="hidden" name="token" value={link.confirm} />
            <Button>{webText(language, 'web.track.confirm-button')}</Button>
          </form>
        </Notice>
      )}
      <form method="post" action="/track" noValidate key={link.reference}>
        <ErrorSummary title={webText(language, 'web.error-title')} errors={errors} />
        {kept !== undefined && <Kept kept={kept} />}
        <TextField
          name="reference"
          label={webText(language, 'web.sent.reference')}
          hint={webText(language, 'web.track.reference-hint')}
          error={messageOn('reference')}
          defaultValue={link.reference ?? reference}
          autoComplete="off"
          dir="ltr"
          maxLength={40}
        />
        <TextField
          name="code"
          label={webText(language, 'web.sent.code')}
          hint={webText(language, 'web.track.code-hint')}
          error={messageOn('code')}
          defaultValue={link.code}
          autoComplete="off"
          dir="ltr"
          maxLength={40}
        />
        <Button>{webText(language, 'web.track.show')}</Button>
      </form>
      <section className="mt-12 border-t border-hairline pt-4">
        <h2 className="text-xl font-bold">{webText(language, 'web.track.lost')}</h2>
        <p>{webText(language, 'web.track.lost-hint')}</p>
        <form method="post" action="/track/lost-code">
          <TextField
            name="lostReference"
            label={webText(language, 'web.sent.reference')}
            error={messageOn('lostReference')}
            autoComplete="off"
            dir="ltr"
            maxLength={40}
          />
          <TextField
            name="email"
            type="email"
            label={webText(language, 'web.complain.contact.email')}
            error={messageOn('email')}
            autoComplete="email"
            dir="ltr"
          />
          <Button kind="secondary">{webText(language, 'web.track.lost-button')}</Button>
        </form>
      </section>
    </>
  );
}
