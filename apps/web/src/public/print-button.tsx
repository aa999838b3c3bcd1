import { webText } from '@redress/texts/web';
import { Button, useLanguage } from '@redress/ui';
import { useEffect, useState } from 'react';

/** Where the script finds the button on a page that is otherwise as it was rendered. */
export const PRINT_ID = 'print';

/** Prints the page, or saves it as PDF. Not there without a script, which alone can open the dialog. */
export function PrintButton() {
  const language = useLanguage();
  const [runsScript, setRunsScript] = useState(false);
  useEffect(() => setRunsScript(true), []);
  if (!runsScript) return null;
  return (
    <Button type="button" kind="secondary" onClick={() => window.print()}>
      {webText(language, 'web.sent.print')}
    </Button>
  );
}
