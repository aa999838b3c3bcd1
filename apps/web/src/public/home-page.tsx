import { webText, type WebTextKey } from '@redress/texts/web';
import { buttonClass, useLanguage } from '@redress/ui';

/** What people can do here, the most likely first. */
export function HomePage() {
  const language = useLanguage();
  const say = (key: WebTextKey): string => webText(language, key);
  return (
    <>
      <h1 className="text-2xl font-bold">{say('web.home.title')}</h1>
      <p className="my-4">{say('web.home.introduction')}</p>
      <section className="my-8">
        <a href="/complain" className={buttonClass('primary')}>
          {say('web.home.complain')}
        </a>
        <p className="mt-2 text-muted">{say('web.home.complain-hint')}</p>
      </section>
      <section className="my-8">
        <h2 className="text-xl font-bold">
          <a href="/track">{say('web.home.track')}</a>
        </h2>
        <p className="text-muted">{say('web.home.track-hint')}</p>
      </section>
      <section className="my-8">
        <h2 className="text-xl font-bold">
          <a href="/policy">{say('web.home.policy')}</a>
        </h2>
        <p className="text-muted">{say('web.home.policy-hint')}</p>
      </section>
    </>
  );
}
