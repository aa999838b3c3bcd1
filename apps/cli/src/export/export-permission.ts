import { may, type Action } from '@redress/domain';
import { Problem, StaffTokens, type RedressConfig } from '@redress/platform';
import { wrongUsage } from '../exit/failure.js';

/** What somebody must be allowed to do before personal data leaves the system in the open. */
const NEEDED: readonly Action[] = ['export-events', 'view-personal-data'];

/** Throws a `Failure` unless the token is valid and its roles allow an opened export. */
export async function requireOpenedExportAllowed(config: RedressConfig, token: string | undefined): Promise<void> {
  if (token === undefined) {
    throw wrongUsage(
      '--opened needs a staff token of somebody who may export and read personal data (role compliance): --token or REDRESS_TOKEN.',
    );
  }
  const tokens = await StaffTokens.open(config);
  const { roles } = await tokens.verify(token).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'unauthenticated') {
      throw wrongUsage(
        'The token is not valid here, or has expired. Make one with: redress token --role compliance --name "..."',
      );
    }
    throw error;
  });
  const missing = NEEDED.filter((action) => !may(roles, action));
  if (missing.length > 0)
    throw wrongUsage(`The token's roles do not allow: ${missing.join(', ')}. The role compliance does.`);
}
