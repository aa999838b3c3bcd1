import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RedressConfig, type StartupNotes } from '@redress/platform';
import { Accounts } from './accounts/accounts.js';

/** Tells whoever starts an installation without accounts how to open the first. */
@Injectable()
export class FirstAdministrator implements StartupNotes {
  constructor(
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  async notesFor(url: string): Promise<readonly string[]> {
    if (!this.config.localSignIn) return [];
    const link = await this.accounts.firstLink();
    if (link === undefined) return [];
    return [
      `Nobody can sign in yet. Become the first administrator, once, within 24 hours: ${signInAddress(this.config, url, link)}`,
    ];
  }
}

/** The address of a link. What stands after the # is never sent to a server, so it is in no log of one. */
export function signInAddress({ publicUrl }: Pick<RedressConfig, 'publicUrl'>, url: string, link: string): string {
  return new URL(`/sign-in#${link}`, publicUrl ?? url).href;
}
